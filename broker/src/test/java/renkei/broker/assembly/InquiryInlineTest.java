package renkei.broker.assembly;

/** The same when messages are dealt with at the door. */
class InquiryInlineTest extends InquiryTest {

  @Override
  int inline() {
    return 8;
  }
}
