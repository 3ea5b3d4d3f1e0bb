package renkei.codebook.permission;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import renkei.codebook.AffairCode;
import renkei.codebook.AgencyCode;
import renkei.codebook.Consent;
import renkei.codebook.ConsentBasis;
import renkei.codebook.Delegation;
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
import renkei.codebook.directory.BodyClassId;
import renkei.codebook.directory.DelegationGiven;
import renkei.codebook.directory.Lifetime;
import renkei.codebook.directory.Remit;
import renkei.codebook.directory.Validity;

/** Directories, lists and questions drawn at random from few codes, so that rows overlap. */
final class RandomPermissions {

  private static final LocalDate DAY = LocalDate.parse("2026-06-01");
  private static final int BODIES = 30;
  private static final int CLASSES = 12;
  private static final int ROWS = 400;

  private final Random random;
  private List<PermissionRow> rows = List.of();

  RandomPermissions(long seed) {
    this.random = new Random(seed);
  }

  private static AgencyCode body(int number) {
    return new AgencyCode("%016d".formatted(number));
  }

  private static ProcedureCode procedure(int number) {
    return new ProcedureCode("JT%014d".formatted(number));
  }

  private AgencyCode body() {
    return body(random.nextInt(BODIES));
  }

  private boolean oneIn(int many) {
    return random.nextInt(many) == 0;
  }

  private <T> T any(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }

  private <T> Set<T> some(int most, int of, IntFunction<T> kind) {
    Set<T> some = new HashSet<>();
    int wanted = 1 + random.nextInt(most);
    for (int i = 0; i < wanted; i++) {
      some.add(kind.apply(random.nextInt(of)));
    }
    return some;
  }

  private Validity validity() {
    return new Validity(
        oneIn(2) ? Optional.of(DAY.plusDays(random.nextInt(8) - 5)) : Optional.empty(),
        oneIn(2) ? Optional.of(DAY.plusDays(random.nextInt(5) + 2)) : Optional.empty());
  }

  /** The first two are unions of some of the others; some have ended, some have others do it. */
  AgencyDirectory directory() {
    List<Agency> agencies = new ArrayList<>();
    for (int number = 0; number < BODIES; number++) {
      agencies.add(agency(number));
    }
    return new AgencyDirectory(agencies);
  }

  private Agency agency(int number) {
    boolean union = number < 2;
    AgencyKind kind =
        union
            ? AgencyKind.WIDE_AREA_UNION
            : any(List.of(AgencyKind.MUNICIPALITY, AgencyKind.WARD, AgencyKind.PREFECTURE));
    Set<AgencyCode> members = union ? some(10, BODIES - 2, member -> body(member + 2)) : Set.of();
    List<DelegationGiven> given =
        IntStream.range(0, random.nextInt(8))
            .mapToObj(_ -> body())
            .filter(other -> !other.equals(body(number)))
            .map(
                other ->
                    new DelegationGiven(
                        other, some(3, 4, RandomPermissions::procedure), validity()))
            .toList();
    Validity lifetime = oneIn(6) ? validity() : Validity.ALWAYS;
    return new Agency(
        body(number),
        kind,
        Optional.empty(),
        "機関",
        "Body",
        new Lifetime(lifetime, List.of()),
        new Remit(Optional.empty(), members, List.of(), given));
  }

  PermissionList list() {
    List<BodyClass> classes =
        IntStream.range(0, CLASSES)
            .mapToObj(number -> new BodyClass(classId(number), "区分", "Class", members()))
            .toList();
    rows = IntStream.range(0, ROWS).mapToObj(this::row).toList();
    return new PermissionList(1 + random.nextInt(9), validity(), classes, rows);
  }

  private static BodyClassId classId(int number) {
    return new BodyClassId("CLASS-" + number);
  }

  private Set<BodyClass.Member> members() {
    return switch (random.nextInt(3)) {
      case 0 ->
          some(
              2,
              3,
              kind ->
                  new BodyClass.Member.OfKind(
                      List.of(AgencyKind.MUNICIPALITY, AgencyKind.WARD, AgencyKind.WIDE_AREA_UNION)
                          .get(kind)));
      case 1 -> some(2, 2, union -> new BodyClass.Member.MembersOf(body(union)));
      default -> some(8, BODIES, one -> new BodyClass.Member.Body(body(one)));
    };
  }

  private PermissionRow row(int number) {
    return new PermissionRow(
        new PermissionRowId("R-%d".formatted(number)),
        classId(random.nextInt(CLASSES)),
        classId(random.nextInt(CLASSES)),
        any(List.of(Purpose.values())),
        matter(),
        new PermissionRow.Terms(
            "",
            oneIn(3)
                ? new ConsentRule.Needed(some(2, 3, RandomPermissions::basis))
                : new ConsentRule.NotNeeded(),
            any(List.of(DelegationRule.values())),
            validity()));
  }

  private static ConsentBasis basis(int number) {
    return new ConsentBasis("BASIS_" + number);
  }

  private Matter matter() {
    return new Matter(
        new AffairCode("JM%014d".formatted(random.nextInt(2))),
        procedure(random.nextInt(4)),
        new InformationCode("TM%014d".formatted(random.nextInt(3))),
        items());
  }

  /** Of more than one word of bits. */
  private ItemChoice items() {
    return oneIn(3)
        ? new ItemChoice.All()
        : new ItemChoice.Some(some(60, 90, item -> new ItemCode("TK%014d".formatted(item))));
  }

  /** Mostly near a row, so that much is allowed and the rest fails late. */
  PermissionQuestion question() {
    PermissionRow near = any(rows);
    return new PermissionQuestion(
        oneIn(50) ? body(BODIES + 1) : body(),
        body(),
        near.purpose(),
        oneIn(10) ? matter() : nearly(near.matter()),
        new Delegation(other(), other()),
        oneIn(2) ? Optional.of(consent()) : Optional.empty(),
        DAY.plusDays(random.nextInt(6) - 1));
  }

  private Matter nearly(Matter matter) {
    ItemChoice items =
        switch (matter.items()) {
          case ItemChoice.Some(var some) when oneIn(2) ->
              new ItemChoice.Some(List.of(some.first(), some.last()));
          case ItemChoice.Some some -> oneIn(5) ? items() : some;
          case ItemChoice.All all -> oneIn(2) ? items() : all;
        };
    return new Matter(matter.affair(), matter.procedure(), matter.information(), items);
  }

  private Optional<AgencyCode> other() {
    return oneIn(5) ? Optional.of(body()) : Optional.empty();
  }

  private Consent consent() {
    return new Consent(
        basis(random.nextInt(3)),
        oneIn(2) ? Optional.of(DAY.plusDays(random.nextInt(4))) : Optional.empty());
  }
}
