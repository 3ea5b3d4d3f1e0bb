package renkei.gateway.local;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import renkei.broker.InquiryRequest;
import renkei.broker.LocalId;
import renkei.codebook.AffairCode;
import renkei.codebook.AgencyCode;
import renkei.codebook.AgencyDirectory;
import renkei.codebook.InformationCode;
import renkei.codebook.Lane;
import renkei.codebook.ProcedureCode;
import renkei.codebook.TenantId;

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
        Fields.required("localId", localId, LocalId::new),
        Fields.addressee("addresseeNumber", addresseeNumber, tenant, directory),
        Fields.optional("affair", affair, AffairCode::new),
        Fields.required("procedure", procedure, ProcedureCode::new),
        Fields.required("information", information, InformationCode::new),
        readProvider(directory),
        Fields.word("lane", lane, Lane.class),
        readDeadline());
  }

  private AgencyCode readProvider(AgencyDirectory directory) {
    AgencyCode code = Fields.required("provider", provider, AgencyCode::new);
    if (directory.find(code).isEmpty()) {
      throw new RefusedException(RequestError.UNKNOWN_PROVIDER, "unknown provider");
    }
    return code;
  }

  private Optional<Duration> readDeadline() {
    if (deadline == null) {
      return Optional.empty();
    }
    Duration read = Fields.duration("deadline", deadline, LONGEST_DEADLINE);
    if (read.isZero()) {
      throw new RefusedException(RequestError.MALFORMED_FIELD, "deadline must be ahead");
    }
    return Optional.of(read);
  }

  /** Hides what is asked about whom. */
  @Override
  public String toString() {
    return "InquiryForm[****]";
  }
}
