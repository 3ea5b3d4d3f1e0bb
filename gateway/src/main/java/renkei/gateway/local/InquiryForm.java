package renkei.gateway.local;

import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import renkei.broker.InquiryRequest;
import renkei.broker.LocalId;
import renkei.codebook.Exchange;
import renkei.codebook.Lane;
import renkei.codebook.TenantId;
import renkei.codebook.directory.AgencyDirectory;
import renkei.gateway.wording.Forms;
import renkei.gateway.wording.Phrase;

/**
 * What a local system asks, as it wrote it: a set of exchanges under one procedure.
 *
 * @param localId the local system's own name for it; the same again is the same inquiry
 * @param affair may be left out: the permission list tells it from the procedure
 * @param askedBy who asked; may be left out
 * @param deadline ISO duration; may be left out
 * @param exchanges what is asked about whom, from whom; no two of them the same
 */
public record InquiryForm(
    @Nullable String localId,
    @Nullable String affair,
    @Nullable String procedure,
    @Nullable String lane,
    @Nullable String deadline,
    @Nullable AskedByForm askedBy,
    @Nullable List<ExchangeForm> exchanges) {

  private static final String EXCHANGES = "exchanges";

  private static final Duration LONGEST_DEADLINE = Duration.ofDays(31);

  /**
   * Who asked, as codes of the local system that mean nothing here: they go into the municipality's
   * own record and nowhere else.
   *
   * @param department may be left out
   * @param user may be left out
   */
  public record AskedByForm(@Nullable String department, @Nullable String user) {

    private Exchange.AskedBy read() {
      return new Exchange.AskedBy(
          Fields.optional("askedBy.department", department, Forms.ASKED_BY),
          Fields.optional("askedBy.user", user, Forms.ASKED_BY));
    }

    /** Hides them. */
    @Override
    public String toString() {
      return "AskedByForm[****]";
    }
  }

  /** How one exchange is named in a request, by its place from 0. */
  static String name(int place) {
    return EXCHANGES + "[" + place + "]";
  }

  /**
   * What it asks; throws {@link RefusedException} by the name of the field that is missing or
   * malformed.
   *
   * @param today the calendar day in Japan
   */
  InquiryRequest read(TenantId tenant, AgencyDirectory directory, LocalDate today) {
    LocalId name = Fields.required("localId", localId, Forms.LOCAL_ID);
    List<InquiryRequest.Asked> asked = asked(tenant, directory, today);
    return new InquiryRequest(
        name,
        Fields.optional("affair", affair, Forms.AFFAIR),
        Fields.required("procedure", procedure, Forms.PROCEDURE),
        Fields.word("lane", lane, Lane.class),
        readDeadline(),
        askedBy == null ? Exchange.AskedBy.NOBODY_NAMED : askedBy.read(),
        asked);
  }

  private List<InquiryRequest.Asked> asked(
      TenantId tenant, AgencyDirectory directory, LocalDate today) {
    if (exchanges == null || exchanges.isEmpty()) {
      throw Fields.malformed(EXCHANGES, new Phrase("hold one exchange at least", "一つ以上の照会を含むこと"));
    }
    if (exchanges.size() > InquiryRequest.MOST) {
      throw new RefusedException(
          RequestError.TOO_MANY_EXCHANGES,
          "more exchanges than an inquiry may have",
          new FieldFault(
              EXCHANGES,
              new Phrase(
                  "hold at most " + InquiryRequest.MOST, InquiryRequest.MOST + " 個以内であること")));
    }
    List<InquiryRequest.Asked> asked = new ArrayList<>();
    for (int place = 0; place < exchanges.size(); place++) {
      InquiryRequest.Asked each = exchanges.get(place).read(name(place), tenant, directory, today);
      for (int before = 0; before < place; before++) {
        if (asked.get(before).isSameQuestion(each)) {
          throw new RefusedException(
              RequestError.REPEATED_EXCHANGE,
              "an exchange is asked for twice",
              new FieldFault(
                  name(place),
                  new Phrase("ask for something else than %s", "%s と異なること").with(name(before))));
        }
      }
      asked.add(each);
    }
    return asked;
  }

  private Optional<Duration> readDeadline() {
    if (deadline == null) {
      return Optional.empty();
    }
    Duration read = Fields.duration("deadline", deadline, LONGEST_DEADLINE);
    if (read.isZero()) {
      throw Fields.malformed("deadline", new Phrase("be longer than PT0S", "PT0S より長いこと"));
    }
    return Optional.of(read);
  }

  /** Hides what is asked about whom. */
  @Override
  public String toString() {
    return "InquiryForm[****]";
  }
}
