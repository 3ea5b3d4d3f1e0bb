package renkei.broker.message;

import java.util.List;
import renkei.codebook.AgencyCode;
import renkei.codebook.ExchangeId;
import renkei.codebook.InquiryId;
import renkei.codebook.Reason;

/**
 * The core tells the inquirer what it decided about exchanges of an inquiry; about others of it
 * another message may tell.
 *
 * @param sender who signed the message; must be the core
 * @param inquiry the inquiry
 * @param exchanges what was decided about which; one at least
 */
public record Decision(AgencyCode sender, InquiryId inquiry, List<Decided> exchanges)
    implements Incoming {

  /** Copies the list; refuses an empty one and two decisions about one exchange. */
  public Decision {
    exchanges = Elements.distinct(exchanges, Decided::exchange);
  }

  /**
   * What was decided about one exchange.
   *
   * @param verdict the permit, or why there is none
   */
  public record Decided(ExchangeId exchange, Verdict verdict) {}

  /** What the core decided. */
  public sealed interface Verdict {}

  /**
   * The provider has been asked.
   *
   * @param permit under which it will answer
   */
  public record Granted(Permit permit) implements Verdict {}

  /**
   * The exchange is not permitted.
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
