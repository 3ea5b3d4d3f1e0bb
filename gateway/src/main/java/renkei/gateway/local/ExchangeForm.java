package renkei.gateway.local;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import renkei.broker.InquiryRequest;
import renkei.codebook.AddresseeNumber;
import renkei.codebook.Condition;
import renkei.codebook.Consent;
import renkei.codebook.Delegation;
import renkei.codebook.InformationCode;
import renkei.codebook.ItemChoice;
import renkei.codebook.ItemCode;
import renkei.codebook.TenantId;
import renkei.codebook.Terms;
import renkei.codebook.directory.AgencyDirectory;
import renkei.gateway.wording.Form;
import renkei.gateway.wording.Forms;
import renkei.gateway.wording.Phrase;

/**
 * One exchange that a local system asks for, as it wrote it: a person, an information code and whom
 * to ask. All but these three may be left out.
 *
 * @param condition which of the person's records; left out: the one that holds now
 * @param items which items; left out: all
 * @param edition in whose form; left out: the one in force
 * @param inquirerFor for which body (委任元) the own body asks
 * @param providerFor for which body (委任元) the provider answers
 * @param consent what the person has agreed to
 * @param notDisclosed whether the exchange is to be kept from the person (照会側不開示)
 */
public record ExchangeForm(
    @Nullable String addresseeNumber,
    @Nullable String information,
    @Nullable String provider,
    @Nullable String condition,
    @Nullable List<String> items,
    @Nullable String edition,
    @Nullable String inquirerFor,
    @Nullable String providerFor,
    @Nullable ConsentForm consent,
    @Nullable Boolean notDisclosed) {

  private static final int MOST_ITEMS = 1_000;

  private static final Form<Condition> CONDITION =
      new Form<>(
          text -> Condition.read(text).orElseThrow(IllegalArgumentException::new),
          new Phrase(
              "CURRENT, ON and a day, YEARS and two fiscal years, or PERIOD and two days, such as"
                  + " YEARS 2024 2026",
              "CURRENT、「ON 日付」、「YEARS 年度 年度」又は「PERIOD 日付 日付」（例 YEARS 2024 2026）"));

  /**
   * What a person has agreed to.
   *
   * @param basis what the consent rests on, as the permission list names it
   * @param given the day of it; may be left out
   */
  public record ConsentForm(@Nullable String basis, @Nullable String given) {

    private Consent read(String name) {
      return new Consent(
          Fields.required(name + ".basis", basis, Forms.CONSENT_BASIS),
          Fields.optional(name + ".given", given, Forms.DAY));
    }
  }

  /**
   * What it asks; throws {@link RefusedException} by the name of the field that is missing or
   * malformed.
   *
   * @param name of this exchange in the request
   * @param today the calendar day in Japan
   */
  InquiryRequest.Asked read(
      String name, TenantId tenant, AgencyDirectory directory, LocalDate today) {
    InformationCode asked = Fields.required(name + ".information", information, Forms.INFORMATION);
    AddresseeNumber subject =
        Fields.addressee(name + ".addresseeNumber", addresseeNumber, tenant, directory);
    return new InquiryRequest.Asked(
        subject,
        asked,
        new ProviderField(name + ".provider", directory, today).read(provider, asked),
        choice(name + ".items"),
        terms(name));
  }

  private ItemChoice choice(String name) {
    if (items == null) {
      return new ItemChoice.All();
    }
    if (items.isEmpty() || items.size() > MOST_ITEMS) {
      throw Fields.malformed(
          name, new Phrase("name 1 to " + MOST_ITEMS, "1～" + MOST_ITEMS + " 個を示すこと"));
    }
    List<ItemCode> codes =
        items.stream().map(item -> Fields.required(name, item, Forms.ITEM)).toList();
    return new ItemChoice.Some(codes);
  }

  private Terms terms(String name) {
    return new Terms(
        Fields.optional(name + ".condition", condition, CONDITION).orElse(Condition.CURRENT),
        Fields.optional(name + ".edition", edition, Forms.EDITION),
        new Delegation(
            Fields.optional(name + ".inquirerFor", inquirerFor, Forms.AGENCY),
            Fields.optional(name + ".providerFor", providerFor, Forms.AGENCY)),
        consent == null ? Optional.empty() : Optional.of(consent.read(name + ".consent")),
        Boolean.TRUE.equals(notDisclosed));
  }

  /** Hides what is asked about whom. */
  @Override
  public String toString() {
    return "ExchangeForm[****]";
  }
}
