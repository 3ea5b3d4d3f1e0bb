package renkei.gateway.cli;

/** What {@code --version} says. */
public final class Version {

  /** Name and number of the program. */
  public static final String TEXT = "Renkei 0.1.0";

  private Version() {}
}
