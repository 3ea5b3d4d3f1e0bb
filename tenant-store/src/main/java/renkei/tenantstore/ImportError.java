package renkei.tenantstore;

/**
 * One finding about one line.
 *
 * @param line where the record starts, from 1, the header included
 * @param item the column it is about; empty if it is about the whole line
 * @param reason for the sender, without content
 */
public record ImportError(long line, String item, String reason) {

  /** The reason where a field is a 個人番号 or 住民票コード: somebody has to be alarmed. */
  public static final String FORBIDDEN = "a number that must not be sent here";

  /** The reason where the check found nothing and yet the store cannot keep what a line says. */
  public static final String UNSTORABLE = "a value that cannot be stored";

  /** Whether it is about one of the two numbers that must never reach the platform. */
  public boolean isForbidden() {
    return reason.equals(FORBIDDEN);
  }
}
