package renkei.gateway.rest;

/** One item of a replica or a result. */
public record ItemJson(String code, String value) {

  /** Hides the value. */
  @Override
  public String toString() {
    return "ItemJson[" + code + ", ****]";
  }
}
