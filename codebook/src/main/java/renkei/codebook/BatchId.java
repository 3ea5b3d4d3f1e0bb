package renkei.codebook;

import java.util.UUID;

/**
 * The batch (一括照会) that an exchange is part of, named by the inquirer.
 *
 * @param value any UUID
 */
public record BatchId(UUID value) {

  @Override
  public String toString() {
    return value.toString();
  }
}
