package renkei.broker.assembly;

/** The same when messages are dealt with at the door. */
class ProvisionInlineTest extends ProvisionTest {

  @Override
  int inline() {
    return 8;
  }
}
