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
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
import renkei.codebook.Condition;
import renkei.codebook.Delegation;
import renkei.codebook.Edition;
import renkei.codebook.Environment;
import renkei.codebook.ExchangeId;
import renkei.codebook.Handling;
import renkei.codebook.InformationCode;
import renkei.codebook.InquiryId;
import renkei.codebook.ItemChoice;
import renkei.codebook.ItemCode;
import renkei.codebook.Lane;
import renkei.codebook.Matter;
import renkei.codebook.MessageId;
import renkei.codebook.Outcome;
import renkei.codebook.PermissionRowId;
import renkei.codebook.PermitId;
import renkei.codebook.ProcedureCode;
import renkei.codebook.Purpose;
import renkei.codebook.Reason;
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
 * each question of each purpose at each city, put in each way there is. What is said of flagged
 * people must be said of ordinary people too, cell by cell and pair by pair (decision 0213), and
 * what is asked together is answered as if it were asked alone.
 */
@Timeout(120)
class ProtectionTableTest {

  private static final InformationCode REGISTER = new InformationCode("TM00000000000101");
  private static final InformationCode TAX = new InformationCode("TM00000000000201");

  /** Nobody has loaded this. */
  private static final InformationCode NOT_LOADED = new InformationCode("TM00000000000202");

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
    /** Known, and no line could be taken: it is not even known of what year it was. */
    KEY_UNREAD,
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
        case NOTHING, ALL_UNREAD, KEY_UNREAD, UNKNOWN -> false;
      };
    }
  }

  /** In what way it is asked. */
  private enum How {
    /** All of what holds now. */
    PLAIN,
    /** One item of it. */
    ONE_ITEM,
    /** In the form of the edition in force, by its name. */
    IN_FORCE,
    /** In the form of one that does not answer. */
    NOT_LIVE,
    /** Of the year there are records of. */
    THAT_YEAR,
    /** Of a year there are none of. */
    OTHER_YEAR,
    /** As it held on a day. */
    ON_DAY,
    /** As it held in a period. */
    PERIOD;

    private Terms terms() {
      return new Terms(condition(), edition(), Delegation.NONE, Optional.empty(), false);
    }

    private Condition condition() {
      return switch (this) {
        case PLAIN, ONE_ITEM, IN_FORCE, NOT_LIVE -> Condition.CURRENT;
        case THAT_YEAR -> new Condition.FiscalYears(2026, 2026);
        case OTHER_YEAR -> new Condition.FiscalYears(2023, 2024);
        case ON_DAY -> new Condition.OnDate(LocalDate.of(2026, 6, 1));
        case PERIOD -> new Condition.Period(LocalDate.of(2025, 4, 1), LocalDate.of(2026, 3, 31));
      };
    }

    private Optional<Edition> edition() {
      return switch (this) {
        case IN_FORCE -> Optional.of(EDITION);
        case NOT_LIVE -> Optional.of(new Edition("2098-06"));
        case PLAIN, ONE_ITEM, THAT_YEAR, OTHER_YEAR, ON_DAY, PERIOD -> Optional.empty();
      };
    }

    /** Whether there is such a question, whomever it is about. */
    private boolean isAllowed(InformationCode information) {
      return switch (this) {
        case PLAIN, ONE_ITEM, IN_FORCE -> true;
        case THAT_YEAR, OTHER_YEAR -> information.equals(TAX);
        case ON_DAY, PERIOD -> information.equals(NOT_LOADED);
        case NOT_LIVE -> false;
      };
    }

    private ItemChoice items(InformationCode information) {
      return this == ONE_ITEM
          ? new ItemChoice.Some(
              List.of(
                  new ItemCode(information.equals(TAX) ? "TK00000000020001" : "TK00000000010001")))
          : new ItemChoice.All();
    }
  }

  /** One column of the table. */
  private record Asked(TenantId city, Purpose purpose, InformationCode information, How how) {

    private Asked(TenantId city, Purpose purpose, InformationCode information) {
      this(city, purpose, information, How.PLAIN);
    }
  }

  /**
   * What whoever asks sees.
   *
   * @param outcome empty if the answer waits
   * @param bytes of the whole signed message
   */
  private record Seen(Optional<Outcome> outcome, Optional<Reason> reason, int bytes) {}

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
                                      .flatMap(
                                          code ->
                                              Stream.of(How.values())
                                                  .map(
                                                      how ->
                                                          new Asked(city, purpose, code, how))))))
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
                (isUnread(standing, firstUnread) ? "MOVE," : "PUT,")
                    + person(standing).value()
                    + ","
                    + (standing == Standing.KEY_UNREAD ? values.replaceFirst("^2026", "?") : values)
                    + "\n")
        .collect(Collectors.joining());
  }

  private static boolean isUnread(Standing standing, Standing firstUnread) {
    return standing == firstUnread
        || standing == Standing.ALL_UNREAD
        || standing == Standing.KEY_UNREAD;
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
                    .allMatch(error -> Set.of("operation", "record_key").contains(error.item())));
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
                case RECORDED, NOTHING, ONE_UNREAD, ALL_UNREAD, KEY_UNREAD, UNKNOWN -> {}
              }
              return true;
            });
  }

  private static Seen seen(Asked asked, Standing standing) {
    return seen(List.of(new About(asked, standing))).getFirst();
  }

  /** Somebody in one message. */
  private record About(Asked asked, Standing standing) {

    private Question question() {
      return new Question(
          PENSION,
          standing == Standing.UNKNOWN ? Optional.empty() : Optional.of(person(standing)),
          matter(asked),
          asked.how().terms(),
          asked.purpose(),
          Optional.empty());
    }
  }

  /** What is seen of each of those that are asked for in one message. */
  private static List<Seen> seen(List<About> all) {
    Asked first = all.getFirst().asked();
    List<Answer> answers =
        DATABASE.inTenant(
            first.city(), tx -> ANSWERS.answer(tx, all.stream().map(About::question).toList()));
    List<AnswerToSend.Answering> ready = new ArrayList<>();
    List<Optional<AnswerToSend.Body>> bodies = new ArrayList<>();
    for (int place = 0; place < all.size(); place++) {
      Optional<AnswerToSend.Body> body = body(answers.get(place));
      Permit permit = permit(all.get(place).asked(), place);
      body.ifPresent(told -> ready.add(new AnswerToSend.Answering(permit, told)));
      bodies.add(body);
    }
    int bytes = ready.isEmpty() ? 0 : sent(first, ready);
    return bodies.stream()
        .map(
            body ->
                new Seen(
                    body.map(told -> told.ending().outcome()),
                    body.flatMap(told -> told.ending().reason()),
                    body.isEmpty() ? 0 : bytes))
        .toList();
  }

  /** What leaves at once; empty if the answer waits. */
  private static Optional<AnswerToSend.Body> body(Answer answer) {
    return switch (answer) {
      case Answer.Provided provided -> Optional.of(new AnswerToSend.WithContent(provided));
      case Answer.NoRecord() -> Optional.of(AnswerToSend.WithoutContent.of(Outcome.NO_RECORD));
      case Answer.NotRegistered() ->
          Optional.of(AnswerToSend.WithoutContent.of(Outcome.NOT_REGISTERED));
      case Answer.Refused(var reason) ->
          Optional.of(AnswerToSend.WithoutContent.of(Outcome.REFUSED, reason));
      case Answer.TooMuch() -> throw new AssertionError("nobody here has so many records");
      case Answer.Held() -> Optional.empty();
    };
  }

  private static Matter matter(Asked asked) {
    return new Matter(
        new AffairCode("JM00000000000001"),
        new ProcedureCode("JT00000000000011"),
        asked.information(),
        asked.how().items(asked.information()));
  }

  private static AgencyCode provider(Asked asked) {
    return asked.city().equals(KITA) ? KITA_AGENCY : MINAMI_AGENCY;
  }

  private static Permit permit(Asked asked, int place) {
    return new Permit(
        new PermitId(new UUID(0x7000, (1L << 63) + place)),
        new ExchangeId(new UUID(0x7000, (1L << 63) + place)),
        new InquiryId(new UUID(0x7000, 1L << 63)),
        asked.purpose(),
        Handling.askedFor(Lane.ROUTINE),
        PENSION,
        provider(asked),
        matter(asked),
        asked.how().terms(),
        Optional.of(new Permit.Grounds(new PermissionRowId("R-1"), 1)),
        new SubjectToken("0".repeat(32)),
        "agencies",
        NOW,
        NOW,
        NOW.plusSeconds(3600));
  }

  /**
   * The bytes of the message that would leave, whoever it is about: all but the answers is alike.
   */
  private static int sent(Asked asked, List<AnswerToSend.Answering> answers) {
    Permit permit = answers.getFirst().permit();
    return MESSAGES.answer(
            new AnswerToSend(
                asked.city(),
                new MessageId(new UUID(0x7000, 1L << 63)),
                provider(asked),
                PENSION,
                NOW,
                permit.expiresAt(),
                permit.inquiry(),
                PARTIES.agency(PENSION).certificate(),
                answers))
        .length;
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
                            case ONE_HELD -> linkage(city, REGISTER).collect(toSet());
                            case ALL_HELD ->
                                Stream.of(REGISTER, TAX)
                                    .flatMap(code -> linkage(city, code))
                                    .collect(toSet());
                            default -> Set.<Asked>of();
                          }));
    }
  }

  /** In each way in which there is such a question. */
  private static Stream<Asked> linkage(TenantId city, InformationCode information) {
    return Stream.of(How.values())
        .filter(how -> how.isAllowed(information))
        .map(how -> new Asked(city, Purpose.LINKAGE, information, how));
  }

  /** Else a question that nobody can answer would show by its answer where somebody is known. */
  @Test
  void refusesWhatCannotBeAskedSoWhomeverItIsAbout() {
    for (TenantId city : CITIES) {
      rows(city)
          .forEach(
              (standing, row) ->
                  row.forEach(
                      (asked, seen) ->
                          assertThat(seen.outcome().equals(Optional.of(Outcome.REFUSED)))
                              .as(standing + " " + asked)
                              .isEqualTo(!asked.how().isAllowed(asked.information()))));
    }
  }

  /** Somebody between somebody ordinary and somebody unknown, in two codes and in one message. */
  private static List<About> together(Purpose purpose, Standing standing) {
    Asked register = new Asked(KITA, purpose, REGISTER);
    return List.of(
        new About(register, Standing.RECORDED),
        new About(register, standing),
        new About(new Asked(KITA, purpose, TAX, How.THAT_YEAR), standing),
        new About(new Asked(KITA, purpose, TAX, How.OTHER_YEAR), standing),
        new About(register, Standing.NOTHING));
  }

  @Test
  void saysOfEachInAMessageWhatItSaysOfHimAlone() {
    for (Purpose purpose : List.of(Purpose.LINKAGE, Purpose.OWN_DATA)) {
      for (Standing standing : Standing.values()) {
        List<About> all = together(purpose, standing);
        assertThat(seen(all).stream().map(Seen::outcome))
            .as(purpose + " " + standing)
            .containsExactlyElementsOf(all.stream().map(each -> alone(each).outcome()).toList());
      }
    }
  }

  private static Seen alone(About about) {
    return Objects.requireNonNull(
        rows(about.asked().city()).getOrDefault(about.standing(), Map.of()).get(about.asked()));
  }

  @Test
  void sendsOfSomebodyProtectedInAMessageWhatItSendsOfSomebodyUnknown() {
    for (Purpose purpose : List.of(Purpose.LINKAGE, Purpose.OWN_DATA)) {
      assertThat(seen(together(purpose, Standing.PROTECTED)))
          .isEqualTo(seen(together(purpose, Standing.UNKNOWN)));
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
                            || (standing.hasRecord(asked.information())
                                && asked.how() != How.OTHER_YEAR)) {
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
