package renkei.broker.provision;

import static renkei.broker.provision.ProvisionState.DECIDED;
import static renkei.broker.provision.ProvisionState.ON_HOLD;

import java.util.Set;
import renkei.broker.engine.TransitionsContract;

/** A provision is decided once. */
class ProvisionTransitionsTest extends TransitionsContract<ProvisionState> {

  ProvisionTransitionsTest() {
    super(
        ProvisionState.TRANSITIONS,
        ProvisionState.class,
        Set.of(ON_HOLD, DECIDED),
        Set.of(new Step<>(ON_HOLD, DECIDED)));
  }
}
