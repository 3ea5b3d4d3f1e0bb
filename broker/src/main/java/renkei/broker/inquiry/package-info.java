/**
 * Inquiries of the tenants (情報照会). {@link renkei.broker.inquiry.InquiryIntake} takes one from a
 * local system and decides whether the tenant may ask; {@link
 * renkei.broker.inquiry.DecisionHandler} takes the core's decision on it, {@link
 * renkei.broker.inquiry.AnswerHandler} the provider's answer. Each of the three can end it as
 * {@code REFUSED}, and the latter two drop a message that does not match an open inquiry; {@link
 * renkei.broker.inquiry.InquiryEnding} gives each exchange its one outcome and record. {@link
 * renkei.broker.inquiry.InquiryRows} owns the table {@code inquiry}, {@link
 * renkei.broker.inquiry.ExchangeRows} the table {@code exchange}, {@link
 * renkei.broker.inquiry.InquiriesOfBefore} what an earlier version kept. The engine comes in
 * through {@link renkei.broker.inquiry.InquiryCase}.
 */
@NullMarked
package renkei.broker.inquiry;

import org.jspecify.annotations.NullMarked;
