package renkei.testagencies.vocabulary;

import java.util.UUID;

/**
 * The name of one permit (情報提供許可証), given by the core.
 *
 * @param value unique for ever
 */
public record PermitId(UUID value) {

  /** A fresh one. */
  public static PermitId random() {
    return new PermitId(UUID.randomUUID());
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
