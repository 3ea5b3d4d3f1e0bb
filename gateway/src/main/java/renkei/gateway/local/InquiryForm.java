package renkei.gateway.local;

import java.time.Duration;
import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import renkei.broker.InquiryRequest;
import renkei.codebook.InformationCode;
import renkei.codebook.Lane;
import renkei.codebook.TenantId;
import renkei.codebook.directory.AgencyDirectory;
import renkei.gateway.wording.Forms;
import renkei.gateway.wording.Phrase;

/**
 * What a local system asks, as it wrote it.
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
    return new InquiryRequest(
        Fields.required("localId", localId, Forms.LOCAL_ID),
        Fields.addressee("addresseeNumber", addresseeNumber, tenant, directory),
        Fields.optional("affair", affair, Forms.AFFAIR),
        Fields.required("procedure", procedure, Forms.PROCEDURE),
        asked,
        new ProviderField(directory, today).read(provider, asked),
        Fields.word("lane", lane, Lane.class),
        readDeadline());
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
