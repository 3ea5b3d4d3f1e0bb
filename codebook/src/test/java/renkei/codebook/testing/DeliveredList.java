package renkei.codebook.testing;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import renkei.codebook.ConsentBasis;
import renkei.codebook.InformationCode;
import renkei.codebook.ItemChoice;
import renkei.codebook.ItemCode;
import renkei.codebook.Matter;
import renkei.codebook.PermissionRowId;
import renkei.codebook.ProcedureCode;
import renkei.codebook.Purpose;
import renkei.codebook.TenantId;
import renkei.codebook.database.Database;
import renkei.codebook.directory.AgencyKind;
import renkei.codebook.directory.BodyClass;
import renkei.codebook.directory.BodyClassId;
import renkei.codebook.directory.Validity;
import renkei.codebook.permission.ConsentRule;
import renkei.codebook.permission.DelegationRule;
import renkei.codebook.permission.ListManifest;
import renkei.codebook.permission.ListPart;
import renkei.codebook.permission.ListReceived;
import renkei.codebook.permission.PartText;
import renkei.codebook.permission.PermissionList;
import renkei.codebook.permission.PermissionRow;
import renkei.codebook.permission.Permissions;

/**
 * A permission list as a core delivers it: a manifest and parts.
 *
 * @param parts in the order of their numbers
 */
public record DeliveredList(ListManifest manifest, List<ListPart> parts) {

  private static final LocalDate FROM = LocalDate.of(2020, 1, 1);
  private static final LocalDate TO = LocalDate.of(2099, 12, 31);

  /** Cuts a list into parts of so many rows. */
  public static DeliveredList of(PermissionList list, int rowsInAPart) {
    List<ListManifest.Part> announced = new ArrayList<>();
    List<ListPart> parts = new ArrayList<>();
    for (int from = 0; from < list.rows().size(); from += rowsInAPart) {
      List<PermissionRow> rows =
          list.rows().subList(from, Math.min(list.rows().size(), from + rowsInAPart));
      byte[] text = lines(rows);
      int number = parts.size() + 1;
      announced.add(
          new ListManifest.Part(number, rows.size(), text.length, new PartText(text).sha256()));
      parts.add(new ListPart(list.version(), number, gzip(text)));
    }
    return new DeliveredList(
        new ListManifest(
            list.version(),
            list.validity().from().orElse(FROM),
            list.validity().to().orElse(TO),
            list.rows().size(),
            list.classes(),
            announced),
        parts);
  }

  /** Delivers it; what came of the last, or of the first that was refused. */
  public ListReceived to(Permissions permissions, Database database, TenantId tenant) {
    ListReceived received =
        database.inTenant(tenant, tx -> permissions.take(manifest, new byte[] {1}, tx));
    for (ListPart part : parts) {
      if (received instanceof ListReceived.Refused) {
        return received;
      }
      received = database.inTenant(tenant, tx -> permissions.take(part, tx));
    }
    return received;
  }

  /** Delivers a list in one part, and waits until it decides. */
  public static void put(
      PermissionList list, Permissions permissions, Database database, TenantId tenant) {
    ListReceived received = of(list, 20_000).to(permissions, database, tenant);
    if (received instanceof ListReceived.Refused) {
      throw new IllegalStateException("not taken: " + received);
    }
    Await.until(
        "list " + list.version() + " decides",
        () -> permissions.state().filter(state -> state.version() == list.version()).isPresent());
  }

  /** All bodies of one kind. */
  public static BodyClass kind(AgencyKind kind) {
    return new BodyClass(
        new BodyClassId(kind.name().replace('_', '-')),
        kind.name(),
        kind.name(),
        Set.of(new BodyClass.Member.OfKind(kind)));
  }

  /** A list of one row, {@code R-1}, by which bodies of one kind may ask those of another. */
  public static PermissionList oneRow(
      long version, AgencyKind inquirer, AgencyKind provider, Matter matter) {
    return new PermissionList(
        version,
        new Validity(Optional.of(FROM), Optional.of(TO)),
        Stream.of(inquirer, provider).distinct().map(DeliveredList::kind).toList(),
        List.of(row("R-1", kind(inquirer).id(), kind(provider).id(), matter)));
  }

  /** Under this procedure a municipality may ask another for one item alone. */
  public static final ProcedureCode ONE_ITEM = new ProcedureCode("JT00000000000021");

  /** Under this one, with the person's consent alone. */
  public static final ProcedureCode BY_CONSENT = new ProcedureCode("JT00000000000022");

  /** Under this one, for another body too. */
  public static final ProcedureCode DELEGATED = new ProcedureCode("JT00000000000023");

  /** What a consent rests on that {@link #BY_CONSENT} takes. */
  public static final ConsentBasis CONSENT = new ConsentBasis("TAX_CONSENT");

  /**
   * A list by which municipalities may ask each other as one row says, {@code R-1}, and on terms:
   * {@code R-2} under {@link #ONE_ITEM}, {@code R-3} under {@link #BY_CONSENT}, {@code R-4} under
   * {@link #DELEGATED}.
   */
  public static PermissionList onTerms(long version, Matter matter, ItemCode item) {
    ConsentRule none = new ConsentRule.NotNeeded();
    return new PermissionList(
        version,
        new Validity(Optional.of(FROM), Optional.of(TO)),
        List.of(kind(AgencyKind.MUNICIPALITY)),
        List.of(
            onTerms("R-1", matter, none, DelegationRule.NONE),
            onTerms(
                "R-2",
                new Matter(
                    matter.affair(),
                    ONE_ITEM,
                    matter.information(),
                    new ItemChoice.Some(List.of(item))),
                none,
                DelegationRule.NONE),
            onTerms(
                "R-3",
                under(BY_CONSENT, matter),
                new ConsentRule.Needed(Set.of(CONSENT)),
                DelegationRule.NONE),
            onTerms("R-4", under(DELEGATED, matter), none, DelegationRule.BOTH)));
  }

  private static Matter under(ProcedureCode procedure, Matter matter) {
    return new Matter(matter.affair(), procedure, matter.information(), matter.items());
  }

  private static PermissionRow onTerms(
      String id, Matter matter, ConsentRule consent, DelegationRule delegation) {
    BodyClassId municipalities = kind(AgencyKind.MUNICIPALITY).id();
    return row(id, municipalities, municipalities, matter, consent, delegation);
  }

  /** A row for ever, without consent or delegation. */
  public static PermissionRow row(
      String id, BodyClassId inquirers, BodyClassId providers, Matter matter) {
    return row(id, inquirers, providers, matter, new ConsentRule.NotNeeded(), DelegationRule.NONE);
  }

  private static PermissionRow row(
      String id,
      BodyClassId inquirers,
      BodyClassId providers,
      Matter matter,
      ConsentRule consent,
      DelegationRule delegation) {
    return new PermissionRow(
        new PermissionRowId(id),
        inquirers,
        providers,
        Purpose.LINKAGE,
        matter,
        new PermissionRow.Terms("番号法 別表 試験の項", consent, delegation, Validity.ALWAYS));
  }

  /** All items of an information, under the affair and procedure of the samples. */
  public static Matter matter(InformationCode information) {
    return new Matter(
        SampleAgencies.AFFAIR, SampleAgencies.PROCEDURE, information, new ItemChoice.All());
  }

  /** JSON Lines. */
  public static byte[] lines(List<PermissionRow> rows) {
    return rows.stream()
        .map(DeliveredList::line)
        .collect(Collectors.joining("\n", "", "\n"))
        .getBytes(StandardCharsets.UTF_8);
  }

  private static String line(PermissionRow row) {
    JsonObjectBuilder json =
        Json.createObjectBuilder()
            .add("id", row.id().value())
            .add("inquirer", row.inquirers().value())
            .add("provider", row.providers().value())
            .add("purpose", row.purpose().name())
            .add("affair", row.matter().affair().value())
            .add("procedure", row.matter().procedure().value())
            .add("information", row.matter().information().value())
            .add("legalBasis", row.terms().legalBasis())
            .add("delegation", row.terms().delegation().name());
    if (row.matter().items() instanceof ItemChoice.Some(var items)) {
      JsonArrayBuilder array = Json.createArrayBuilder();
      items.forEach(item -> array.add(item.value()));
      json.add("items", array);
    }
    if (row.terms().consent() instanceof ConsentRule.Needed(var bases)) {
      JsonArrayBuilder array = Json.createArrayBuilder();
      bases.forEach(basis -> array.add(basis.value()));
      json.add("consent", array);
    }
    row.terms().validity().from().ifPresent(day -> json.add("validFrom", day.toString()));
    row.terms().validity().to().ifPresent(day -> json.add("validTo", day.toString()));
    return json.build().toString();
  }

  /** Compresses a text. */
  public static byte[] gzip(byte[] text) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
