package renkei.gateway;

import java.util.Optional;
import java.util.function.Supplier;

/** Why the platform does no work; what {@code /ready} at the operator door says. Thread-safe. */
final class Readiness implements Supplier<Optional<String>> {

  /** What is said until something better is known. */
  static final String STARTING = "the platform is starting";

  private volatile Supplier<Optional<String>> why = () -> Optional.of(STARTING);

  /** From now on this is asked; empty means ready. */
  void ask(Supplier<Optional<String>> why) {
    this.why = why;
  }

  @Override
  public Optional<String> get() {
    return why.get();
  }
}
