/**
 * Inquiries of the tenants (情報照会). {@link renkei.broker.inquiry.InquiryIntake} takes one from a
 * local system and decides whether the tenant may ask; {@link
 * renkei.broker.inquiry.DecisionHandler} takes the core's decision on it, {@link
 * renkei.broker.inquiry.AnswerHandler} the provider's answer, and both decide what does not match;
 * {@link renkei.broker.inquiry.InquiryEnding} gives it its one outcome and record. {@link
 * renkei.broker.inquiry.InquiryRows} owns the table {@code inquiry}. The engine comes in through
 * {@link renkei.broker.inquiry.InquiryCase}.
 */
@NullMarked
package renkei.broker.inquiry;

import org.jspecify.annotations.NullMarked;
