package renkei.broker;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import renkei.codebook.AddresseeNumber;
import renkei.codebook.AffairCode;
import renkei.codebook.AgencyCode;
import renkei.codebook.InformationCode;
import renkei.codebook.Lane;
import renkei.codebook.ProcedureCode;

/**
 * A municipality's own system asks the platform to ask: a set of exchanges under one procedure.
 *
 * @param localId its own name for the inquiry; the same name again is the same inquiry
 * @param affair the affair the procedure belongs to; empty for the one the permission list names
 * @param procedure under which procedure
 * @param lane the class of work
 * @param deadline how long to wait for the answers; empty for the platform's usual time, which for
 *     bulk work begins when its hours do
 * @param exchanges what is asked about whom, from whom; 1 to {@link #MOST}
 */
public record InquiryRequest(
    LocalId localId,
    Optional<AffairCode> affair,
    ProcedureCode procedure,
    Lane lane,
    Optional<Duration> deadline,
    List<Asked> exchanges) {

  /** How many exchanges an inquiry may have. */
  public static final int MOST = 20;

  /**
   * One exchange.
   *
   * @param subject whom it is about
   * @param information what
   * @param provider whom to ask
   */
  public record Asked(AddresseeNumber subject, InformationCode information, AgencyCode provider) {}

  /**
   * Copies the list; refuses a deadline that is not ahead, no exchange, more than {@link #MOST},
   * and one exchange twice.
   */
  public InquiryRequest {
    if (deadline.isPresent() && !deadline.get().isPositive()) {
      throw new IllegalArgumentException("a deadline must be a positive duration");
    }
    if (exchanges.isEmpty() || exchanges.size() > MOST) {
      throw new IllegalArgumentException("an inquiry has 1 to " + MOST + " exchanges");
    }
    if (new HashSet<>(exchanges).size() < exchanges.size()) {
      throw new IllegalArgumentException("an inquiry asks for no exchange twice");
    }
    exchanges = List.copyOf(exchanges);
  }
}
