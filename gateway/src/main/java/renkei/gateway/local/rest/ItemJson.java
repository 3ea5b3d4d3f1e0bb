package renkei.gateway.local.rest;

import java.util.List;
import renkei.gateway.contract.ContentXml;

/** One item of a replica or a result. */
public record ItemJson(String code, String value) {

  static List<ItemJson> of(List<ContentXml.Item> items) {
    return items.stream().map(item -> new ItemJson(item.code().value(), item.value())).toList();
  }

  /** Hides the value. */
  @Override
  public String toString() {
    return "ItemJson[" + code + ", ****]";
  }
}
