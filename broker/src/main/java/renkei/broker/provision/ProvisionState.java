package renkei.broker.provision;

import java.util.Map;
import java.util.Set;
import renkei.broker.engine.Transitions;

/**
 * How far a provision has come. A permitted inquiry that has none yet is received: its message says
 * so.
 */
enum ProvisionState {
  /** Waits for a member of staff (自動応答不可). */
  ON_HOLD,
  /** It has its one outcome, recorded; where its answer is, the message says. */
  DECIDED;

  /** Every step a provision may take. */
  static final Transitions<ProvisionState> TRANSITIONS =
      new Transitions<>(Set.of(ON_HOLD, DECIDED), Map.of(ON_HOLD, Set.of(DECIDED)));
}
