package renkei.broker.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static renkei.broker.Sample.KITA;
import static renkei.broker.Sample.NATIONAL;
import static renkei.broker.Sample.PENSION;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import renkei.broker.AnswerToSend;
import renkei.broker.Await;
import renkei.broker.Direction;
import renkei.broker.InboundMessage;
import renkei.broker.InquiryState;
import renkei.broker.MessageKind;
import renkei.broker.NationalNetwork;
import renkei.broker.Pointer;
import renkei.broker.PointerQueues;
import renkei.broker.QueueKey;
import renkei.broker.Sample;
import renkei.broker.TestPostgres;
import renkei.broker.artemis.ArtemisQueues;
import renkei.broker.artemis.TestArtemis;
import renkei.broker.engine.TestRows;
import renkei.codebook.AgencyCode;
import renkei.codebook.InquiryId;
import renkei.codebook.Lane;
import renkei.codebook.MessageId;
import renkei.codebook.database.DatabaseUnavailableException;

/** Whatever gets lost on the way, everything receipted is answered, and once. */
class LossTest {

  private static final List<Lane> LANES = List.of(Lane.values());

  @TempDir Path directory;
  private TestWorld world;

  @BeforeEach
  void start() {
    world = new TestWorld(TestPostgres.shared(), directory.resolve("artemis"));
  }

  @AfterEach
  void stop() {
    world.close();
  }

  @Test
  void refillsEverythingAfterTheJournalWasThrownAway() {
    world.network.answer = _ -> new NationalNetwork.TryAgain("away");
    world.broker.start();
    for (int i = 0; i < 40; i++) {
      world.broker.accept(world.asks(world.permit(LANES.get(i % 3)), i));
    }
    Await.until("some were tried", () -> world.network.sendings.size() > 20);
    world.stop();
    for (int i = 0; i < 20; i++) {
      world.broker.accept(world.asks(world.permit(LANES.get(i % 3)), i));
    }
    delete(directory.resolve("artemis"));
    world.network.answer = new FakeNetwork().answer;
    world.clock.advance(Duration.ofSeconds(60));

    world.restart();
    world.broker.start();
    world.settled();

    assertAnsweredOnce(60);
  }

  @Test
  void finishesWhatACrashLeftBetweenCommitAndPointer() {
    world.broker = world.broker(TestWorld.settings(1000), new Losing(world.queues, 1.0));
    for (int i = 0; i < 10; i++) {
      world.broker.accept(world.asks(world.permit(Lane.COUNTER), i));
    }
    InquiryId inquiry = world.inquires("a-1", 1, Lane.COUNTER);
    assertThat(world.waiting()).isEqualTo(11);
    world.stop();

    world.restart();
    world.broker.start();
    world.settled();

    assertAnsweredOnce(10);
    assertThat(world.status(inquiry).state()).isEqualTo(InquiryState.WAITING_FOR_PERMIT);
    assertThat(world.network.delivered("inquiry")).isEqualTo(1);
  }

  @Test
  void anOlderRowDoesNotTakeEveryTurnOfALostOne() {
    Pointers pointers = new Pointers(world.queues);
    world.broker = world.broker(TestWorld.settings(1000), pointers);
    InboundMessage older = world.asks(world.permit(Lane.ROUTINE), 1);
    InboundMessage lost = world.asks(world.permit(Lane.ROUTINE), 2);
    world.broker.accept(older);
    world.broker.accept(lost);
    pointers.sent.clear();
    pointers.depth = 1;

    world.broker.lookAfter(Duration.ZERO);
    world.broker.lookAfter(Duration.ZERO);

    assertThat(pointers.sent).extracting(Pointer::message).containsExactly(older.id(), lost.id());
  }

  @Test
  void rowsOfAPeerThatHangsDoNotHideALostOneOfAnother() {
    Pointers pointers = new Pointers(world.queues);
    world.broker = world.broker(TestWorld.settings(1000), pointers);
    List<Pointer> hanging = IntStream.range(0, 50).mapToObj(_ -> waits(PENSION)).toList();
    Pointer lost = waits(NATIONAL);
    pointers.depth = hanging.size();

    world.broker.lookAfter(Duration.ZERO);
    world.broker.lookAfter(Duration.ZERO);

    assertThat(pointers.sent).containsExactly(hanging.getFirst(), lost);
  }

  @Test
  void pointersThatGoRoundForAPeerThatHangsDoNotHideALostOneOfAnother() {
    CountDownLatch go = new CountDownLatch(1);
    world.network.answer =
        text -> {
          AnswerToSend answer = world.messages.answers.get(text);
          if (answer != null && answer.receiver().equals(PENSION)) {
            awaitQuietly(go);
          }
          return new NationalNetwork.Delivered(new byte[] {1});
        };
    Pointers pointers = new Pointers(world.queues);
    pointers.passes = true;
    world.broker = world.broker(TestWorld.settings(1000), pointers);
    world.broker.start();
    for (int i = 0; i < 40; i++) {
      world.broker.accept(world.asks(world.permit(Lane.COUNTER), i));
    }
    Await.until("all are answered", () -> world.messages.answers.size() == 40);
    pointers.loses = NATIONAL;
    InquiryId other = InquiryId.random(world.clock, world.random);
    world.broker.accept(
        world.asks(world.permit(other, Lane.COUNTER, NATIONAL, Sample.KITA_AGENCY), 1));
    Await.until("its pointer is lost", () -> pointers.losses.get() == 1);
    pointers.loses = Sample.CORE;

    Await.until(
        "it is delivered all the same",
        () -> {
          world.broker.lookAfter(Duration.ZERO);
          return world.network.delivered("answer") == 1;
        });
    go.countDown();
  }

  /** An answer in the outbox, due at once, as if its pointer had been sent. */
  private Pointer waits(AgencyCode peer) {
    QueueKey queue = new QueueKey(KITA, Direction.OUT, Lane.COUNTER);
    Pointer pointer =
        new Pointer(queue, MessageKind.ANSWER, peer, MessageId.random(world.clock, world.random));
    new TestRows(world.database).send(pointer, world.clock.instant());
    return pointer;
  }

  @Test
  void dropsAPointerThatComesFarTooEarlyAndSendsAnotherWhenItIsTime() {
    QueueKey queue = new QueueKey(KITA, Direction.IN, Lane.ROUTINE);
    world.queues.prepare(List.of(queue));
    world.broker.accept(world.asks(world.permit(Lane.ROUTINE), 1));
    Await.until("the pointer is there", () -> world.queues.depth(queue) == 1);
    assertThat(update("UPDATE message SET due_at = due_at + interval '1 hour'")).isEqualTo(1);

    world.broker.start();
    Await.until("the pointer is gone", () -> world.queues.depth(queue) == 0);
    assertThat(world.waiting()).isEqualTo(1);

    world.clock.advance(Duration.ofHours(1));
    world.broker.lookAfter(Duration.ZERO);
    world.settled();
    assertThat(world.outcomes("PROVIDER")).containsExactly("EXPIRED");
  }

  @Test
  void goesOnRefillingAfterAnError() {
    Pointers pointers = new Pointers(world.queues);
    world.broker = world.broker(TestWorld.settings(1000), pointers);
    world.broker.start();
    pointers.broken = true;
    world.broker.accept(world.asks(world.permit(Lane.ROUTINE), 1));
    Await.until("the refill broke", () -> pointers.breaks.get() > 0);
    pointers.sent.clear();
    pointers.broken = false;

    Await.until("the refill goes on", () -> !pointers.sent.isEmpty());
  }

  @Test
  void goesOnMarkingDeliveriesAfterAnError() {
    AtomicInteger breaks = new AtomicInteger();
    breakMeter(
        id ->
            id.getName().equals("renkei.messages")
                && "out".equals(id.getTag("direction"))
                && breaks.getAndIncrement() == 0);
    world.broker.start();
    world.broker.accept(world.asks(world.permit(Lane.ROUTINE), 1));
    Await.until("marking broke", () -> breaks.get() > 0);

    world.broker.accept(world.asks(world.permit(Lane.ROUTINE), 2));
    world.settled();
    assertAnsweredOnce(2);
  }

  @Test
  void sendsAnswersAtOnceThoughTheirOutcomesCannotBeCounted() {
    breakMeter(id -> id.getName().equals("renkei.outcomes"));
    world.broker.start();
    for (int i = 0; i < 20; i++) {
      world.broker.accept(world.asks(world.permit(Lane.ROUTINE), i));
    }

    Await.until("all are decided", () -> world.count("SELECT count(*) FROM provision") == 20);
    // False while a seat is taken by an answer that nobody sends.
    assertThat(world.broker.drainAndStop(Duration.ofSeconds(20))).isTrue();
  }

  private void breakMeter(Predicate<Meter.Id> which) {
    world
        .meters
        .config()
        .meterFilter(
            new MeterFilter() {
              @Override
              public Meter.Id map(Meter.Id id) {
                if (which.test(id)) {
                  throw new LinkageError("no such class");
                }
                return id;
              }
            });
  }

  @Test
  void survivesQueuesThatVanishUnderTheWorkers() {
    world.broker.start();
    OutboxBroker gone = world.broker;
    for (int i = 0; i < 100; i++) {
      world.broker.accept(world.asks(world.permit(Lane.ROUTINE), i));
      if (i == 30) {
        world.queues.close();
      }
    }
    boolean _ = gone.drainAndStop(Duration.ofSeconds(20));

    world.restart();
    world.clock.advance(Duration.ofSeconds(30));
    world.broker.start();
    world.settled();

    assertAnsweredOnce(100);
  }

  @Test
  void dealsWithEverythingThoughTheEmbeddedMessageBrokerStopsByItself() {
    world.broker.start();
    for (int i = 0; i < 100; i++) {
      world.broker.accept(world.asks(world.permit(LANES.get(i % 3)), i));
      if (i == 50) {
        TestArtemis.failJournal(world.queues);
      }
    }
    world.clock.advance(Duration.ofSeconds(30));
    world.settled();

    assertAnsweredOnce(100);
  }

  @Test
  void startsWhileTheMessageBrokerIsAwayAndMakesUpForItWhenItComes() throws Exception {
    int port = TestArtemis.freePort();
    try (ArtemisQueues away = ArtemisQueues.connect("tcp://127.0.0.1:" + port, "", "")) {
      world.broker = world.broker(TestWorld.settings(1000), away);
      world.broker.accept(world.asks(world.permit(Lane.ROUTINE), 1));
      world.broker.start();
      world.broker.accept(world.asks(world.permit(Lane.COUNTER), 2));
      assertThat(world.waiting()).isEqualTo(2);

      try (TestArtemis _ = TestArtemis.startOn(port)) {
        world.settled();
        boolean _ = world.broker.drainAndStop(Duration.ofSeconds(20));
      }
    }
    assertAnsweredOnce(2);
  }

  @Test
  void sendsAnswersThroughTheQueueThatWereUnderWayInACrash() {
    CountDownLatch never = new CountDownLatch(1);
    world.network.answer =
        _ -> {
          awaitQuietly(never);
          return new NationalNetwork.TryAgain("gone");
        };
    world.broker.start();
    for (int i = 0; i < 40; i++) {
      world.broker.accept(world.asks(world.permit(Lane.ROUTINE), i));
    }
    Await.until("all are decided", () -> world.count("SELECT count(*) FROM provision") == 40);
    assertThat(world.broker.drainAndStop(Duration.ofMillis(100))).isFalse();
    world.queues.close();

    world.network.answer = new FakeNetwork().answer;
    world.restart();
    world.broker.start();
    world.clock.advance(TestRows.LEASE);
    world.settled();
    assertAnsweredOnce(40);
    never.countDown();
  }

  /** Two gateways over the same rows, with everything going wrong now and then. */
  @ParameterizedTest
  @ValueSource(ints = {0, 6})
  void answersOnceWhateverGoesWrong(int inline) {
    world.beforeRecord = () -> sometimes(0.1, "the ledger stumbles");
    world.network.answer =
        text -> {
          if (chance(0.15)) {
            return new NationalNetwork.TryAgain("no line");
          }
          if (chance(0.05)) {
            // The receiver has it, and its receipt is lost on the way.
            world.network.messages.add(text);
            return new NationalNetwork.TryAgain("no receipt");
          }
          return new NationalNetwork.Delivered(new byte[] {1});
        };
    PointerQueues losing = new Losing(world.queues, 0.2);
    world.broker = world.broker(TestWorld.settings(1000, inline), losing);
    OutboxBroker second = world.broker(TestWorld.settings(1000, inline), losing);
    world.broker.start();
    second.start();
    List<InboundMessage> all = new ArrayList<>();
    for (int i = 0; i < 150; i++) {
      InboundMessage message = world.asks(world.permit(LANES.get(i % 3)), i);
      all.add(message);
      for (int times = world.random.nextInt(3); times >= 0; times--) {
        (times == 1 ? second : world.broker).accept(message);
      }
      InboundMessage earlier = all.get(world.random.nextInt(all.size()));
      world.queues.send(
          new Pointer(
              new QueueKey(KITA, Direction.IN, earlier.lane()),
              earlier.kind(),
              earlier.sender(),
              earlier.id()),
          Duration.ZERO);
    }
    Await.until(
        "everything is done",
        () -> {
          world.broker.lookAfter(Duration.ofSeconds(1));
          return world.waiting() == 0;
        });
    boolean _ = second.drainAndStop(Duration.ofSeconds(20));

    assertAnsweredOnce(150);
  }

  @Test
  void waitsForAStoppedDatabaseAndLosesNothing() {
    world.close();
    Path data = directory.resolve("data");
    TestPostgres own = TestPostgres.own(data);
    int port = own.port();
    world = new TestWorld(own, directory.resolve("other"));
    world.broker.start();
    int receipted = 0;
    for (int i = 0; i < 30; i++) {
      world.broker.accept(world.asks(world.permit(Lane.ROUTINE), i));
      receipted++;
    }
    own.close();
    InboundMessage refused = world.asks(world.permit(Lane.ROUTINE), 1);
    assertThatExceptionOfType(DatabaseUnavailableException.class)
        .isThrownBy(() -> world.broker.accept(refused));
    assertThatExceptionOfType(DatabaseUnavailableException.class)
        .isThrownBy(() -> world.broker.inquire(KITA, world.request("a-1", 1, Lane.COUNTER)));

    own.startAgain(data, port);
    Await.until("the door works again", () -> accepted(refused));
    world.clock.advance(Duration.ofSeconds(30));
    world.settled();

    assertAnsweredOnce(receipted + 1);
    world.stop();
    own.close();
  }

  @Test
  void finishesWhatIsInHandWhenItStops() {
    world.broker.start();
    for (int i = 0; i < 50; i++) {
      world.broker.accept(world.asks(world.permit(Lane.ROUTINE), i));
    }
    assertThat(world.broker.drainAndStop(Duration.ofSeconds(30))).isTrue();

    // Nothing is half done: each provision is recorded and has its answer, delivered or waiting.
    long provisions = world.count("SELECT count(*) FROM provision");
    assertThat(world.count("SELECT count(*) FROM test_record")).isEqualTo(provisions);
    assertThat(world.count("SELECT count(*) FROM message WHERE direction = 'OUT'"))
        .isEqualTo(provisions);
    assertThat(
            world.count("SELECT count(*) FROM message WHERE direction = 'OUT' AND state = 'DONE'"))
        .isEqualTo(world.network.messages.size());
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      boolean _ = latch.await(60, TimeUnit.SECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean accepted(InboundMessage message) {
    try {
      world.broker.accept(message);
      return true;
    } catch (DatabaseUnavailableException _) {
      return false;
    }
  }

  private void assertAnsweredOnce(int permits) {
    assertThat(world.outcomes("PROVIDER")).hasSize(permits).containsOnly("PROVIDED");
    assertThat(
            world.count("SELECT count(DISTINCT permit) FROM test_record WHERE role = 'PROVIDER'"))
        .isEqualTo(permits);
    assertThat(world.network.delivered("answer")).isEqualTo(permits);
    assertThat(world.count("SELECT count(*) FROM provision WHERE state = 'DELIVERED'"))
        .isEqualTo(permits);
    assertThat(world.count("SELECT count(*) FROM message WHERE state = 'DEAD'")).isZero();
  }

  private int update(String statement) {
    try (var handle = world.postgres.superuser()) {
      return handle.execute(statement);
    }
  }

  private void sometimes(double probability, String what) {
    if (chance(probability)) {
      throw new IllegalStateException(what);
    }
  }

  private boolean chance(double probability) {
    return world.random.nextDouble() < probability;
  }

  private static void delete(Path directory) {
    try (Stream<Path> files = Files.walk(directory)) {
      files.sorted(Comparator.reverseOrder()).forEach(LossTest::deleteOne);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static void deleteOne(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** Queues that lose some of the pointers they are given. */
  private final class Losing implements PointerQueues {

    private final ArtemisQueues queues;
    private final double loss;

    Losing(ArtemisQueues queues, double loss) {
      this.queues = queues;
      this.loss = loss;
    }

    @Override
    public void prepare(Collection<QueueKey> keys) {
      queues.prepare(keys);
    }

    @Override
    public void send(Pointer pointer, Duration delay) {
      if (!chance(loss)) {
        queues.send(pointer, delay);
      }
    }

    @Override
    public long depth(QueueKey queue) {
      return queues.depth(queue);
    }

    @Override
    public Taker open(QueueKey queue) {
      return queues.open(queue);
    }

    @Override
    public void close() {
      queues.close();
    }
  }

  /**
   * Queues that note what they are given, and say they hold what the test says; or that pass it on
   * but for what they lose on the way out.
   */
  private static final class Pointers implements PointerQueues {

    private final ArtemisQueues queues;
    private final List<Pointer> sent = new CopyOnWriteArrayList<>();
    private final AtomicInteger breaks = new AtomicInteger();
    private volatile long depth;
    private volatile boolean broken;
    private final AtomicInteger losses = new AtomicInteger();
    private volatile boolean passes;
    private volatile AgencyCode loses = Sample.CORE;

    Pointers(ArtemisQueues queues) {
      this.queues = queues;
    }

    @Override
    public void prepare(Collection<QueueKey> keys) {
      queues.prepare(keys);
    }

    @Override
    public void send(Pointer pointer, Duration delay) {
      sent.add(pointer);
      if (pointer.peer().equals(loses) && pointer.queue().direction() == Direction.OUT) {
        losses.incrementAndGet();
      } else if (passes) {
        queues.send(pointer, delay);
      }
    }

    @Override
    public long depth(QueueKey queue) {
      if (broken) {
        breaks.incrementAndGet();
        throw new LinkageError("no such class");
      }
      return passes ? queues.depth(queue) : depth;
    }

    @Override
    public Taker open(QueueKey queue) {
      return queues.open(queue);
    }

    @Override
    public void close() {
      queues.close();
    }
  }
}
