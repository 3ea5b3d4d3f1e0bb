package renkei.broker.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static renkei.broker.Sample.KITA;
import static renkei.broker.Sample.MINAMI;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import renkei.broker.Await;
import renkei.broker.Direction;
import renkei.broker.QueueState;
import renkei.broker.Sample;
import renkei.broker.TestPostgres;
import renkei.codebook.Lane;
import renkei.codebook.Reason;

/** What operators see, and what they and other tenants do not. */
class OperatorsViewTest {

  @TempDir Path journal;
  private TestWorld world;

  @BeforeEach
  void start() {
    world = new TestWorld(TestPostgres.shared(), journal);
  }

  @AfterEach
  void stop() {
    world.close();
  }

  @Test
  void showsEachQueuesDepthAgeAndRate() {
    for (int i = 0; i < 7; i++) {
      world.broker.accept(world.asks(world.permit(Lane.ROUTINE), i));
    }
    world.clock.advance(Duration.ofSeconds(90));
    world.broker.lookAfter(Duration.ofHours(1));

    assertThat(world.broker.queues()).hasSize(12);
    QueueState state = state(Direction.IN, Lane.ROUTINE);
    assertThat(state.depth()).isEqualTo(7);
    assertThat(state.oldestAge()).isBetween(Duration.ofSeconds(89), Duration.ofMinutes(3));
    assertThat(state(Direction.IN, Lane.COUNTER).depth()).isZero();
    assertThat(state(Direction.IN, Lane.COUNTER).oldestAge()).isZero();
    assertThat(gauge("renkei.queue.depth")).isEqualTo(7);
    assertThat(gauge("renkei.queue.oldest.age")).isGreaterThan(89);

    world.broker.start();
    world.settled();
    Await.until("a rate is seen", () -> state(Direction.IN, Lane.ROUTINE).ratePerSecond() > 0);
    Await.until("all are counted", () -> counted("renkei.messages") == 14);
    assertThat(counted("renkei.outcomes")).isEqualTo(7);
  }

  @Test
  void pageAndMetricsCountWhatCameSinceTheLastCount() {
    world.broker.lookAfter(Duration.ofHours(1));
    world.broker.accept(world.asks(world.permit(Lane.ROUTINE), 1));

    assertThat(state(Direction.IN, Lane.ROUTINE).depth()).isEqualTo(1);
    assertThat(gauge("renkei.queue.depth")).isEqualTo(1);
  }

  @Test
  void saysWhetherTheMessageBrokerAnswers() {
    assertThat(world.meters.get("renkei.broker.seen").gauge().value()).isZero();

    world.broker.start();
    Await.until("it is seen", () -> world.meters.get("renkei.broker.seen").gauge().value() == 1);
    world.queues.close();
    Await.until("it is missed", () -> world.meters.get("renkei.broker.seen").gauge().value() == 0);
  }

  /** Of what comes in by the routine lane. */
  private double gauge(String name) {
    return world
        .meters
        .get(name)
        .tags("tenant", "990019", "direction", "in", "lane", "routine")
        .gauge()
        .value();
  }

  @Test
  void labelsNothingButTenantDirectionLaneAndOutcome() {
    world.broker.start();
    world.broker.accept(world.asks(world.permit(Lane.ROUTINE), 1));
    world.broker.accept(
        world.answers(Sample.NATIONAL, world.permit(Lane.ROUTINE), renkei.codebook.Outcome.FAILED));
    world.settled();
    world.alarmed(new Reason("UNKNOWN_INQUIRY"), 1);

    assertThat(world.meters.getMeters())
        .flatExtracting(meter -> meter.getId().getTags())
        .extracting(tag -> tag.getKey())
        .isSubsetOf(Set.of("tenant", "direction", "lane", "outcome"));
  }

  @Test
  void oneTenantsRowsAreOutOfAnothersReach() {
    world.broker.accept(world.asks(world.permit(Lane.ROUTINE), 1));
    world.inquires("a-1", 1, Lane.ROUTINE);
    for (String table : Set.of("message", "inquiry", "provision")) {
      String count = "SELECT count(*) FROM " + table;
      assertThat(
              world.database.<Long>inTenant(
                  MINAMI, tx -> tx.handle().createQuery(count).mapTo(Long.class).one()))
          .isZero();
      assertThat(
              world.database.<Long>inPlatform(
                  tx -> tx.handle().createQuery(count).mapTo(Long.class).one()))
          .isZero();
    }
    assertThatThrownBy(
            () ->
                world.database.<Integer>inTenant(
                    MINAMI,
                    tx ->
                        tx.handle()
                            .execute(
                                """
                                INSERT INTO provision VALUES ('990019', gen_random_uuid(),
                                  gen_random_uuid(), gen_random_uuid(), 'x', 'BULK', 'x', 'x',
                                  'RECEIVED', NULL, now(), now())
                                """)))
        .hasMessageContaining("row-level security");
    assertThat(
            world.database.<Integer>inTenant(
                MINAMI, tx -> tx.handle().execute("UPDATE message SET state = 'DONE'")))
        .isZero();
    assertThat(
            world.database.<Long>inPlatform(
                tx ->
                    tx.handle()
                        .createQuery("SELECT sum(depth) FROM message_queue WHERE tenant = ?")
                        .bind(0, KITA.value())
                        .mapTo(Long.class)
                        .one()))
        .isEqualTo(2);
  }

  private QueueState state(Direction direction, Lane lane) {
    return world.broker.queues().stream()
        .filter(it -> it.tenant().equals(KITA) && it.direction() == direction && it.lane() == lane)
        .findFirst()
        .orElseThrow();
  }

  private double counted(String name) {
    return world.meters.find(name).counters().stream().mapToDouble(it -> it.count()).sum();
  }
}
