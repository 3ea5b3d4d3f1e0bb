package renkei.codebook;

/**
 * A 個人番号 or 住民票コード stood where an opaque value belongs. Refuse the message and raise an alarm; the
 * exception does not carry the number.
 */
public final class ForbiddenNumberException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  private final ForbiddenNumbers.Kind kind;
  private final String field;

  /**
   * @param kind which number it was
   * @param field the field it stood in
   */
  public ForbiddenNumberException(ForbiddenNumbers.Kind kind, String field) {
    super(field + " carries a number that must not be sent here: " + kind);
    this.kind = kind;
    this.field = field;
  }

  /** The name of the field it stood in. */
  public String field() {
    return field;
  }

  /** Which number it was. */
  public ForbiddenNumbers.Kind kind() {
    return kind;
  }
}
