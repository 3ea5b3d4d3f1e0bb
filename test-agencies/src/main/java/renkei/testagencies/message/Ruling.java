package renkei.testagencies.message;

import renkei.testagencies.vocabulary.Reason;

/** What the core says to an inquiry. */
public sealed interface Ruling {

  /** The provider will answer under this permit. */
  record Granted(Permit permit) implements Ruling {}

  /** It may not be asked. */
  record Refused(Reason reason) implements Ruling {}

  /** It could not be asked. */
  record Failed(Reason reason, boolean askingAgainHelps) implements Ruling {}
}
