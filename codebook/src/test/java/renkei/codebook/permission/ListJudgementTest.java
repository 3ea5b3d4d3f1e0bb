package renkei.codebook.permission;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import renkei.codebook.AffairCode;
import renkei.codebook.AgencyCode;
import renkei.codebook.ConsentBasis;
import renkei.codebook.InformationCode;
import renkei.codebook.ItemChoice;
import renkei.codebook.ItemCode;
import renkei.codebook.Matter;
import renkei.codebook.PermissionRowId;
import renkei.codebook.ProcedureCode;
import renkei.codebook.Purpose;
import renkei.codebook.directory.Agency;
import renkei.codebook.directory.AgencyDirectory;
import renkei.codebook.directory.AgencyKind;
import renkei.codebook.directory.BodyClass;
import renkei.codebook.directory.BodyClass.Member;
import renkei.codebook.directory.BodyClassId;
import renkei.codebook.directory.Lifetime;
import renkei.codebook.directory.Remit;
import renkei.codebook.directory.Validity;

class ListJudgementTest {

  private static final AgencyCode CITY = new AgencyCode("9099001900000000");
  private static final AgencyCode WARD = new AgencyCode("9099002700000000");
  private static final AgencyCode UNION = new AgencyCode("9099005100000000");
  private static final AgencyCode STRANGER = new AgencyCode("9099009900000000");

  private static final ConsentRule FREE = new ConsentRule.NotNeeded();
  private static final ConsentRule CONSENT =
      new ConsentRule.Needed(Set.of(new ConsentBasis("TAX_CONSENT")));

  private static final AgencyDirectory DIRECTORY =
      new AgencyDirectory(
          List.of(
              body(CITY, AgencyKind.MUNICIPALITY, Set.of()),
              body(WARD, AgencyKind.WARD, Set.of()),
              body(UNION, AgencyKind.WIDE_AREA_UNION, Set.of(CITY))));

  private static final List<BodyClass> CLASSES =
      List.of(
          bodies("CITIES", new Member.OfKind(AgencyKind.MUNICIPALITY)),
          bodies("WARDS", new Member.OfKind(AgencyKind.WARD)),
          bodies("OF-THE-UNION", new Member.MembersOf(UNION)),
          bodies("ALL", new Member.Body(CITY), new Member.Body(WARD)));

  private static Agency body(AgencyCode code, AgencyKind kind, Set<AgencyCode> members) {
    return new Agency(
        code,
        kind,
        Optional.empty(),
        "機関",
        "Body",
        Lifetime.ALWAYS,
        new Remit(Optional.empty(), members, List.of(), List.of()));
  }

  private static BodyClass bodies(String id, Member... members) {
    return new BodyClass(new BodyClassId(id), "区分", "Class", Set.of(members));
  }

  private static PermissionRow row(
      String id, String asking, String asked, ConsentRule consent, Validity validity) {
    return new PermissionRow(
        new PermissionRowId(id),
        new BodyClassId(asking),
        new BodyClassId(asked),
        Purpose.LINKAGE,
        matter(new ItemChoice.All()),
        new PermissionRow.Terms("", consent, DelegationRule.NONE, validity));
  }

  private static Matter matter(ItemChoice items) {
    return new Matter(
        new AffairCode("JM00000000000001"),
        new ProcedureCode("JT00000000000011"),
        new InformationCode("TM00000000000201"),
        items);
  }

  private static Optional<ListReceived.Refused> judged(PermissionRow... rows) {
    return judged(CLASSES, rows);
  }

  private static Optional<ListReceived.Refused> judged(
      List<BodyClass> classes, PermissionRow... rows) {
    return ListJudgement.of(
        new PermissionList(3, Validity.ALWAYS, classes, List.of(rows)), DIRECTORY);
  }

  private static void refuses(
      ListRefusal why, String sentence, List<BodyClass> classes, PermissionRow... rows) {
    assertThat(judged(classes, rows))
        .hasValueSatisfying(
            refused -> {
              assertThat(refused.why()).isEqualTo(why);
              assertThat(refused.sentence()).contains(sentence);
            });
  }

  @Test
  void refusesRowsThatHoldForOneExchangeAndAskForDifferentConsent() {
    for (String asking : List.of("CITIES", "OF-THE-UNION", "ALL")) {
      refuses(
          ListRefusal.ROWS_CONTRADICT,
          "rows R-1 and R-2",
          CLASSES,
          row("R-1", "CITIES", "WARDS", FREE, Validity.ALWAYS),
          row("R-2", asking, "ALL", CONSENT, Validity.ALWAYS));
    }
  }

  @Test
  void refusesRowsThatHoldForOneExchangeAndAllowDifferentDelegation() {
    PermissionRow one = row("R-1", "CITIES", "CITIES", FREE, Validity.ALWAYS);
    PermissionRow other =
        new PermissionRow(
            new PermissionRowId("R-2"),
            one.inquirers(),
            one.providers(),
            one.purpose(),
            one.matter(),
            new PermissionRow.Terms("", FREE, DelegationRule.BOTH, Validity.ALWAYS));

    refuses(ListRefusal.ROWS_CONTRADICT, "rows R-1 and R-2", CLASSES, one, other);
  }

  @Test
  void takesRowsOfWhichNoExchangeFallsUnderBoth() {
    LocalDate day = LocalDate.parse("2026-06-01");
    Validity until = new Validity(Optional.empty(), Optional.of(day));
    Validity after = new Validity(Optional.of(day.plusDays(1)), Optional.empty());
    Validity from = new Validity(Optional.of(day), Optional.empty());

    assertThat(
            judged(
                row("R-1", "CITIES", "WARDS", FREE, until),
                row("R-2", "ALL", "WARDS", CONSENT, after),
                row("R-3", "WARDS", "CITIES", CONSENT, until)))
        .isEmpty();
    assertThat(
            judged(
                row("R-1", "CITIES", "WARDS", FREE, until),
                row("R-2", "ALL", "WARDS", CONSENT, from)))
        .isPresent();
  }

  @Test
  void takesRowsThatDifferInTheirItemsOnly() {
    PermissionRow all = row("R-1", "CITIES", "CITIES", FREE, Validity.ALWAYS);
    PermissionRow some =
        new PermissionRow(
            new PermissionRowId("R-2"),
            all.inquirers(),
            all.providers(),
            all.purpose(),
            matter(new ItemChoice.Some(List.of(new ItemCode("TK00000000020009")))),
            all.terms());

    assertThat(judged(all, some)).isEmpty();
  }

  @Test
  void refusesAClassThatNamesABodyTheDirectoryDoesNotHave() {
    String sentence = "class LOST names " + STRANGER;

    refuses(ListRefusal.UNKNOWN_BODY, sentence, List.of(bodies("LOST", new Member.Body(STRANGER))));
    refuses(
        ListRefusal.UNKNOWN_BODY,
        sentence,
        List.of(bodies("LOST", new Member.Body(CITY), new Member.MembersOf(STRANGER))));
  }

  @Test
  void refusesWhatOccursTwiceOrIsNotThere() {
    PermissionRow one = row("R-1", "CITIES", "CITIES", FREE, Validity.ALWAYS);
    List<BodyClass> many =
        IntStream.rangeClosed(0, 24)
            .mapToObj(number -> bodies("C-" + number, new Member.Body(CITY)))
            .toList();

    refuses(ListRefusal.MALFORMED, "row R-1 occurs twice", CLASSES, one, one);
    refuses(
        ListRefusal.MALFORMED,
        "row R-1 names class TOWNS",
        CLASSES,
        row("R-1", "CITIES", "TOWNS", FREE, Validity.ALWAYS));
    refuses(
        ListRefusal.MALFORMED,
        "class CITIES occurs twice",
        List.of(CLASSES.getFirst(), CLASSES.getFirst()));
    refuses(ListRefusal.MALFORMED, "is in 25 classes", many);
  }
}
