package renkei.broker.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static renkei.codebook.Lane.BULK;
import static renkei.codebook.Lane.COUNTER;
import static renkei.codebook.Lane.ROUTINE;
import static renkei.codebook.testing.SampleAgencies.KITA;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import renkei.broker.BrokerDatabase;
import renkei.broker.artemis.ArtemisQueues;
import renkei.broker.artemis.TestArtemis;
import renkei.broker.message.InboundMessage;
import renkei.broker.message.NationalNetwork;
import renkei.codebook.Lane;
import renkei.codebook.database.DatabaseUnavailableException;
import renkei.codebook.testing.Await;
import renkei.codebook.testing.FreePort;
import renkei.codebook.testing.TestServer;

/** The message broker or the database goes away, and everything receipted is answered, and once. */
class OutageTest extends WorldTest {

  private static final Lane[] LANES = {COUNTER, ROUTINE, BULK};

  @Test
  void refillsEverythingAfterTheJournalWasThrownAway() {
    world.network.answer = _ -> new NationalNetwork.TryAgain("away");
    world.broker.start();
    world.askedAbout(40, LANES);
    Await.until("some were tried", () -> world.network.sendings.size() > 20);
    world.stop();
    world.askedAbout(20, LANES);
    delete(world.journal);
    world.network.answer = new FakeNetwork().answer;
    world.clock.advance(Duration.ofSeconds(60));

    world.restart();
    world.broker.start();
    world.settled();

    world.assertAnsweredOnce(60);
    assertThat(world.counted("renkei.pointers.sent.again")).isGreaterThanOrEqualTo(40);
  }

  private static void delete(Path directory) {
    try (Stream<Path> files = Files.walk(directory)) {
      files.sorted(Comparator.reverseOrder()).forEach(OutageTest::deleteOne);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void deleteOne(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void survivesQueuesThatVanishUnderTheWorkers() {
    world.broker.start();
    world.askedAbout(31, ROUTINE);
    world.queues.close();
    world.askedAbout(69, ROUTINE);
    boolean _ = world.broker.drainAndStop(Duration.ofSeconds(20));

    world.restart();
    world.clock.advance(Duration.ofSeconds(30));
    world.broker.start();
    world.settled();

    world.assertAnsweredOnce(100);
  }

  @Test
  void dealsWithEverythingThoughTheEmbeddedMessageBrokerStopsByItself() {
    world.broker.start();
    world.askedAbout(51, LANES);
    TestArtemis.failJournal(world.queues);
    world.askedAbout(49, LANES);
    world.clock.advance(Duration.ofSeconds(30));
    world.settled();

    world.assertAnsweredOnce(100);
  }

  @Test
  void startsWhileTheMessageBrokerIsAwayAndMakesUpForItWhenItComes() throws Exception {
    int port = FreePort.find();
    try (ArtemisQueues away = ArtemisQueues.connect("tcp://127.0.0.1:" + port, "", "")) {
      world.rebuild(TestWorld.settings(), away);
      world.asked(ROUTINE, 1);
      world.broker.start();
      world.asked(COUNTER, 2);
      assertThat(world.waiting()).isEqualTo(2);

      try (TestArtemis _ = TestArtemis.startOn(port)) {
        world.settled();
        boolean _ = world.broker.drainAndStop(Duration.ofSeconds(20));
      }
    }
    world.assertAnsweredOnce(2);
  }

  @Nested
  class AStoppedDatabase {

    private Path data;
    private TestServer server;
    private int port;
    private InboundMessage refused;

    @BeforeEach
    void stopsAfterThirtyMessages() {
      world.close();
      data = directory.resolve("data");
      server = TestServer.own(data);
      port = server.port();
      world =
          new TestWorld(
              BrokerDatabase.on(server), directory.resolve("other"), TestWorld.settings());
      world.broker.start();
      world.askedAbout(30, ROUTINE);
      refused = world.asks(world.permit(ROUTINE), 1);
      server.close();
    }

    @AfterEach
    void stopAgain() {
      world.stop();
      server.close();
    }

    @Test
    void closesTheDoorsAndLosesNothing() {
      assertThatExceptionOfType(DatabaseUnavailableException.class)
          .isThrownBy(() -> world.broker.accept(refused));
      assertThatExceptionOfType(DatabaseUnavailableException.class)
          .isThrownBy(() -> world.broker.inquire(KITA, world.request("a-1", 1, COUNTER)));

      server.startAgain(data, port);
      Await.until("the door works again", () -> accepted(refused));
      world.clock.advance(Duration.ofSeconds(30));
      world.settled();

      world.assertAnsweredOnce(31);
    }

    private boolean accepted(InboundMessage message) {
      try {
        world.broker.accept(message);
        return true;
      } catch (DatabaseUnavailableException _) {
        return false;
      }
    }
  }
}
