package renkei.testagencies.vocabulary;

import java.util.UUID;

/**
 * The name of one inquiry (情報照会), given by the inquirer.
 *
 * @param value unique for ever
 */
public record InquiryId(UUID value) {

  /** A fresh one. */
  public static InquiryId random() {
    return new InquiryId(UUID.randomUUID());
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
