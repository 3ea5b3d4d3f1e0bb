package renkei.broker.message;

import renkei.codebook.AgencyCode;
import renkei.codebook.InquiryId;
import renkei.codebook.Reason;

/**
 * The core tells the inquirer what it decided about an inquiry.
 *
 * @param sender who signed the message; must be the core
 * @param inquiry the inquiry decided on
 * @param verdict the permit, or why there is none
 */
public record Decision(AgencyCode sender, InquiryId inquiry, Verdict verdict) implements Incoming {

  /** What the core decided. */
  public sealed interface Verdict {}

  /**
   * The provider has been asked.
   *
   * @param permit under which it will answer
   */
  public record Granted(Permit permit) implements Verdict {}

  /**
   * The inquiry is not permitted.
   *
   * @param reason why
   */
  public record Refused(Reason reason) implements Verdict {}

  /**
   * The core could not decide.
   *
   * @param reason the class of the failure
   * @param askingAgainHelps whether a new inquiry may succeed
   */
  public record Failed(Reason reason, boolean askingAgainHelps) implements Verdict {}
}
