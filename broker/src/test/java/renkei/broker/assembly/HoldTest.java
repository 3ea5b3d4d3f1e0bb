package renkei.broker.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;
import static renkei.codebook.Lane.ROUTINE;
import static renkei.codebook.testing.SampleAgencies.KITA;
import static renkei.codebook.testing.SampleAgencies.MINAMI;
import static renkei.codebook.testing.SampleAgencies.PENSION;
import static renkei.codebook.testing.SampleAgencies.PROCEDURE;
import static renkei.codebook.testing.SampleAgencies.TAX;
import static renkei.codebook.testing.SampleAgencies.addressee;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import renkei.broker.HeldProvision;
import renkei.broker.HeldProvisions;
import renkei.broker.Question;
import renkei.broker.Ruling;
import renkei.broker.message.Answer;
import renkei.broker.message.Permit;
import renkei.codebook.Outcome;
import renkei.codebook.PermitId;
import renkei.codebook.TenantId;
import renkei.codebook.database.TenantTransaction;
import renkei.codebook.testing.Await;

/** Provisions that wait for staff, who release or refuse them. */
class HoldTest extends WorldTest {

  private static final Ruling RELEASED = new Ruling.Ruled(Outcome.PROVIDED);
  private static final Ruling REFUSED = new Ruling.Ruled(Outcome.WITHHELD);
  private static final Ruling NOT_HELD = new Ruling.NotHeld();

  private volatile Instant flagged = Instant.EPOCH;

  @BeforeEach
  void holdEverything() {
    world.answers = this::heldUnlessReleased;
    world.broker.start();
  }

  /** A witness whom a test has no use for. */
  private static void nobodyLooks(TenantTransaction transaction) {}

  /** Everybody has been flagged, lastly then. */
  private Answer heldUnlessReleased(TenantTransaction transaction, Question question) {
    return question.released().filter(seen -> !flagged.isAfter(seen)).isPresent()
        ? TestWorld.CONTENT
        : new Answer.Held();
  }

  @Test
  void nothingIsRecordedOrSentBeforeStaffRule() {
    held(1);

    assertThat(world.records()).isZero();
    assertThat(world.network.sendings).isEmpty();
  }

  @Test
  void whatStaffReleaseIsProvidedOnce() {
    Permit permit = held(1);

    assertThat(world.broker.release(KITA, permit.id(), HoldTest::nobodyLooks)).isEqualTo(RELEASED);

    assertThat(world.broker.release(KITA, permit.id(), HoldTest::nobodyLooks)).isEqualTo(NOT_HELD);
    assertThat(world.broker.refuse(KITA, permit.id(), HoldTest::nobodyLooks)).isEqualTo(NOT_HELD);
    world.answered(1);
    assertThat(world.outcomes("PROVIDER")).containsExactly("PROVIDED");
  }

  @Test
  void whatStaffRefuseIsWithheldOnce() {
    Permit permit = held(1);

    assertThat(world.broker.refuse(KITA, permit.id(), HoldTest::nobodyLooks)).isEqualTo(REFUSED);

    assertThat(world.broker.release(KITA, permit.id(), HoldTest::nobodyLooks)).isEqualTo(NOT_HELD);
    world.answered(1);
    assertThat(world.outcomes("PROVIDER")).containsExactly("WITHHELD");
  }

  @Test
  void staffRuleOnWhatTheirOwnTenantHoldsAndNothingElse() {
    Permit permit = held(1);

    assertThat(world.broker.release(MINAMI, permit.id(), HoldTest::nobodyLooks))
        .isEqualTo(NOT_HELD);
    assertThat(world.broker.release(KITA, unknown(), HoldTest::nobodyLooks)).isEqualTo(NOT_HELD);
    assertThat(heldOf(KITA)).hasSize(1);
  }

  @Test
  void aRulingIsUndoneIfWhoRuledCannotBeRecorded() {
    Permit permit = held(1);

    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                world.broker.release(
                    KITA,
                    permit.id(),
                    _ -> {
                      throw new IllegalStateException("cannot be recorded");
                    }));

    assertThat(heldOf(KITA)).hasSize(1);
    assertThat(world.records()).isZero();
  }

  @Test
  void aReleaseAndARefusalDoNotTouchEachOther() {
    Permit released = held(1);
    Permit refused = held(2);

    assertThat(world.broker.release(KITA, released.id(), HoldTest::nobodyLooks))
        .isEqualTo(RELEASED);
    assertThat(world.broker.refuse(KITA, refused.id(), HoldTest::nobodyLooks)).isEqualTo(REFUSED);

    world.answered(2);
    assertThat(world.outcomes("PROVIDER")).containsExactlyInAnyOrder("PROVIDED", "WITHHELD");
  }

  @Test
  void showsStaffWhomAndWhatAHeldProvisionIsAbout() {
    held(4711);

    HeldProvision held = heldOf(KITA).getFirst();
    assertThat(held.subject()).isEqualTo(addressee(4711));
    assertThat(held.inquirer()).isEqualTo(PENSION);
    assertThat(held.procedure()).isEqualTo(PROCEDURE);
    assertThat(held.information()).isEqualTo(TAX);
    assertThat(held.toString()).doesNotContain("4711");
  }

  @Test
  void showsStaffSinceAndUntilWhenAProvisionIsHeld() {
    Instant before = world.clock.instant();
    Permit permit = held(1);

    HeldProvision held = heldOf(KITA).getFirst();
    assertThat(held.since())
        .isBetween(before.truncatedTo(ChronoUnit.MILLIS), world.clock.instant());
    assertThat(held.expiresAt()).isCloseTo(permit.expiresAt(), within(1, ChronoUnit.MILLIS));
  }

  @Test
  void showsStaffNothingThatAnotherTenantHolds() {
    held(1);

    assertThat(heldOf(MINAMI)).isEmpty();
  }

  @Nested
  class AReleaseThatMeetsANewerFlag {

    private Permit permit;

    @BeforeEach
    void release() {
      permit = held(1);
      world.clock.advance(Duration.ofMinutes(1));
      flagged = world.clock.instant();
      world.clock.advance(Duration.ofMinutes(1));
      assertThat(world.broker.release(KITA, permit.id(), HoldTest::nobodyLooks))
          .isEqualTo(new Ruling.HeldAgain());
    }

    @Test
    void holdsAgain() {
      assertThat(world.records()).isZero();
      assertThat(world.outgoing()).isZero();
      HeldProvision again = heldOf(KITA).getFirst();
      assertThat(again.since()).isAfter(flagged);
      assertThat(again.subject()).isEqualTo(addressee(1));
    }

    @Test
    void isARuleTheNextTime() {
      assertThat(world.broker.release(KITA, permit.id(), HoldTest::nobodyLooks))
          .isEqualTo(RELEASED);
    }
  }

  @Test
  void aReleaseOfOnePersonIsNotOneOfAnother() {
    Permit permit = held(1);
    assertThat(heldOf(KITA).getFirst().subject()).isEqualTo(addressee(1));
    world.vaults.shift = 1;

    assertThat(world.broker.release(KITA, permit.id(), HoldTest::nobodyLooks))
        .isEqualTo(new Ruling.HeldAgain());

    assertThat(world.outgoing()).isZero();
    assertThat(heldOf(KITA).getFirst().subject()).isEqualTo(addressee(2));
    assertThat(world.broker.release(KITA, permit.id(), HoldTest::nobodyLooks)).isEqualTo(RELEASED);
  }

  @Nested
  class Pages {

    private Permit first;
    private Permit second;
    private Permit third;

    /** They come in another order than they expire in. */
    @BeforeEach
    void holdThree() {
      first = world.permit(ROUTINE);
      world.clock.advance(Duration.ofMinutes(1));
      second = world.permit(ROUTINE);
      world.clock.advance(Duration.ofMinutes(1));
      third = world.permit(ROUTINE);
      hold(third, 1);
      hold(first, 2);
      hold(second, 3);
    }

    @Test
    void beginWithWhatExpiresFirstAndSayThatThereAreMore() {
      HeldProvisions page = world.broker.held(KITA, Optional.empty(), 2);

      assertThat(permits(page)).containsExactly(first.id(), second.id());
      assertThat(page.next()).contains(second.id());
    }

    @Test
    void goOnBehindWhatIsNoLongerHeld() {
      assertThat(world.broker.refuse(KITA, second.id(), HoldTest::nobodyLooks)).isEqualTo(REFUSED);

      HeldProvisions rest = world.broker.held(KITA, Optional.of(second.id()), 2);

      assertThat(permits(rest)).containsExactly(third.id());
      assertThat(rest.next()).isEmpty();
    }

    @Test
    void beginAnewBehindWhatIsUnknown() {
      assertThat(world.broker.refuse(KITA, second.id(), HoldTest::nobodyLooks)).isEqualTo(REFUSED);

      HeldProvisions page = world.broker.held(KITA, Optional.of(unknown()), 2);

      assertThat(permits(page)).containsExactly(first.id(), third.id());
    }

    private static List<PermitId> permits(HeldProvisions page) {
      return page.provisions().stream().map(HeldProvision::permit).toList();
    }
  }

  @Test
  void aHoldEndsWhenItsPermitExpires() {
    Permit permit = held(1);
    world.clock.advance(Duration.ofMinutes(11));
    world.broker.lookAfter(Duration.ZERO);

    Await.until("it has ended", () -> heldOf(KITA).isEmpty());
    assertThat(world.outcomes("PROVIDER")).containsExactly("EXPIRED");
    assertThat(world.broker.release(KITA, permit.id(), HoldTest::nobodyLooks)).isEqualTo(NOT_HELD);
    assertThat(world.network.sendings).isEmpty();
  }

  /** A provision about a person that has come to be held. */
  private Permit held(int person) {
    return hold(world.permit(ROUTINE), person);
  }

  private Permit hold(Permit permit, int person) {
    world.takes(world.asks(permit, person));
    Await.until(
        "it is on hold",
        () -> heldOf(KITA).stream().anyMatch(it -> it.permit().equals(permit.id())));
    return permit;
  }

  private List<HeldProvision> heldOf(TenantId tenant) {
    return world.broker.held(tenant, Optional.empty(), 1_000).provisions();
  }

  private PermitId unknown() {
    return PermitId.random(world.clock, world.random);
  }
}
