package renkei.gateway.jetty;

import org.jspecify.annotations.Nullable;
import renkei.gateway.logging.Refusals;

/** Where the parts of one server tell what they refuse. Thread-safe. */
final class Reports {

  /** Who is meant where no request names a caller. */
  private static final String CONNECTION = "a connection";

  private volatile @Nullable Refusals refusals;

  /** Nothing is counted before. */
  void goTo(Refusals others) {
    refusals = others;
  }

  void refused(String reason, String because) {
    refused(reason, CONNECTION, because);
  }

  void refused(String reason, String caller, String because) {
    Refusals known = refusals;
    if (known != null) {
      known.refused(reason, caller, because);
    }
  }

  /** An answer reaches nobody. */
  void unheard(String caller, String because) {
    Refusals known = refusals;
    if (known != null) {
      known.unheard(caller, because);
    }
  }
}
