package renkei.gateway.tenant;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static renkei.gateway.testing.Parties.KITA;
import static renkei.gateway.testing.Parties.KITA_AGENCY;
import static renkei.gateway.testing.Parties.MINAMI;
import static renkei.gateway.testing.Parties.MINAMI_AGENCY;
import static renkei.gateway.testing.Parties.PENSION;

import java.io.ByteArrayInputStream;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import renkei.broker.Question;
import renkei.broker.message.Answer;
import renkei.broker.message.AnswerToSend;
import renkei.broker.message.Permit;
import renkei.codebook.AddresseeNumber;
import renkei.codebook.AffairCode;
import renkei.codebook.AgencyCode;
import renkei.codebook.Edition;
import renkei.codebook.Environment;
import renkei.codebook.ExchangeId;
import renkei.codebook.Handling;
import renkei.codebook.InformationCode;
import renkei.codebook.InquiryId;
import renkei.codebook.ItemChoice;
import renkei.codebook.Lane;
import renkei.codebook.Matter;
import renkei.codebook.MessageId;
import renkei.codebook.Outcome;
import renkei.codebook.PermissionRowId;
import renkei.codebook.PermitId;
import renkei.codebook.ProcedureCode;
import renkei.codebook.Purpose;
import renkei.codebook.SubjectToken;
import renkei.codebook.TenantId;
import renkei.codebook.Terms;
import renkei.codebook.database.Database;
import renkei.gateway.contract.SignedMessages;
import renkei.gateway.testing.Parties;
import renkei.gateway.testing.ShippedEditions;
import renkei.gateway.testing.TestDatabase;
import renkei.signing.AlgorithmTable;
import renkei.tenantstore.TenantStore;
import renkei.tenantstore.layout.LayoutShelf;
import renkei.tenantstore.load.ImportOutcome;
import renkei.tenantstore.load.Load;
import renkei.tenantstore.load.ReplicaImport;
import renkei.tenantstore.postgres.PostgresTenantStore;

/**
 * The whole table of what outsiders learn: of somebody in each standing with each of two cities,
 * each question of each purpose at each city. What is said of flagged people must be said of
 * ordinary people too, cell by cell and pair by pair (decision 0213).
 */
@Timeout(120)
class ProtectionTableTest {

  private static final InformationCode REGISTER = new InformationCode("TM00000000000101");
  private static final InformationCode TAX = new InformationCode("TM00000000000201");

  /** Nobody has loaded this. */
  private static final InformationCode NOT_LOADED = new InformationCode("TM00000000000301");

  private static final List<TenantId> CITIES = List.of(KITA, MINAMI);
  private static final Edition EDITION = new Edition("2026-06");
  private static final Parties PARTIES = Parties.shared();

  /** It stands, so that all messages are of one time. */
  private static final Instant NOW =
      PARTIES.agency(PENSION).certificate().getNotBefore().toInstant().plusSeconds(60);

  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

  /** How somebody stands with one city. */
  private enum Standing {
    /** Known, with a record of everything that is loaded. */
    RECORDED,
    /** Known, and there is nothing. */
    NOTHING,
    /** Known, and the newest line about the resident register could not be taken. */
    ONE_UNREAD,
    /** Known, and no line could be taken. */
    ALL_UNREAD,
    /** By the code that is asked with, the city knows nobody: lives elsewhere, or not bound yet. */
    UNKNOWN,
    /** As RECORDED, but the answer about the resident register is held. */
    ONE_HELD,
    /** As RECORDED, but all answers are held. */
    ALL_HELD,
    /** As RECORDED, under a protection case. */
    PROTECTED;

    private static final Set<Standing> FLAGGED = EnumSet.of(ONE_HELD, ALL_HELD, PROTECTED);

    private boolean hasRecord(InformationCode information) {
      return switch (this) {
        case RECORDED, ONE_HELD, ALL_HELD, PROTECTED -> true;
        case ONE_UNREAD -> information.equals(TAX);
        case NOTHING, ALL_UNREAD, UNKNOWN -> false;
      };
    }
  }

  /** One column of the table. */
  private record Asked(TenantId city, Purpose purpose, InformationCode information) {}

  /**
   * What whoever asks sees.
   *
   * @param outcome empty if the answer waits
   * @param bytes of the whole signed message
   */
  private record Seen(Optional<Outcome> outcome, int bytes) {}

  private static final List<Asked> COLUMNS =
      CITIES.stream()
          .flatMap(
              city ->
                  Stream.concat(
                      Stream.of(new Asked(city, Purpose.HISTORY, REGISTER)),
                      Stream.of(Purpose.OWN_DATA, Purpose.LINKAGE)
                          .flatMap(
                              purpose ->
                                  Stream.of(REGISTER, TAX, NOT_LOADED)
                                      .map(code -> new Asked(city, purpose, code)))))
          .toList();

  private static final Database DATABASE = TestDatabase.openOwn();
  private static final LayoutShelf LAYOUTS = ShippedEditions.shelf(DATABASE);
  private static final TenantStore STORE =
      new PostgresTenantStore(DATABASE, LAYOUTS, PARTIES::keys, CLOCK, new SecureRandom());
  private static final TenantAnswers ANSWERS = new TenantAnswers(STORE);
  private static final SignedMessages MESSAGES =
      new SignedMessages(Environment.TEST, PARTIES.tenants(), AlgorithmTable.standard(), CLOCK);

  /** What is seen of somebody in each standing at each city. */
  private static final Map<TenantId, Map<Standing, Map<Asked, Seen>>> TABLE = new LinkedHashMap<>();

  @BeforeAll
  static void fill() {
    for (TenantId city : CITIES) {
      load(
          city,
          REGISTER,
          lines(
              Standing.ONE_UNREAD, ",1,2026-06-01,,,,,氏名,レンケイタロウ,1980-02-29,1,北町,2001-04-01,02,1"));
      load(city, TAX, lines(Standing.ALL_UNREAD, "2026,1,2026-06-01,,,,,2026,1,1,2,3,4,5,6"));
      Map<Standing, Map<Asked, Seen>> rows = new EnumMap<>(Standing.class);
      for (Standing standing : Standing.values()) {
        flag(city, standing);
        Map<Asked, Seen> row = new LinkedHashMap<>();
        COLUMNS.stream()
            .filter(asked -> asked.city().equals(city))
            .forEach(asked -> row.put(asked, seen(asked, standing)));
        rows.put(standing, row);
      }
      TABLE.put(city, rows);
    }
  }

  @AfterAll
  static void close() {
    DATABASE.close();
  }

  /**
   * All lines of one load; {@code firstUnread} and ALL_UNREAD are those whose lines are refused.
   */
  private static String lines(Standing firstUnread, String values) {
    return Stream.of(Standing.values())
        .filter(standing -> standing != Standing.NOTHING)
        .map(
            standing ->
                (standing == firstUnread || standing == Standing.ALL_UNREAD ? "MOVE," : "PUT,")
                    + person(standing).value()
                    + ","
                    + values
                    + "\n")
        .collect(Collectors.joining());
  }

  /** UNKNOWN too has a number, and a replica under it: only its code is not bound. */
  private static AddresseeNumber person(Standing standing) {
    return AddresseeNumber.padded(standing.name().replace("_", ""));
  }

  private static void load(TenantId city, InformationCode information, String lines) {
    String header = ShippedEditions.header(LAYOUTS, information);
    Load load =
        new Load(
            new Load.Batch(UUID.randomUUID().toString()),
            new Load.Scope.Full(Load.Missing.KEEP, Optional.empty()),
            Load.Origin.UNKNOWN);
    assertThat(
            STORE
                .replicaImport(city, ReplicaImport.BatchBulkhead.UNBOUNDED)
                .load(
                    information,
                    EDITION,
                    load,
                    new ByteArrayInputStream((header + lines).getBytes(UTF_8))))
        .isInstanceOfSatisfying(
            ImportOutcome.Completed.class,
            done ->
                assertThat(done.receipt().errors())
                    .allMatch(error -> error.item().equals("operation")));
  }

  private static void flag(TenantId city, Standing standing) {
    Boolean _ =
        DATABASE.inTenant(
            city,
            tx -> {
              var flags = STORE.flags(tx);
              switch (standing) {
                case ONE_HELD -> flags.hold(person(standing), REGISTER);
                case ALL_HELD ->
                    List.of(REGISTER, TAX, NOT_LOADED)
                        .forEach(code -> flags.hold(person(standing), code));
                case PROTECTED -> flags.protect(person(standing));
                case RECORDED, NOTHING, ONE_UNREAD, ALL_UNREAD, UNKNOWN -> {}
              }
              return true;
            });
  }

  private static Seen seen(Asked asked, Standing standing) {
    Optional<AddresseeNumber> subject =
        standing == Standing.UNKNOWN ? Optional.empty() : Optional.of(person(standing));
    Answer answer =
        DATABASE.inTenant(
            asked.city(),
            tx ->
                ANSWERS
                    .answer(
                        tx,
                        List.of(
                            new Question(
                                PENSION,
                                subject,
                                matter(asked),
                                Terms.PLAIN,
                                asked.purpose(),
                                Optional.empty())))
                    .getFirst());
    return switch (answer) {
      case Answer.Provided provided -> sent(asked, new AnswerToSend.WithContent(provided));
      case Answer.NoRecord() -> sent(asked, AnswerToSend.WithoutContent.of(Outcome.NO_RECORD));
      case Answer.NotRegistered() ->
          sent(asked, AnswerToSend.WithoutContent.of(Outcome.NOT_REGISTERED));
      case Answer.Refused(var reason) ->
          sent(asked, AnswerToSend.WithoutContent.of(Outcome.REFUSED, reason));
      case Answer.TooMuch() -> throw new AssertionError("nobody here has so many records");
      case Answer.Held() -> new Seen(Optional.empty(), 0);
    };
  }

  private static Matter matter(Asked asked) {
    return new Matter(
        new AffairCode("JM00000000000001"),
        new ProcedureCode("JT00000000000011"),
        asked.information(),
        new ItemChoice.All());
  }

  /** The message that would leave, whoever it is about: all but the answer is the same. */
  private static Seen sent(Asked asked, AnswerToSend.Body body) {
    AgencyCode provider = asked.city().equals(KITA) ? KITA_AGENCY : MINAMI_AGENCY;
    Permit permit =
        new Permit(
            new PermitId(new UUID(0x7000, 1L << 63)),
            new ExchangeId(new UUID(0x7000, 1L << 63)),
            new InquiryId(new UUID(0x7000, 1L << 63)),
            asked.purpose(),
            Handling.askedFor(Lane.ROUTINE),
            PENSION,
            provider,
            matter(asked),
            Terms.PLAIN,
            Optional.of(new Permit.Grounds(new PermissionRowId("R-1"), 1)),
            new SubjectToken("0".repeat(32)),
            "agencies",
            NOW,
            NOW,
            NOW.plusSeconds(3600));
    byte[] xml =
        MESSAGES.answer(
            new AnswerToSend(
                asked.city(),
                new MessageId(new UUID(0x7000, 1L << 63)),
                provider,
                PENSION,
                NOW,
                permit.expiresAt(),
                permit.inquiry(),
                PARTIES.agency(PENSION).certificate(),
                List.of(new AnswerToSend.Answering(permit, body))));
    return new Seen(Optional.of(body.ending().outcome()), xml.length);
  }

  private static Map<Standing, Map<Asked, Seen>> rows(TenantId city) {
    return TABLE.getOrDefault(city, Map.of());
  }

  /** Somebody's rows at both cities. */
  private record Person(Standing kita, Standing minami) {

    private Map<Asked, Seen> row() {
      Map<Asked, Seen> row = new LinkedHashMap<>(rows(KITA).getOrDefault(kita, Map.of()));
      row.putAll(rows(MINAMI).getOrDefault(minami, Map.of()));
      return row;
    }

    private boolean isOrdinary() {
      return !Standing.FLAGGED.contains(kita) && !Standing.FLAGGED.contains(minami);
    }
  }

  private static List<Person> everybody() {
    List<Person> everybody = new ArrayList<>();
    for (Standing kita : Standing.values()) {
      for (Standing minami : Standing.values()) {
        everybody.add(new Person(kita, minami));
      }
    }
    return everybody;
  }

  /** All pairs of cells of these people, each cell with itself among them. */
  private static Set<Set<Map.Entry<Asked, Seen>>> pairs(Stream<Person> people) {
    Set<Set<Map.Entry<Asked, Seen>>> pairs = new HashSet<>();
    people.forEach(
        person -> {
          List<Map.Entry<Asked, Seen>> cells = List.copyOf(person.row().entrySet());
          for (Map.Entry<Asked, Seen> one : cells) {
            for (Map.Entry<Asked, Seen> other : cells) {
              pairs.add(one.equals(other) ? Set.of(one) : Set.of(one, other));
            }
          }
        });
    return pairs;
  }

  private static boolean waits(Set<Map.Entry<Asked, Seen>> pair) {
    return pair.stream().anyMatch(cell -> cell.getValue().outcome().isEmpty());
  }

  @Test
  void saysNothingOfFlaggedPeopleAndNoTwoThingsThatAreNotSaidOfOrdinaryPeople() {
    Set<Set<Map.Entry<Asked, Seen>>> ordinary =
        pairs(everybody().stream().filter(Person::isOrdinary));

    Set<Set<Map.Entry<Asked, Seen>>> onlyFlagged = pairs(everybody().stream());
    onlyFlagged.removeAll(ordinary);

    assertThat(onlyFlagged).isNotEmpty().allMatch(ProtectionTableTest::waits);
  }

  /** What decision 0213 leaves open: who has leave to ask sees that a held answer waits. */
  @Test
  void leavesOpenExactlyThatAHeldAnswerWaits() {
    for (TenantId city : CITIES) {
      rows(city)
          .forEach(
              (standing, row) ->
                  assertThat(
                          row.entrySet().stream()
                              .filter(cell -> cell.getValue().outcome().isEmpty())
                              .map(Map.Entry::getKey)
                              .collect(toSet()))
                      .as(standing.name())
                      .isEqualTo(
                          switch (standing) {
                            case ONE_HELD -> Set.of(new Asked(city, Purpose.LINKAGE, REGISTER));
                            case ALL_HELD ->
                                Set.of(
                                    new Asked(city, Purpose.LINKAGE, REGISTER),
                                    new Asked(city, Purpose.LINKAGE, TAX));
                            default -> Set.<Asked>of();
                          }));
    }
  }

  @Test
  void saysOfSomebodyProtectedWhatItSaysOfSomebodyUnknownSoThatNoCityDiffers() {
    for (TenantId city : CITIES) {
      assertThat(rows(city).getOrDefault(Standing.PROTECTED, Map.of()))
          .isEqualTo(rows(city).getOrDefault(Standing.UNKNOWN, Map.of()));
    }
  }

  @Test
  void neverSaysNoRecordOfSomebodyWhoHasOne() {
    for (TenantId city : CITIES) {
      rows(city)
          .forEach(
              (standing, row) ->
                  row.forEach(
                      (asked, seen) -> {
                        if (standing == Standing.UNKNOWN
                            || asked.purpose() == Purpose.HISTORY
                            || standing.hasRecord(asked.information())) {
                          assertThat(seen.outcome())
                              .as(standing + " " + asked)
                              .isNotEqualTo(Optional.of(Outcome.NO_RECORD));
                        }
                      }));
    }
    assertThat(rows(KITA).getOrDefault(Standing.NOTHING, Map.of()).values())
        .anyMatch(seen -> seen.outcome().equals(Optional.of(Outcome.NO_RECORD)));
  }
}
