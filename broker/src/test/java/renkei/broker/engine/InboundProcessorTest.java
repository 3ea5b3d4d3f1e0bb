package renkei.broker.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static renkei.codebook.testing.SampleAgencies.KITA;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import renkei.broker.BrokerDatabase;
import renkei.broker.BrokerParts;
import renkei.broker.BrokerPorts;
import renkei.broker.BrokerSettings;
import renkei.broker.Direction;
import renkei.broker.ExchangeLedger;
import renkei.broker.FakeMessages;
import renkei.broker.FakePermissions;
import renkei.broker.OwnDatabase;
import renkei.broker.Pointer;
import renkei.broker.QueueKey;
import renkei.broker.SilentQueues;
import renkei.broker.Throttle;
import renkei.broker.message.InboundMessage;
import renkei.broker.message.Incoming;
import renkei.broker.message.MessageKind;
import renkei.broker.message.NationalNetwork;
import renkei.codebook.Lane;
import renkei.codebook.MessageId;
import renkei.codebook.Reason;
import renkei.codebook.database.Database;
import renkei.codebook.testing.SampleAgencies;
import renkei.codebook.testing.SettableClock;

/** Messages that share a transaction, some of which go wrong. */
@ExtendWith(OwnDatabase.class)
class InboundProcessorTest {

  private static final MessageKind NUMBER = new MessageKind("NUMBER", true);

  /** A message that says a number. */
  private record Numbered(int value) implements Incoming {}

  /**
   * Writes each number into a table, refuses 13, has seen 42 before, is overtaken at 55, drops two
   * parts of 66, meets a damaged page at 77, and stumbles over 99.
   */
  private static final class Numbers implements MessageCase {

    final List<Integer> together = new ArrayList<>();

    @Override
    public Set<MessageKind> receives() {
      return Set.of(NUMBER);
    }

    @Override
    public Set<MessageKind> sends() {
      return Set.of();
    }

    @Override
    public List<Settlement> receive(UnitOfWork work, List<Received> messages) {
      together.add(messages.size());
      return messages.stream().map(message -> receive(work, message)).toList();
    }

    private static Settlement receive(UnitOfWork work, Received message) {
      int number = ((Numbered) message.content()).value();
      if (number == 13) {
        return new Settlement.Refused(new Reason("UNLUCKY"));
      }
      int _ =
          work.handle()
              .execute(
                  "INSERT INTO test_record (tenant, outcome) VALUES (?, ?)", KITA.value(), number);
      if (number == 77) {
        int _ =
            work.handle()
                .execute(
                    "DO $$ BEGIN RAISE EXCEPTION 'invalid page' USING ERRCODE = 'XX001'; END $$");
      }
      if (number == 99) {
        throw new IllegalStateException("one too few");
      }
      return switch (number) {
        case 42 -> new Settlement.Repeated(new Reason("KNOWN"));
        case 55 -> new Settlement.Overtaken();
        case 66 -> new Settlement.Done(List.of(new Reason("HALF"), new Reason("HALF")));
        default -> new Settlement.Done();
      };
    }

    @Override
    public Optional<Settlement> giveUp(UnitOfWork work, Received message) {
      return Optional.of(new Settlement.Refused(new Reason("GIVEN_UP")));
    }
  }

  private final SettableClock clock = SettableClock.running();
  private final FakeMessages messages = new FakeMessages();
  private final Numbers numbers = new Numbers();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private BrokerDatabase postgres;
  private Database database;
  private InboundProcessor processor;

  @BeforeEach
  void open(BrokerDatabase own) {
    postgres = own;
    database = postgres.open();
    BrokerParts parts =
        new BrokerParts(
            database,
            SampleAgencies::keys,
            _ -> {
              throw new UnsupportedOperationException();
            },
            new FakePermissions(),
            SampleAgencies.DIRECTORY,
            new SilentQueues(),
            wanted -> new Throttle.Allowance(wanted, Duration.ZERO),
            meters,
            clock,
            new Random(7));
    BrokerPorts ports =
        new BrokerPorts(
            (_, _) -> {
              throw new UnsupportedOperationException();
            },
            (_, exchanges) ->
                exchanges.stream().map(_ -> ExchangeLedger.Recording.RECORDED).toList(),
            (_, _, _) -> {},
            messages,
            (_, _, _, _) -> new NationalNetwork.TryAgain("no line"));
    EngineParts engine = new EngineParts(BrokerSettings.defaults(), parts, ports);
    processor = new InboundProcessor(engine, new Cases(List.of(numbers)), messages);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void settlesMessagesOfOneLaneTogether() {
    process(1, 2, 3);

    assertThat(numbers.together).containsExactly(3);
    assertThat(written()).containsExactly("1", "2", "3");
  }

  @Test
  void oneThatIsRefusedLeavesTheOthersTogether() {
    process(1, 13, 3);

    assertThat(numbers.together).containsExactly(3);
    assertThat(written()).containsExactly("1", "3");
    assertThat(states()).containsExactly("DEAD UNLUCKY", "DONE null", "DONE null");
  }

  @Test
  void oneThatFailsIsSettledAloneAndTheOthersAre() {
    process(1, 99, 3);

    assertThat(numbers.together).containsExactly(3, 1, 1, 1);
    assertThat(written()).containsExactly("1", "3");
    assertThat(states()).containsExactly("DONE null", "DONE null", "WAITING null");
  }

  @Test
  void oneThatWasDoneBeforeHasNoEffectAndTheOthersHave() {
    process(1, 42, 3);

    assertThat(written()).containsExactly("1", "3");
    assertThat(states()).containsExactly("DONE KNOWN", "DONE null", "DONE null");
  }

  @Test
  void oneThatIsOvertakenHasNoEffectAndComesAgain() {
    process(1, 55, 3);

    assertThat(written()).containsExactly("1", "3");
    assertThat(states()).containsExactly("DONE null", "DONE null", "WAITING null");
  }

  @Test
  void tellsPeopleOfPartsThatHadNoEffect() {
    process(66);

    assertThat(states()).containsExactly("DONE null");
    assertThat(meters.find("renkei.alarms").tag("reason", "HALF").counter())
        .satisfies(alarms -> assertThat(alarms.count()).isEqualTo(2));
  }

  @Test
  void oneThatMeetsDamageWaitsAndTheOthersAreDone() {
    process(1, 77, 3);

    assertThat(written()).containsExactly("1", "3");
    assertThat(states()).containsExactly("DONE null", "DONE null", "WAITING null");
  }

  @Test
  void oneThatFailsAgainAndAgainIsGivenUp() {
    tryAgainAndAgain(99);

    assertThat(states()).containsExactly("DEAD GIVEN_UP");
  }

  @Test
  void oneThatMeetsDamageAgainAndAgainNeverEndsForGood() {
    tryAgainAndAgain(77);

    assertThat(states()).containsExactly("WAITING null");
  }

  private void tryAgainAndAgain(int number) {
    List<Pointer> pointers = keep(number);
    for (int tries = 0; tries < 12; tries++) {
      processor.process(pointers);
      clock.advance(Duration.ofSeconds(31));
    }
  }

  private void process(int... said) {
    processor.process(keep(said));
  }

  private List<Pointer> keep(int... said) {
    List<InboundMessage> all =
        IntStream.of(said).mapToObj(number -> message(new Numbered(number))).toList();
    new TestRows(database).keep(KITA, all, clock.instant());
    return all.stream()
        .map(
            message ->
                new Pointer(
                    new QueueKey(KITA, Direction.IN, message.work().lane()),
                    message.kind(),
                    message.sender(),
                    message.id()))
        .toList();
  }

  private InboundMessage message(Incoming content) {
    return new InboundMessage(
        new MessageId(UUID.randomUUID()),
        SampleAgencies.CORE,
        KITA,
        NUMBER,
        clock.instant().plus(Duration.ofMinutes(10)),
        new InboundMessage.ByCase(Lane.ROUTINE, Optional.empty(), content),
        messages.say(content),
        "receipt".getBytes(UTF_8));
  }

  private List<String> written() {
    return postgres.texts("SELECT outcome FROM test_record ORDER BY outcome");
  }

  private List<String> states() {
    return postgres.texts(
        "SELECT concat(state, ' ', coalesce(reason, 'null')) FROM message ORDER BY 1");
  }
}
