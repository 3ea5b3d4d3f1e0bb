package renkei.broker.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static renkei.codebook.Lane.COUNTER;
import static renkei.codebook.Lane.ROUTINE;
import static renkei.codebook.testing.SampleAgencies.KITA;
import static renkei.codebook.testing.SampleAgencies.MINAMI;
import static renkei.codebook.testing.SampleAgencies.NATIONAL;

import java.time.Duration;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import renkei.broker.Direction;
import renkei.broker.QueueState;
import renkei.codebook.Lane;
import renkei.codebook.Outcome;
import renkei.codebook.testing.Await;

/** What operators see, and what they and other tenants do not. */
class OperatorsViewTest extends WorldTest {

  @Nested
  class OfSevenWaitingMessages {

    @BeforeEach
    void wait90Seconds() {
      world.askedAbout(7, ROUTINE);
      world.clock.advance(Duration.ofSeconds(90));
      world.broker.lookAfter(Duration.ofHours(1));
    }

    @Test
    void thePageShowsDepthAndAge() {
      assertThat(state(Direction.IN, ROUTINE).depth()).isEqualTo(7);
      assertThat(state(Direction.IN, ROUTINE).oldestAge())
          .isBetween(Duration.ofSeconds(89), Duration.ofMinutes(3));
    }

    @Test
    void thePageShowsEmptyQueuesToo() {
      assertThat(world.broker.queues()).hasSize(12);
      assertThat(state(Direction.IN, COUNTER).depth()).isZero();
      assertThat(state(Direction.IN, COUNTER).oldestAge()).isZero();
    }

    @Test
    void theMetricsSayTheSame() {
      assertThat(gauge("renkei.queue.depth")).isEqualTo(7);
      assertThat(gauge("renkei.queue.oldest.age")).isGreaterThan(89);
    }

    @Test
    void rateAndCountersFollowWhenTheyAreProcessed() {
      world.broker.start();
      world.settled();

      Await.until("a rate is seen", () -> state(Direction.IN, ROUTINE).ratePerSecond() > 0);
      Await.until("all are counted", () -> world.counted("renkei.messages") == 14);
      assertThat(world.counted("renkei.outcomes")).isEqualTo(7);
    }
  }

  @Test
  void pageAndMetricsCountWhatCameSinceTheLastCount() {
    world.broker.lookAfter(Duration.ofHours(1));
    world.asked(ROUTINE, 1);

    assertThat(state(Direction.IN, ROUTINE).depth()).isEqualTo(1);
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
    world.asked(ROUTINE, 1);
    world.takes(world.answers(NATIONAL, world.permit(ROUTINE), Outcome.FAILED));
    world.settled();
    world.alarmed("UNKNOWN_INQUIRY", 1);

    assertThat(world.meters.getMeters())
        .flatExtracting(meter -> meter.getId().getTags())
        .extracting(tag -> tag.getKey())
        // An alarm also says at which door, and by which of a fixed list of words why.
        .isSubsetOf(Set.of("tenant", "direction", "lane", "outcome", "door", "reason"));
  }

  @Nested
  class AnotherTenant {

    @BeforeEach
    void hasAMessageAndAnInquiry() {
      world.asked(ROUTINE, 1);
      world.inquires("a-1", 1, ROUTINE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"message", "inquiry", "exchange", "provision"})
    void isSeenNeitherByATenantNorByThePlatform(String table) {
      String count = "SELECT count(*) FROM " + table;

      assertThat(world.database.<Long>inTenant(MINAMI, tx -> number(tx.handle(), count))).isZero();
      assertThat(world.database.<Long>inPlatform(tx -> number(tx.handle(), count))).isZero();
    }

    @Test
    void cannotBeWrittenFor() {
      String insert =
          """
          INSERT INTO provision (tenant, permit_index, message_id, peer, lane, state, outcome,
            created_at, expires_at)
          VALUES ('990019', '\\x00', gen_random_uuid(), 'x', 'BULK', 'DECIDED', 'EXPIRED', now(), now())
          """;

      assertThatThrownBy(() -> asMinami(insert)).hasMessageContaining("row-level security");
    }

    @Test
    void cannotBeChanged() {
      assertThat(asMinami("UPDATE message SET state = 'DONE'")).isZero();
    }

    @Test
    void isCountedForThePlatformAllTheSame() {
      String depth = "SELECT sum(depth) FROM message_queue WHERE tenant = '990019'";

      assertThat(world.database.<Long>inPlatform(tx -> number(tx.handle(), depth))).isEqualTo(2);
    }

    private int asMinami(String statement) {
      return world.database.<Integer>inTenant(MINAMI, tx -> tx.handle().execute(statement));
    }

    private static Long number(Handle handle, String query) {
      return handle.createQuery(query).mapTo(Long.class).one();
    }
  }

  private QueueState state(Direction direction, Lane lane) {
    return world.broker.queues().stream()
        .filter(it -> it.tenant().equals(KITA) && it.direction() == direction && it.lane() == lane)
        .findFirst()
        .orElseThrow();
  }
}
