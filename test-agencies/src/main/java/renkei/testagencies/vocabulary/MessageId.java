package renkei.testagencies.vocabulary;

import java.util.UUID;

/**
 * The name of one message on the national network.
 *
 * @param value unique for ever
 */
public record MessageId(UUID value) {

  /** A fresh one. */
  public static MessageId random() {
    return new MessageId(UUID.randomUUID());
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
