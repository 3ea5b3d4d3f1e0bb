package renkei.gateway.local;

import renkei.broker.InquiryState;
import renkei.codebook.InquiryId;
import renkei.codebook.Reason;

/** What became of handing in an inquiry that was taken; it is durable. */
public sealed interface InquiryTaken {

  /** The id it has on the platform. */
  InquiryId id();

  /** It is on its way, or was handed in before. */
  record UnderWay(InquiryId id, InquiryState state) implements InquiryTaken {}

  /** It ended as refused at once, and that is on record. */
  record NotPermitted(InquiryId id, Reason reason) implements InquiryTaken {}
}
