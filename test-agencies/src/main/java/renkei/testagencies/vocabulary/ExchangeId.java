package renkei.testagencies.vocabulary;

import java.util.UUID;

/**
 * The name of one exchange of an inquiry, given by the inquirer: one person, one kind of
 * information, one provider.
 *
 * @param value unique for ever
 */
public record ExchangeId(UUID value) {

  /** A fresh one. */
  public static ExchangeId random() {
    return new ExchangeId(UUID.randomUUID());
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
