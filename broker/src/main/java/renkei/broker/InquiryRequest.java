package renkei.broker;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import renkei.codebook.AddresseeNumber;
import renkei.codebook.AffairCode;
import renkei.codebook.AgencyCode;
import renkei.codebook.Exchange;
import renkei.codebook.InformationCode;
import renkei.codebook.ItemChoice;
import renkei.codebook.Lane;
import renkei.codebook.ProcedureCode;
import renkei.codebook.Terms;

/**
 * A municipality's own system asks the platform to ask: a set of exchanges under one procedure.
 *
 * @param localId its own name for the inquiry; the same name again is the same inquiry
 * @param affair the affair the procedure belongs to; empty for the one the permission list names
 * @param procedure under which procedure
 * @param lane the class of work
 * @param deadline how long to wait for the answers; empty for the platform's usual time, which for
 *     bulk work begins when its hours do
 * @param by who asked; the same inquiry by another user is the same
 * @param exchanges what is asked about whom, from whom; 1 to {@link #MOST}
 */
public record InquiryRequest(
    LocalId localId,
    Optional<AffairCode> affair,
    ProcedureCode procedure,
    Lane lane,
    Optional<Duration> deadline,
    Exchange.AskedBy by,
    List<Asked> exchanges) {

  /** How many exchanges an inquiry may have. */
  public static final int MOST = 20;

  /**
   * One exchange.
   *
   * @param subject whom it is about
   * @param information what
   * @param provider whom to ask
   * @param items which items of it
   * @param terms on what terms
   */
  public record Asked(
      AddresseeNumber subject,
      InformationCode information,
      AgencyCode provider,
      ItemChoice items,
      Terms terms) {

    /** All of what holds now. */
    public Asked(AddresseeNumber subject, InformationCode information, AgencyCode provider) {
      this(subject, information, provider, new ItemChoice.All(), Terms.PLAIN);
    }

    /** Whether both ask the same provider for the same: no inquiry does so twice. */
    public boolean isSameQuestion(Asked other) {
      return question().equals(other.question());
    }

    private List<Object> question() {
      return List.of(subject, information, provider, terms.condition());
    }
  }

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
    if (exchanges.stream().map(Asked::question).distinct().count() < exchanges.size()) {
      throw new IllegalArgumentException("an inquiry asks for no exchange twice");
    }
    exchanges = List.copyOf(exchanges);
  }
}
