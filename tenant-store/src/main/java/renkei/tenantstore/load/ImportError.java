package renkei.tenantstore.load;

import renkei.tenantstore.layout.Objection;

/**
 * One finding about one line.
 *
 * @param line where the record starts, from 1, the header included; 0 if it is about no line
 * @param item the column it is about; empty if it is about the whole line
 * @param objection why, without content
 */
public record ImportError(long line, String item, Objection objection) {

  /** The objection where a field is a 個人番号 or 住民票コード: somebody has to be alarmed. */
  public static final Objection FORBIDDEN = Objection.to(Objection.Rule.FORBIDDEN_NUMBER);

  /** The objection where the check found nothing and yet the store cannot keep what a line says. */
  public static final Objection UNSTORABLE = Objection.to(Objection.Rule.UNSTORABLE);

  /** The objection where something else stands of the same sequence. */
  static final Objection SEQUENCE_REUSED = Objection.to(Objection.Rule.SEQUENCE_REUSED);

  /** The objection where an earlier line says something else of the same sequence. */
  static Objection repeated(long line) {
    return Objection.to(Objection.Rule.REPEATED_LINE, line);
  }

  /** Whether it is about one of the two numbers that must never reach the platform. */
  public boolean isForbidden() {
    return objection.equals(FORBIDDEN);
  }
}
