package renkei.tenantstore.layout;

/** Why parts do not make a layout, on the way to whoever asked for one. */
public final class LayoutRefusedException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  private final transient LayoutRefused refused;

  LayoutRefusedException(LayoutRefusal reason, String where) {
    this(new LayoutRefused(reason, where));
  }

  private LayoutRefusedException(LayoutRefused refused) {
    super(refused.en());
    this.refused = refused;
  }

  /** What is said against it. */
  public LayoutRefused refused() {
    return refused;
  }

  static void require(boolean kept, LayoutRefusal reason, Object where) {
    if (!kept) {
      throw new LayoutRefusedException(reason, where.toString());
    }
  }
}
