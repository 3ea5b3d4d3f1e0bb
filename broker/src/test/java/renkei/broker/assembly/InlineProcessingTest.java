package renkei.broker.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import renkei.broker.Acceptance;
import renkei.broker.Await;
import renkei.broker.InboundMessage;
import renkei.broker.TestPostgres;
import renkei.broker.Throttle;
import renkei.codebook.Lane;

class InlineProcessingTest {

  private static final int ROOM = 2;

  @TempDir Path journal;
  private TestWorld world;

  @BeforeEach
  void start() {
    world = new TestWorld(TestPostgres.shared(), journal, TestWorld.settings(1000, ROOM));
  }

  @AfterEach
  void stop() {
    world.close();
  }

  @Test
  void hasDealtWithAMessageWhenItIsReceipted() {
    world.broker.start();

    world.broker.accept(world.asks(world.permit(Lane.COUNTER), 1));

    assertThat(incoming("DONE")).isEqualTo(1);
    assertThat(world.outcomes("PROVIDER")).containsExactly("PROVIDED");
    Await.until("the answer is delivered", () -> world.network.delivered("answer") == 1);
  }

  @Test
  void onlyKeepsMessagesWhileItIsNotRunning() {
    world.broker.accept(world.asks(world.permit(Lane.COUNTER), 1));
    assertThat(incoming("WAITING")).isEqualTo(1);
    world.broker.start();
    world.settled();

    assertThat(world.broker.drainAndStop(Duration.ofSeconds(20))).isTrue();
    world.broker.accept(world.asks(world.permit(Lane.COUNTER), 2));

    assertThat(incoming("WAITING")).isEqualTo(1);
  }

  @Test
  void receiptsWhatFindsNoRoomBeforeItIsDealtWith() throws Exception {
    CountDownLatch inside = new CountDownLatch(ROOM);
    CountDownLatch go = new CountDownLatch(1);
    world.answers =
        (_, _) -> {
          inside.countDown();
          await(go);
          return TestWorld.CONTENT;
        };
    world.broker.start();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Acceptance>> stalled = new ArrayList<>();
      for (int i = 0; i < ROOM; i++) {
        InboundMessage message = world.asks(world.permit(Lane.COUNTER), i);
        stalled.add(threads.submit(() -> world.broker.accept(message)));
      }
      await(inside);

      Acceptance next = world.broker.accept(world.asks(world.permit(Lane.COUNTER), ROOM));

      assertThat(next).isInstanceOf(Acceptance.Accepted.class);
      assertThat(stalled).noneMatch(Future::isDone);
      go.countDown();
      for (Future<Acceptance> one : stalled) {
        assertThat(one.get()).isInstanceOf(Acceptance.Accepted.class);
      }
    } finally {
      go.countDown();
    }
    Await.until("all are answered", () -> world.network.delivered("answer") == ROOM + 1);
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
    CountDownLatch inside = new CountDownLatch(ROOM);
    CountDownLatch go = new CountDownLatch(1);
    Set<Thread> answering = ConcurrentHashMap.newKeySet();
    world.answers =
        (_, _) -> {
          answering.add(Thread.currentThread());
          inside.countDown();
          await(go);
          return TestWorld.CONTENT;
        };
    List<Thread> threads = new ArrayList<>();
    try {
      for (int i = 0; i < ROOM; i++) {
        threads.add(accepting(i));
      }
      await(inside);
      Thread last = accepting(ROOM);
      threads.add(last);
      Await.until("it waits", () -> last.getState() != Thread.State.RUNNABLE);
    } finally {
      go.countDown();
    }
    threads.forEach(InlineProcessingTest::join);
    return answering.contains(threads.getLast());
  }

  private Thread accepting(int person) {
    InboundMessage message = world.asks(world.permit(Lane.COUNTER), person);
    return Thread.ofPlatform().start(() -> world.broker.accept(message));
  }

  private static void join(Thread thread) {
    try {
      assertThat(thread.join(Duration.ofMinutes(2))).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void leavesToTheQueueWhatItCannotDealWith() {
    AtomicInteger tries = new AtomicInteger();
    world.beforeRecord =
        () -> {
          if (tries.incrementAndGet() == 1) {
            throw new IllegalStateException("the ledger stumbles");
          }
        };
    world.broker.start();

    Acceptance acceptance = world.broker.accept(world.asks(world.permit(Lane.COUNTER), 1));

    assertThat(acceptance).isInstanceOf(Acceptance.Accepted.class);
    Await.until("the answer is delivered", () -> world.network.delivered("answer") == 1);
    world.settled();
    assertThat(tries).hasValue(2);
    assertThat(world.outcomes("PROVIDER")).containsExactly("PROVIDED");
  }

  @Test
  void twoAtOnceOfOneMessageHaveOneEffectAndOneReceipt() throws Exception {
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    AtomicInteger asked = new AtomicInteger();
    world.answers =
        (_, _) -> {
          asked.incrementAndGet();
          inside.countDown();
          await(go);
          return TestWorld.CONTENT;
        };
    world.broker.start();
    InboundMessage message = world.asks(world.permit(Lane.COUNTER), 1);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Acceptance> first = threads.submit(() -> world.broker.accept(message));
      await(inside);
      Future<Acceptance> second = threads.submit(() -> world.broker.accept(message));
      Await.until("the second waits for the first", () -> waitingForAnother() == 1);
      go.countDown();

      assertThat(first.get()).isInstanceOf(Acceptance.Accepted.class);
      assertThat(second.get())
          .isInstanceOfSatisfying(
              Acceptance.Repeated.class,
              repeated -> assertThat(repeated.receipt()).isEqualTo(message.receipt()));
    } finally {
      go.countDown();
    }
    Await.until("the answer is delivered", () -> world.network.delivered("answer") == 1);
    assertThat(asked).hasValue(1);
    assertThat(world.outcomes("PROVIDER")).containsExactly("PROVIDED");
  }

  @Test
  void keepsBulkThatMayNotBegin() {
    world.throttle = _ -> new Throttle.Allowance(0, Duration.ofMillis(50));
    world.broker.start();

    world.broker.accept(world.asks(world.permit(Lane.BULK), 1));

    assertThat(incoming("WAITING")).isEqualTo(1);
    assertThat(world.outcomes("PROVIDER")).isEmpty();
    world.throttle = wanted -> new Throttle.Allowance(wanted, Duration.ZERO);
    Await.until("the answer is delivered", () -> world.network.delivered("answer") == 1);
  }

  private long incoming(String state) {
    return world.count("SELECT count(*) FROM message WHERE direction = 'IN' AND state = ?", state);
  }

  private long waitingForAnother() {
    return world.count(
        "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'transactionid'"
            + " AND datname = current_database()");
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(120, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
