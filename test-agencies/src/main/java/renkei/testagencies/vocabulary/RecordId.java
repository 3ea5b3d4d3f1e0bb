package renkei.testagencies.vocabulary;

import java.util.UUID;

/**
 * The name of one exchange record (情報提供等記録) in the book of the municipality that keeps it.
 *
 * @param value given by the platform
 */
public record RecordId(UUID value) {

  @Override
  public String toString() {
    return value.toString();
  }
}
