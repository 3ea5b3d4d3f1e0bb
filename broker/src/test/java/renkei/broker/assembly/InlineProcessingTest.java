package renkei.broker.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static renkei.codebook.Lane.BULK;
import static renkei.codebook.Lane.COUNTER;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import renkei.broker.Acceptance;
import renkei.broker.Gate;
import renkei.broker.Throttle;
import renkei.broker.message.InboundMessage;
import renkei.codebook.concurrent.BoundedWait;
import renkei.codebook.testing.Await;

class InlineProcessingTest extends WorldTest {

  private static final int ROOM = 2;

  @Override
  int inline() {
    return ROOM;
  }

  @Test
  void hasDealtWithAMessageWhenItIsReceipted() {
    world.broker.start();

    world.asked(COUNTER, 1);

    assertThat(incoming("DONE")).isEqualTo(1);
    assertThat(world.outcomes("PROVIDER")).containsExactly("PROVIDED");
    world.answered(1);
  }

  @Test
  void onlyKeepsMessagesBeforeItIsRunning() {
    world.asked(COUNTER, 1);

    assertThat(incoming("WAITING")).isEqualTo(1);
    world.broker.start();
    world.settled();
  }

  @Test
  void onlyKeepsMessagesOnceItHasStopped() {
    world.broker.start();
    assertThat(world.broker.drainAndStop(Duration.ofSeconds(20))).isTrue();

    world.asked(COUNTER, 2);

    assertThat(incoming("WAITING")).isEqualTo(1);
  }

  @Nested
  class WhileThereIsNoRoom {

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Future<Acceptance>> stalled = new ArrayList<>();
    private Gate gate;

    @BeforeEach
    void fillIt() {
      gate = world.answersStandStill(ROOM);
      world.broker.start();
      for (int i = 0; i < ROOM; i++) {
        InboundMessage message = world.asks(world.permit(COUNTER), i);
        stalled.add(threads.submit(() -> world.broker.accept(message)));
      }
      gate.reached();
    }

    @AfterEach
    void makeRoom() {
      gate.open();
      threads.close();
    }

    @Test
    void aMessageIsReceiptedBeforeItIsDealtWith() {
      world.asked(COUNTER, ROOM);

      assertThat(stalled).noneMatch(Future::isDone);
      gate.open();
      world.answered(ROOM + 1);
    }

    @Test
    void thoseInsideAreReceiptedAfterwards() {
      assertThat(stalled).noneMatch(Future::isDone);

      gate.open();

      assertThat(stalled)
          .extracting(Future::get)
          .hasOnlyElementsOfType(Acceptance.Accepted.class)
          .hasSize(ROOM);
    }
  }

  /** A loaded machine may take longer than the moment it waits: one of a few attempts must do. */
  @Test
  void waitsAMomentForRoom() {
    world.broker.start();

    assertThat(IntStream.range(0, 20).anyMatch(_ -> isDealtWithWhenRoomIsMade())).isTrue();
  }

  /** Whether what came while there was no room was answered by the thread that brought it. */
  private boolean isDealtWithWhenRoomIsMade() {
    // Each attempt begins with all seats free and nothing left in a queue.
    world.settled();
    Gate gate = new Gate(ROOM);
    Set<Thread> answering = ConcurrentHashMap.newKeySet();
    world.answers =
        (_, _) -> {
          answering.add(Thread.currentThread());
          gate.pass();
          return TestWorld.CONTENT;
        };
    List<Thread> threads = new ArrayList<>();
    try {
      for (int i = 0; i < ROOM; i++) {
        threads.add(accepting(i));
      }
      gate.reached();
      Thread last = accepting(ROOM);
      threads.add(last);
      Await.until("it waits", () -> last.getState() != Thread.State.RUNNABLE);
    } finally {
      gate.open();
    }
    threads.forEach(InlineProcessingTest::join);
    return answering.contains(threads.getLast());
  }

  private Thread accepting(int person) {
    InboundMessage message = world.asks(world.permit(COUNTER), person);
    return Thread.ofPlatform().start(() -> world.broker.accept(message));
  }

  private static void join(Thread thread) {
    assertThat(BoundedWait.reached(() -> thread.join(Duration.ofMinutes(2)))).isTrue();
  }

  @Test
  void leavesToTheQueueWhatItCannotDealWith() {
    AtomicInteger tries = new AtomicInteger();
    world.beforeRecord = () -> stumble(tries.incrementAndGet() == 1);
    world.broker.start();

    world.asked(COUNTER, 1);

    world.answered(1);
    world.settled();
    assertThat(tries).hasValue(2);
    assertThat(world.outcomes("PROVIDER")).containsExactly("PROVIDED");
  }

  private static void stumble(boolean now) {
    if (now) {
      throw new IllegalStateException("the ledger stumbles");
    }
  }

  @Test
  void twoAtOnceOfOneMessageHaveOneEffectAndOneReceipt() throws Exception {
    Gate gate = world.answersStandStill(1);
    world.broker.start();
    InboundMessage message = world.asks(world.permit(COUNTER), 1);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Acceptance> first = threads.submit(() -> world.broker.accept(message));
      gate.reached();
      Future<Acceptance> second = threads.submit(() -> world.broker.accept(message));
      Await.until("the second waits for the first", () -> waitingForAnother() == 1);
      gate.open();

      assertThat(first.get()).isInstanceOf(Acceptance.Accepted.class);
      TestWorld.assertRepeats(second.get(), message);
    }
    world.answered(1);
    assertThat(world.questions).hasValue(1);
    assertThat(world.outcomes("PROVIDER")).containsExactly("PROVIDED");
  }

  @Test
  void keepsBulkThatMayNotBegin() {
    world.throttle = _ -> new Throttle.Allowance(0, Duration.ofMillis(50));
    world.broker.start();

    world.asked(BULK, 1);

    assertThat(incoming("WAITING")).isEqualTo(1);
    assertThat(world.outcomes("PROVIDER")).isEmpty();
    world.throttle = wanted -> new Throttle.Allowance(wanted, Duration.ZERO);
    world.answered(1);
  }

  private long incoming(String state) {
    return world.messages("direction = 'IN' AND state = ?", state);
  }

  private long waitingForAnother() {
    return world.count(
        "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'transactionid'"
            + " AND datname = current_database()");
  }
}
