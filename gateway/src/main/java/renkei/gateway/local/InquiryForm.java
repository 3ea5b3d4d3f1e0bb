package renkei.gateway.local;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import renkei.broker.InquiryRequest;
import renkei.broker.LocalId;
import renkei.codebook.AddresseeNumber;
import renkei.codebook.InformationCode;
import renkei.codebook.Lane;
import renkei.codebook.TenantId;
import renkei.codebook.directory.AgencyDirectory;
import renkei.gateway.wording.Forms;
import renkei.gateway.wording.Phrase;

/**
 * What a local system asks, as it wrote it: one exchange, since the national contract of today
 * carries no more in one message.
 *
 * @param localId the local system's own name for it; the same again is the same inquiry
 * @param affair may be left out: the permission list tells it from the procedure
 * @param deadline ISO duration; may be left out
 */
public record InquiryForm(
    @Nullable String localId,
    @Nullable String addresseeNumber,
    @Nullable String affair,
    @Nullable String procedure,
    @Nullable String information,
    @Nullable String provider,
    @Nullable String lane,
    @Nullable String deadline) {

  private static final Duration LONGEST_DEADLINE = Duration.ofDays(31);

  /**
   * What it asks; throws {@link RefusedException} by the name of the field that is missing or
   * malformed.
   *
   * @param today the calendar day in Japan
   */
  InquiryRequest read(TenantId tenant, AgencyDirectory directory, LocalDate today) {
    InformationCode asked = Fields.required("information", information, Forms.INFORMATION);
    LocalId name = Fields.required("localId", localId, Forms.LOCAL_ID);
    AddresseeNumber subject =
        Fields.addressee("addresseeNumber", addresseeNumber, tenant, directory);
    return new InquiryRequest(
        name,
        Fields.optional("affair", affair, Forms.AFFAIR),
        Fields.required("procedure", procedure, Forms.PROCEDURE),
        Fields.word("lane", lane, Lane.class),
        readDeadline(),
        List.of(
            new InquiryRequest.Asked(
                subject, asked, new ProviderField(directory, today).read(provider, asked))));
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
