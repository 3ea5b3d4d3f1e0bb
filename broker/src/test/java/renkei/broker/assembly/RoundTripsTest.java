package renkei.broker.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static renkei.codebook.Lane.COUNTER;
import static renkei.codebook.testing.SampleAgencies.KITA;

import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import renkei.broker.BrokerDatabase;
import renkei.broker.InquiryRequest;
import renkei.broker.RoundTrips;
import renkei.broker.Submission;
import renkei.broker.message.InboundMessage;
import renkei.codebook.database.Database;

/**
 * How often a provision, or an inquiry, waits for the database. The ledger of these tests takes one
 * of the round trips, own data and the vault none.
 */
class RoundTripsTest extends WorldTest {

  /** A pool tests a connection now and then: the fewest of some attempts are what is needed. */
  private static final int ATTEMPTS = 8;

  @Override
  Database connect(BrokerDatabase database) {
    return database.openCounting();
  }

  private void begin(int inline) {
    world.rebuild(TestWorld.settings(inline), world.queues);
    world.broker.start();
  }

  /** The beginning with the tenant, its row, its record, its answer, and the end. */
  @Test
  void aMessageThatIsProcessedInlineTakesFive() {
    begin(8);

    assertThat(fewest(this::accepting)).isEqualTo(5);
  }

  /** The beginning with the tenant, its row, and the end. */
  @Test
  void aMessageThatIsKeptForItsQueueTakesThree() {
    begin(0);

    assertThat(fewest(this::accepting)).isEqualTo(3);
  }

  /** The beginning with the tenant, its row, its record, its answer, and the end. */
  @Test
  void aMessageFromItsQueueTakesFive() {
    begin(0);

    assertThat(fewest(this::processing)).isEqualTo(5);
  }

  /** As one, and one more, to see which of them are known. */
  @Test
  void aMessageOfTwentyExchangesTakesSix() {
    begin(8);

    assertThat(fewest(() -> accepting(world.asksAbout(world.permits(20, COUNTER))))).isEqualTo(6);
  }

  /** The beginning with the tenant, its name, its rows, its message, and the end. */
  @Test
  void anInquiryTakesFiveHoweverManyExchangesItHas() {
    begin(8);

    assertThat(fewest(() -> inquiring(1))).isEqualTo(5);
    assertThat(fewest(() -> inquiring(20))).isEqualTo(5);
  }

  private int inquiring(int exchanges) {
    InquiryRequest request =
        world.request(
            UUID.randomUUID().toString(),
            COUNTER,
            IntStream.rangeClosed(1, exchanges).boxed().toList());
    int before = RoundTrips.by(Thread.currentThread());
    assertThat(world.broker.inquire(KITA, request)).isInstanceOf(Submission.Accepted.class);
    int made = RoundTrips.by(Thread.currentThread()) - before;
    world.settled();
    return made;
  }

  private static int fewest(IntSupplier attempt) {
    return IntStream.range(0, ATTEMPTS).map(_ -> attempt.getAsInt()).min().orElseThrow();
  }

  /** By the thread that brings a message. */
  private int accepting() {
    return accepting(world.asks(world.permit(COUNTER), 1));
  }

  private int accepting(InboundMessage message) {
    int before = RoundTrips.by(Thread.currentThread());
    world.takes(message);
    int made = RoundTrips.by(Thread.currentThread()) - before;
    world.settled();
    return made;
  }

  /** By the worker that processes a message. */
  private int processing() {
    Set<Thread> workers = ConcurrentHashMap.newKeySet();
    Map<Thread, Integer> before = RoundTrips.made();
    world.answers =
        (_, _) -> {
          workers.add(Thread.currentThread());
          return TestWorld.CONTENT;
        };
    world.asked(COUNTER, 1);
    world.settled();
    Thread worker = workers.iterator().next();
    return RoundTrips.by(worker) - before.getOrDefault(worker, 0);
  }
}
