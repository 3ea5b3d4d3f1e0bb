package renkei.gateway.local;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import renkei.codebook.AgencyCode;
import renkei.codebook.InformationCode;
import renkei.codebook.directory.Agency;
import renkei.codebook.directory.AgencyDirectory;
import renkei.codebook.directory.Holder;
import renkei.gateway.wording.Forms;
import renkei.gateway.wording.Phrase;

/**
 * Whom a local system wants to ask: an agency that stands today, else refused by name.
 *
 * @param name of the field in the request
 */
record ProviderField(String name, AgencyDirectory directory, LocalDate today) {

  private static final Phrase KNOWN =
      new Phrase("be an agency of the directory", "機関一覧にある機関コードであること");

  private static final Phrase STANDING =
      new Phrase(
          "be an agency that is a body of its own today; nobody is named in place of %s",
          "本日時点で独立した機関であること（%s を承継した機関は登録されていません）");

  private static final Phrase SUCCESSOR =
      new Phrase("be %2$s, which holds this in place of %1$s", "%1$s を承継した %2$s であること");

  private static final Phrase SUCCESSORS =
      new Phrase("be one of %2$s, which hold this in place of %1$s", "%1$s を承継した %2$s のいずれかであること");

  /**
   * The agency of that code.
   *
   * @param information what it is asked for, which says who took over
   */
  AgencyCode read(@Nullable String provider, InformationCode information) {
    AgencyCode code = Fields.required(name, provider, Forms.AGENCY);
    Agency agency =
        directory
            .find(code)
            .orElseThrow(() -> refused(RequestError.UNKNOWN_PROVIDER, "unknown provider", KNOWN));
    if (!agency.standsOn(today)) {
      throw refused(
          RequestError.PROVIDER_ENDED,
          "the provider is no body of its own today",
          inPlaceOf(code, information));
    }
    return code;
  }

  private Phrase inPlaceOf(AgencyCode code, InformationCode information) {
    return switch (directory.holder(information, code, today)) {
      case Holder.Body(Agency holder) -> SUCCESSOR.with(code, holder.code());
      case Holder.Several(List<Agency> holders) -> SUCCESSORS.with(code, codes(holders));
      case Holder.NoneKnown() -> STANDING.with(code);
    };
  }

  /** As people read them. */
  static String codes(List<Agency> agencies) {
    return agencies.stream().map(agency -> agency.code().value()).collect(Collectors.joining(", "));
  }

  private RefusedException refused(RequestError error, String detail, Phrase expected) {
    return new RefusedException(error, detail, new FieldFault(name, expected));
  }
}
