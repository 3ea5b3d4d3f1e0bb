package renkei.broker.assembly;

/** The same when messages are dealt with at the door. */
class HoldInlineTest extends HoldTest {

  @Override
  int inline() {
    return 8;
  }
}
