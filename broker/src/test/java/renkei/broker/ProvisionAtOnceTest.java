package renkei.broker;

/** The same when messages are dealt with at the door. */
class ProvisionAtOnceTest extends ProvisionTest {

  @Override
  int atOnce() {
    return 8;
  }
}
