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
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.apache.activemq.artemis.api.core.client.loadbalance.ConnectionLoadBalancingPolicy;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import renkei.broker.Direction;
import renkei.broker.MessageKind;
import renkei.broker.Pointer;
import renkei.broker.PointerQueues;
import renkei.broker.QueueKey;
import renkei.broker.QueuesUnavailableException;
import renkei.codebook.AgencyCode;
import renkei.codebook.Lane;
import renkei.codebook.MessageId;
import renkei.codebook.TenantId;

class ArtemisQueuesTest {

  private static final QueueKey QUEUE =
      new QueueKey(new TenantId("990019"), Direction.IN, Lane.COUNTER);
  private static final Pointer FIRST = pointer(1);
  private static final Pointer SECOND = pointer(2);

  @TempDir Path directory;

  private static Pointer pointer(int number) {
    return new Pointer(
        QUEUE,
        MessageKind.ANSWER,
        new AgencyCode("9000000000000011"),
        new MessageId(new UUID(7, number)));
  }

  @Test
  void namesQueuesAfterTenantDirectionAndLane() {
    assertThat(QUEUE.queueName()).isEqualTo("renkei.990019.in.counter");
  }

  @Test
  void carriesPointersInOrderAndGivesBackWhatWasNotSettled() {
    try (ArtemisQueues queues = ArtemisQueues.embedded(directory)) {
      queues.prepare(List.of(QUEUE));
      queues.prepare(List.of(QUEUE));
      queues.send(FIRST, Duration.ZERO);
      queues.send(SECOND, Duration.ZERO);
      try (PointerQueues.Taker taker = queues.open(QUEUE)) {
        assertThat(taker.take(Duration.ofSeconds(30))).contains(FIRST);
        taker.settle();
        assertThat(taker.take(Duration.ofSeconds(30))).contains(SECOND);
        assertThat(queues.depth(QUEUE)).isBetween(1L, 2L);
      }
      try (PointerQueues.Taker taker = queues.open(QUEUE)) {
        assertThat(taker.take(Duration.ofSeconds(30))).contains(SECOND);
        taker.settle();
        assertThat(taker.take(Duration.ofMillis(1))).isEmpty();
      }
      until(() -> queues.depth(QUEUE) == 0);
    }
  }

  @Test
  void aCounterPointerDoesNotWaitBehindBulkOnes() {
    QueueKey bulk = new QueueKey(QUEUE.tenant(), Direction.IN, Lane.BULK);
    try (ArtemisQueues queues = ArtemisQueues.embedded(directory)) {
      queues.prepare(List.of(QUEUE, bulk));
      for (int i = 0; i < 50_000; i++) {
        queues.send(
            new Pointer(bulk, FIRST.kind(), FIRST.peer(), new MessageId(new UUID(8, i))),
            Duration.ZERO);
      }
      queues.send(FIRST, Duration.ZERO);
      try (PointerQueues.Taker taker = queues.open(QUEUE)) {
        assertThat(taker.take(Duration.ofSeconds(60))).contains(FIRST);
        assertThat(queues.pending(bulk)).isPositive();
        taker.settle();
      }
    }
  }

  @Test
  void keepsPointersOverARestartAndCountsThoseHeldBack() {
    try (ArtemisQueues queues = ArtemisQueues.embedded(directory)) {
      queues.prepare(List.of(QUEUE));
      queues.send(FIRST, Duration.ZERO);
      queues.send(SECOND, Duration.ofHours(1));
      until(() -> queues.depth(QUEUE) == 2);
      assertThat(queues.depth(QUEUE)).isEqualTo(2);
    }
    try (ArtemisQueues queues = ArtemisQueues.embedded(directory)) {
      queues.prepare(List.of(QUEUE));
      assertThat(queues.depth(QUEUE)).isEqualTo(2);
      try (PointerQueues.Taker taker = queues.open(QUEUE)) {
        assertThat(taker.take(Duration.ofSeconds(30))).contains(FIRST);
        taker.settle();
        assertThat(taker.take(Duration.ofMillis(50))).isEmpty();
      }
    }
  }

  @Test
  void usesABrokerElsewhereAndComesBackWhenItDoes() throws Exception {
    int port = TestArtemis.freePort();
    TestArtemis server = TestArtemis.startOn(port);
    try (ArtemisQueues queues =
        ArtemisQueues.connect("tcp://127.0.0.1:" + port, "user", "password")) {
      queues.prepare(List.of(QUEUE));
      queues.send(FIRST, Duration.ZERO);
      try (PointerQueues.Taker taker = queues.open(QUEUE)) {
        assertThat(taker.take(Duration.ofSeconds(30))).contains(FIRST);
        taker.settle();
        server.close();
        assertThatExceptionOfType(QueuesUnavailableException.class)
            .isThrownBy(() -> taker.take(Duration.ofMillis(10)));
      }
      assertThatExceptionOfType(QueuesUnavailableException.class)
          .isThrownBy(() -> queues.open(QUEUE));
      assertThatExceptionOfType(QueuesUnavailableException.class)
          .isThrownBy(() -> queues.depth(QUEUE));
      assertThatExceptionOfType(QueuesUnavailableException.class)
          .isThrownBy(() -> queues.prepare(List.of(QUEUE)));
      queues.send(SECOND, Duration.ZERO); // never throws

      // Another broker in its place, with nothing in it.
      server = TestArtemis.startOn(port);
      until(() -> works(queues));
      queues.send(SECOND, Duration.ZERO);
      try (PointerQueues.Taker taker = queues.open(QUEUE)) {
        assertThat(taker.take(Duration.ofSeconds(30))).contains(SECOND);
        taker.settle();
      }
    } finally {
      server.close();
    }
  }

  @Test
  void aWorkerMakesItsQueueInABrokerThatIsNew() throws Exception {
    int port = TestArtemis.freePort();
    try (TestArtemis _ = TestArtemis.startOn(port);
        ArtemisQueues queues = ArtemisQueues.connect("tcp://127.0.0.1:" + port, "", "");
        PointerQueues.Taker taker = queues.open(QUEUE)) {
      queues.send(FIRST, Duration.ZERO);
      assertThat(taker.take(Duration.ofSeconds(30))).contains(FIRST);
    }
  }

  @Test
  void goesOnSendingAfterAnError() throws Exception {
    int port = TestArtemis.freePort();
    String policy = "?connectionLoadBalancingPolicyClassName=" + BreaksAtFirst.class.getName();
    BreaksAtFirst.LEFT.set(Lane.values().length);
    try (TestArtemis _ = TestArtemis.startOn(port);
        ArtemisQueues queues = ArtemisQueues.connect("tcp://127.0.0.1:" + port + policy, "", "")) {
      until(() -> BreaksAtFirst.LEFT.get() == 0);
      try (PointerQueues.Taker taker = queues.open(QUEUE)) {
        queues.send(FIRST, Duration.ZERO);

        assertThat(taker.take(Duration.ofSeconds(30))).contains(FIRST);
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

  @Test
  void startsAnotherServerWhenTheEmbeddedOneStopsByItself() {
    try (ArtemisQueues queues = ArtemisQueues.embedded(directory)) {
      queues.prepare(List.of(QUEUE));
      for (int times = 0; times < 2; times++) {
        ActiveMQServer first = TestArtemis.serverOf(queues);
        TestArtemis.failJournal(queues);
        until(() -> !TestArtemis.serverOf(queues).equals(first) && works(queues));

        queues.send(FIRST, Duration.ZERO);
        try (PointerQueues.Taker taker = queues.open(QUEUE)) {
          assertThat(taker.take(Duration.ofSeconds(30))).contains(FIRST);
          taker.settle();
        }
      }
    }
  }

  @Test
  void throwsAwayAJournalThatCannotBeRead() throws Exception {
    try (ArtemisQueues queues = ArtemisQueues.embedded(directory)) {
      queues.prepare(List.of(QUEUE));
      ActiveMQServer first = TestArtemis.serverOf(queues);
      spoil(directory.resolve("bindings"));
      TestArtemis.failJournal(queues);
      until(() -> !TestArtemis.serverOf(queues).equals(first) && works(queues));

      queues.send(SECOND, Duration.ZERO);
      try (PointerQueues.Taker taker = queues.open(QUEUE)) {
        assertThat(taker.take(Duration.ofSeconds(30))).contains(SECOND);
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
    Path file = Files.createFile(directory.resolve("file"));
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

  private static void until(BooleanSupplier condition) {
    long end = System.nanoTime() + 60_000_000_000L;
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waited in vain").isLessThan(end);
      LockSupport.parkNanos(5_000_000);
    }
  }
}
