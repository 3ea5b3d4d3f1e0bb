package renkei.broker;

/** The same when messages are dealt with at the door. */
class InquiryAtOnceTest extends InquiryTest {

  @Override
  int atOnce() {
    return 8;
  }
}
