package renkei.gateway.local;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import renkei.broker.InquiryRequest;
import renkei.codebook.AgencyCode;
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

  /** Throws {@link RefusedException} by the name of the field that is missing or malformed. */
  InquiryRequest read(TenantId tenant, AgencyDirectory directory) {
    return new InquiryRequest(
        Fields.required("localId", localId, Forms.LOCAL_ID),
        Fields.addressee("addresseeNumber", addresseeNumber, tenant, directory),
        Fields.optional("affair", affair, Forms.AFFAIR),
        Fields.required("procedure", procedure, Forms.PROCEDURE),
        Fields.required("information", information, Forms.INFORMATION),
        readProvider(directory),
        Fields.word("lane", lane, Lane.class),
        readDeadline());
  }

  private AgencyCode readProvider(AgencyDirectory directory) {
    AgencyCode code = Fields.required("provider", provider, Forms.AGENCY);
    if (directory.find(code).isEmpty()) {
      throw new RefusedException(
          RequestError.UNKNOWN_PROVIDER,
          "unknown provider",
          new FieldFault(
              "provider", new Phrase("be an agency of the directory", "機関一覧にある機関コードであること")));
    }
    return code;
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
