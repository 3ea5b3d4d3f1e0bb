package renkei.broker.artemis;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.activemq.artemis.api.core.client.loadbalance.ConnectionLoadBalancingPolicy;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import renkei.broker.Direction;
import renkei.broker.Pointer;
import renkei.broker.PointerQueues;
import renkei.broker.QueueKey;
import renkei.broker.QueuesUnavailableException;
import renkei.broker.message.MessageKind;
import renkei.codebook.AgencyCode;
import renkei.codebook.Lane;
import renkei.codebook.MessageId;
import renkei.codebook.TenantId;
import renkei.codebook.testing.Await;
import renkei.codebook.testing.FreePort;

class ArtemisQueuesTest {

  private static final QueueKey QUEUE =
      new QueueKey(new TenantId("990019"), Direction.IN, Lane.COUNTER);
  private static final Pointer FIRST = pointer(QUEUE, 1);
  private static final Pointer SECOND = pointer(QUEUE, 2);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir Path folder;
  private final List<String> alarms = new CopyOnWriteArrayList<>();
  private Path directory;

  @BeforeEach
  void nameTheDirectory() {
    directory = folder.resolve("artemis");
  }

  private ArtemisQueues embedded() {
    return ArtemisQueues.embedded(directory, (reason, _) -> alarms.add(reason));
  }

  private static Pointer pointer(QueueKey queue, int number) {
    return new Pointer(
        queue,
        MessageKind.ANSWER,
        new AgencyCode("9000000000000011"),
        new MessageId(new UUID(7, number)));
  }

  @Test
  void namesQueuesAfterTenantDirectionAndLane() {
    assertThat(QUEUE.queueName()).isEqualTo("renkei.990019.in.counter");
  }

  @Nested
  class AnEmbeddedServer {

    private ArtemisQueues queues;

    @BeforeEach
    void start() {
      queues = embedded();
      queues.prepare(List.of(QUEUE));
    }

    @AfterEach
    void stop() {
      queues.close();
    }

    @Test
    void preparesAQueueAsOftenAsItIsAsked() {
      queues.prepare(List.of(QUEUE));

      assertThat(queues.depth(QUEUE)).isZero();
    }

    @Test
    void carriesPointersInOrder() {
      queues.send(FIRST, Duration.ZERO);
      queues.send(SECOND, Duration.ZERO);

      assertTakes(FIRST, queues);
      assertTakes(SECOND, queues);
      Await.until("the queue is empty", () -> queues.depth(QUEUE) == 0);
    }

    @Test
    void givesBackWhatWasNotSettled() {
      queues.send(FIRST, Duration.ZERO);
      try (PointerQueues.Taker taker = queues.open(QUEUE)) {
        assertThat(taker.take(PATIENCE)).contains(FIRST);
        assertThat(queues.depth(QUEUE)).isEqualTo(1);
      }

      assertTakes(FIRST, queues);
    }

    @Test
    void givesBackNothingThatWasSettled() {
      queues.send(FIRST, Duration.ZERO);
      try (PointerQueues.Taker taker = queues.open(QUEUE)) {
        assertThat(taker.take(PATIENCE)).contains(FIRST);
        taker.settle();
        assertThat(taker.take(Duration.ofMillis(1))).isEmpty();
      }
      Await.until("the queue is empty", () -> queues.depth(QUEUE) == 0);
    }

    @Test
    void aCounterPointerDoesNotWaitBehindBulkOnes() {
      QueueKey bulk = new QueueKey(QUEUE.tenant(), Direction.IN, Lane.BULK);
      queues.prepare(List.of(bulk));
      for (int i = 0; i < 50_000; i++) {
        queues.send(pointer(bulk, i), Duration.ZERO);
      }
      queues.send(FIRST, Duration.ZERO);

      try (PointerQueues.Taker taker = queues.open(QUEUE)) {
        assertThat(taker.take(Duration.ofSeconds(60))).contains(FIRST);
        assertThat(queues.pending(bulk)).isPositive();
      }
    }

    @Test
    void startsAnotherServerAsOftenAsItStopsByItself() {
      for (int times = 0; times < 2; times++) {
        ActiveMQServer before = TestArtemis.serverOf(queues);
        TestArtemis.failJournal(queues);
        awaitAnother(before);

        awaitOneThrough(FIRST, queues);
      }
    }

    @Test
    void putsAJournalAsideThatCannotBeRead() throws Exception {
      ActiveMQServer before = TestArtemis.serverOf(queues);
      spoil(directory.resolve("bindings"));
      TestArtemis.failJournal(queues);
      awaitAnother(before);

      awaitOneThrough(SECOND, queues);
      assertThat(alarms).containsExactly("RESTARTED", "JOURNAL_DAMAGED");
    }

    /** Its threads live, and whoever waits for the disk waits for ever. */
    @Test
    @Tag("long")
    void startsAnotherServerInThePlaceOfOneThatStandsStill() {
      ActiveMQServer before = TestArtemis.serverOf(queues);
      CountDownLatch over = new CountDownLatch(1);
      try {
        TestArtemis.holdJournal(queues, over);
        Await.until(
            Duration.ofMinutes(2),
            "another server works",
            () -> !TestArtemis.serverOf(queues).equals(before) && works(queues));

        awaitOneThrough(FIRST, queues);
        assertThat(alarms).contains("RESTARTED");
      } finally {
        over.countDown();
      }
    }

    private void awaitAnother(ActiveMQServer before) {
      Await.until(
          "another server works",
          () -> !TestArtemis.serverOf(queues).equals(before) && works(queues));
    }
  }

  private static void assertTakes(Pointer expected, ArtemisQueues queues) {
    try (PointerQueues.Taker taker = queues.open(QUEUE)) {
      assertThat(taker.take(PATIENCE)).contains(expected);
      taker.settle();
    }
  }

  /** What is sent before the sender has noticed is lost, and comes again from the rows. */
  private static void awaitOneThrough(Pointer pointer, ArtemisQueues queues) {
    Await.until("a pointer comes through", () -> comesThrough(pointer, queues));
  }

  private static boolean comesThrough(Pointer pointer, ArtemisQueues queues) {
    queues.send(pointer, Duration.ZERO);
    try (PointerQueues.Taker taker = queues.open(QUEUE)) {
      boolean came = taker.take(Duration.ofMillis(500)).filter(pointer::equals).isPresent();
      taker.settle();
      return came;
    }
  }

  @Nested
  class ARestart {

    @BeforeEach
    void sendOneNowAndOneLater() {
      try (ArtemisQueues queues = ArtemisQueues.embedded(directory)) {
        queues.prepare(List.of(QUEUE));
        queues.send(FIRST, Duration.ZERO);
        queues.send(SECOND, Duration.ofHours(1));
        Await.until(
            "the broker has both", () -> queues.pending(QUEUE) == 0 && queues.depth(QUEUE) == 2);
      }
    }

    @Test
    void losesNoPointer() {
      try (ArtemisQueues queues = ArtemisQueues.embedded(directory)) {
        queues.prepare(List.of(QUEUE));
        assertThat(queues.depth(QUEUE)).isEqualTo(2);
      }
    }

    @ParameterizedTest
    @ValueSource(strings = {"journal", "bindings"})
    void startsOnNoiseInThePlaceOfAJournalAndKeepsTheNoise(String part) throws Exception {
      long seed = ThreadLocalRandom.current().nextLong();
      System.out.println("noise in the place of Artemis' " + part + ": seed " + seed);
      overwriteWithNoise(directory.resolve(part), new Random(seed));

      try (ArtemisQueues queues = embedded()) {
        queues.prepare(List.of(QUEUE));
        queues.send(SECOND, Duration.ZERO);
        assertTakes(SECOND, queues);
      }
      assertThat(alarms).containsExactly("JOURNAL_DAMAGED");
      assertThat(folder.resolve("artemis.damaged").resolve(part)).isNotEmptyDirectory();
    }

    @Test
    void isNoDamageWhereItIsInterrupted() {
      Thread.currentThread().interrupt();
      try (ArtemisQueues queues = embedded()) {
        assertThat(Thread.interrupted()).isTrue();
        queues.prepare(List.of(QUEUE));
        assertThat(queues.depth(QUEUE)).isEqualTo(2);
      }
      assertThat(alarms).isEmpty();
    }

    @Test
    void doesNotGiveOutEarlierWhatIsHeldBack() {
      try (ArtemisQueues queues = ArtemisQueues.embedded(directory)) {
        queues.prepare(List.of(QUEUE));
        assertTakes(FIRST, queues);
        try (PointerQueues.Taker taker = queues.open(QUEUE)) {
          assertThat(taker.take(Duration.ofMillis(50))).isEmpty();
        }
      }
    }
  }

  @Nested
  class ABrokerElsewhere {

    private int port;
    private TestArtemis server;
    private ArtemisQueues queues;

    @BeforeEach
    void connect() throws Exception {
      port = FreePort.find();
      server = TestArtemis.startOn(port);
      queues = ArtemisQueues.connect("tcp://127.0.0.1:" + port, "user", "password");
    }

    @AfterEach
    void disconnect() {
      queues.close();
      server.close();
    }

    @Test
    void carriesPointers() {
      queues.prepare(List.of(QUEUE));
      queues.send(FIRST, Duration.ZERO);

      assertTakes(FIRST, queues);
    }

    @Test
    void getsItsQueueFromAWorkerIfItIsNew() {
      try (PointerQueues.Taker taker = queues.open(QUEUE)) {
        queues.send(FIRST, Duration.ZERO);
        assertThat(taker.take(PATIENCE)).contains(FIRST);
      }
    }

    @Test
    void isMissedByAWorkerWhenItGoesAway() {
      queues.prepare(List.of(QUEUE));
      try (PointerQueues.Taker taker = queues.open(QUEUE)) {
        server.close();

        assertUnavailable(() -> taker.take(Duration.ofMillis(10)));
      }
    }

    @Test
    void isMissedByEverybodyButSendersOnceItIsGone() {
      queues.prepare(List.of(QUEUE));
      server.close();

      assertUnavailable(() -> queues.open(QUEUE));
      assertUnavailable(() -> queues.depth(QUEUE));
      assertUnavailable(() -> queues.prepare(List.of(QUEUE)));
      queues.send(SECOND, Duration.ZERO);
    }

    @Test
    void mayBeReplacedByAnotherWithNothingInIt() throws Exception {
      queues.prepare(List.of(QUEUE));
      server.close();
      assertUnavailable(() -> queues.depth(QUEUE));
      // The sender that meets the broker gone connects anew; one that has not noticed loses one.
      queues.send(SECOND, Duration.ZERO);

      server = TestArtemis.startOn(port);

      Await.until("the other works", () -> works(queues));
      awaitOneThrough(SECOND, queues);
    }

    private static void assertUnavailable(ThrowingCallable call) {
      assertThatExceptionOfType(QueuesUnavailableException.class).isThrownBy(call);
    }
  }

  @Test
  void goesOnSendingAfterAnError() throws Exception {
    int port = FreePort.find();
    String policy = "?connectionLoadBalancingPolicyClassName=" + BreaksAtFirst.class.getName();
    BreaksAtFirst.LEFT.set(Lane.values().length);
    try (TestArtemis _ = TestArtemis.startOn(port);
        ArtemisQueues queues = ArtemisQueues.connect("tcp://127.0.0.1:" + port + policy, "", "")) {
      Await.until("each lane broke", () -> BreaksAtFirst.LEFT.get() == 0);
      try (PointerQueues.Taker taker = queues.open(QUEUE)) {
        queues.send(FIRST, Duration.ZERO);

        assertThat(taker.take(PATIENCE)).contains(FIRST);
        assertThat(queues.pending(QUEUE)).isZero();
      }
    }
  }

  /** Artemis asks it where to connect to: here the first who asks for each lane meet an Error. */
  public static final class BreaksAtFirst implements ConnectionLoadBalancingPolicy {

    private static final AtomicInteger LEFT = new AtomicInteger();

    @Override
    public int select(int max) {
      if (LEFT.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
        throw new LinkageError("no such class");
      }
      return 0;
    }
  }

  private static void overwriteWithNoise(Path journal, Random random) throws IOException {
    try (Stream<Path> files = Files.list(journal)) {
      for (Path file : files.sorted().toList()) {
        byte[] noise = new byte[(int) Files.size(file)];
        random.nextBytes(noise);
        Files.write(file, noise);
      }
    }
  }

  private static void spoil(Path journal) throws IOException {
    try (Stream<Path> files = Files.list(journal)) {
      for (Path file : files.toList()) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
          channel.write(ByteBuffer.wrap("this is no journal".getBytes(US_ASCII)), 0);
        }
      }
    }
  }

  @Test
  void staysStoppedOnceItIsClosedThoughItStoppedByItselfBefore() {
    ArtemisQueues queues = ArtemisQueues.embedded(directory);
    TestArtemis.failJournal(queues);
    queues.close();

    assertThat(TestArtemis.serverOf(queues).isActive()).isFalse();
    try (ArtemisQueues next = ArtemisQueues.embedded(directory)) {
      next.prepare(List.of(QUEUE));
    }
  }

  @Test
  void saysWhichFolderAnEmbeddedServerCannotUse() throws Exception {
    Path file = Files.createFile(folder.resolve("file"));
    assertThatExceptionOfType(QueuesUnavailableException.class)
        .isThrownBy(() -> ArtemisQueues.embedded(file))
        .withMessageContaining(file.toString());
  }

  @Test
  void refusesWhatIsNoUrl() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ArtemisQueues.connect("not a url", "", ""));
  }

  private static boolean works(ArtemisQueues queues) {
    try {
      queues.prepare(List.of(QUEUE));
      return true;
    } catch (QueuesUnavailableException _) {
      return false;
    }
  }
}
