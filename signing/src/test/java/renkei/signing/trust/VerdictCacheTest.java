package renkei.signing.trust;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import renkei.signing.Certificates;
import renkei.signing.Samples;
import renkei.signing.TestAuthority;
import renkei.signing.Validity;

class VerdictCacheTest {

  private static final Instant NOW = TestAuthority.NOW;
  private static final Duration KEPT = Duration.ofMinutes(10);
  private static final List<X509Certificate> JUNK =
      List.of(TestAuthority.root("Junk").certificate());
  private static final VerdictCache.Holds GOOD =
      new VerdictCache.Holds(
          new PathFinder.Path(Samples.ALICE.chain().subList(0, 2), Samples.ROOT.certificate()),
          Validity.of(Samples.ALICE.certificate()));

  private final AtomicReference<Instant> now = new AtomicReference<>(NOW);
  private final Clock clock = ((InstantSource) now::get).withZone(ZoneOffset.UTC);
  private final VerdictCache verdicts = new VerdictCache(clock, KEPT);
  private final AtomicInteger validated = new AtomicInteger();

  private VerdictCache.Verdict validate() {
    validated.incrementAndGet();
    return GOOD;
  }

  private static List<X509Certificate> padded() {
    List<X509Certificate> padded = new ArrayList<>(Samples.ALICE.chain());
    padded.addAll(JUNK);
    return padded;
  }

  @Test
  void keepsNoBadVerdicts() {
    for (int i = 0; i < 20_000; i++) {
      VerdictCache.Fails bad = new VerdictCache.Fails("round " + i);
      assertThat(verdicts.of(JUNK, NOW.plusSeconds(i), _ -> true, () -> bad)).isEqualTo(bad);
    }

    assertThat(verdicts.weight()).isZero();
  }

  @Test
  void keepsOfAGoodVerdictWhatIsOnThePathAlone() {
    verdicts.of(padded(), NOW, _ -> true, this::validate);

    assertThat(verdicts.weight())
        .isEqualTo(
            Certificates.encoded(Samples.ALICE.chain().get(0)).length
                + Certificates.encoded(Samples.ALICE.chain().get(1)).length);
  }

  @Test
  void doesNotValidateAgainWhatItKeeps() {
    verdicts.of(padded(), NOW, _ -> true, this::validate);

    assertThat(verdicts.of(padded(), NOW, _ -> true, this::validate)).isEqualTo(GOOD);
    assertThat(validated).hasValue(1);
  }

  @Test
  void validatesAgainWhatDoesNotCountAnyMore() {
    verdicts.of(padded(), NOW, _ -> true, this::validate);

    verdicts.of(padded(), NOW, _ -> false, this::validate);

    assertThat(validated).hasValue(2);
  }

  @Test
  void validatesAgainOnceItsTimeIsOver() {
    verdicts.of(padded(), NOW, _ -> true, this::validate);
    now.set(NOW.plus(KEPT).minusNanos(1));
    verdicts.of(padded(), NOW, _ -> true, this::validate);
    assertThat(validated).hasValue(1);

    now.set(NOW.plus(KEPT));
    verdicts.of(padded(), NOW, _ -> true, this::validate);

    assertThat(validated).hasValue(2);
  }

  @Test
  void keepsNoMoreThanItsBound() {
    VerdictCache small = new VerdictCache(clock, KEPT, 2_000);

    for (int i = 0; i < 100; i++) {
      List<X509Certificate> chain = List.of(Samples.ISSUER.identity("Party " + i).certificate());
      small.of(chain, NOW, _ -> true, this::validate);
      assertThat(small.weight()).isLessThanOrEqualTo(2_000);
    }
  }
}
