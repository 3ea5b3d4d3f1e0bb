package renkei.broker.assembly;

/** The same when messages are dealt with at the door. */
class SeveralProvisionsInlineTest extends SeveralProvisionsTest {

  @Override
  int inline() {
    return 8;
  }
}
