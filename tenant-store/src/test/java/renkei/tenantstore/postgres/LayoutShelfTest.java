package renkei.tenantstore.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static renkei.codebook.testing.SampleAgencies.KITA;
import static renkei.codebook.testing.SampleAgencies.MINAMI;
import static renkei.tenantstore.Sample.CLOCK;
import static renkei.tenantstore.Sample.NOW;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import renkei.codebook.Edition;
import renkei.codebook.InformationCode;
import renkei.codebook.TenantId;
import renkei.codebook.testing.Await;
import renkei.codebook.testing.TestDatabase;
import renkei.signing.AlgorithmTable;
import renkei.signing.jws.CompactJws;
import renkei.signing.trust.CertificateTrust;
import renkei.tenantstore.Sample;
import renkei.tenantstore.layout.LayoutFile;
import renkei.tenantstore.layout.LayoutRefusal;
import renkei.tenantstore.layout.LayoutRefused;
import renkei.tenantstore.layout.LayoutShelf;
import renkei.tenantstore.layout.LayoutShelf.Changed;
import renkei.tenantstore.layout.LayoutShelf.Taken;
import renkei.tenantstore.layout.ShelvedLayout;
import renkei.tenantstore.layout.ShelvedLayout.Standing;
import renkei.tenantstore.layout.ShippedLayouts;

/** Each test has an information code of its own: what is kept is kept for good. */
class LayoutShelfTest {

  private static final Edition FIRST = ShippedLayouts.FIRST;
  private static final Edition SECOND = ShippedLayouts.SECOND;
  private static TestStore bench;
  private static LayoutShelf shelf;
  private static LocalDate ahead;

  @BeforeAll
  static void open() {
    bench = new TestStore(TestDatabase.fresh());
    shelf = shelf();
    ahead = LocalDate.ofInstant(databaseNow(), CLOCK.getZone()).plusDays(90);
  }

  @AfterAll
  static void close() {
    bench.close();
  }

  /** Another gateway's. Kita publishes, Minami is known and does not. */
  private static LayoutShelf shelf() {
    List<TenantId> known = List.of(KITA, MINAMI);
    CertificateTrust trust =
        (chain, _) ->
            known.stream()
                    .map(tenant -> Sample.keys(tenant).identity().certificate())
                    .anyMatch(chain.getFirst()::equals)
                ? new CertificateTrust.Trust.Trusted(chain.getFirst())
                : new CertificateTrust.Trust.Untrusted("a stranger");
    return PostgresTenantStore.layouts(
        bench.database(),
        new LayoutShelf.Publishers(
            trust, AlgorithmTable.standard(), Sample.keys(KITA).identity().certificate()::equals),
        CLOCK);
  }

  private static Instant databaseNow() {
    return bench
        .database()
        .inPlatform(tx -> tx.handle().createQuery("SELECT now()").mapTo(Instant.class).one());
  }

  private static byte[] signed(TenantId by, String layout) {
    return CompactJws.sign(
        Sample.keys(by).identity(),
        LayoutFile.TYPE,
        layout.getBytes(UTF_8),
        AlgorithmTable.standard(),
        NOW);
  }

  private static Taken take(byte[] file) {
    return bench.database().inPlatform(tx -> shelf.take(file, tx));
  }

  private static Taken take(String layout) {
    return take(signed(KITA, layout));
  }

  private static String first(String code) {
    return ShippedLayouts.text(code, FIRST);
  }

  /** The second edition, from a day that lies ahead whenever this runs. */
  private static String second(String code) {
    return ShippedLayouts.text(code, SECOND)
        .replaceFirst("\"namedUntil\": \"[^\"]+\",", "")
        .replaceFirst("\"answersFrom\": \"[^\"]+\"", "\"answersFrom\": \"" + ahead + "\"");
  }

  private static InformationCode information(String code) {
    return new InformationCode("TM00000000000" + code);
  }

  private static Optional<ShelvedLayout> kept(String code, Edition edition) {
    return shelf.list().stream()
        .filter(
            found ->
                found.layout().information().equals(information(code))
                    && found.layout().edition().equals(edition))
        .findFirst();
  }

  private static Standing standing(String code, Edition edition) {
    return kept(code, edition).orElseThrow().standing();
  }

  private static void refuses(String layout, LayoutRefusal reason, String where) {
    assertThat(take(layout)).isEqualTo(new Taken.Refused(new LayoutRefused(reason, where)));
  }

  @Test
  void keepsAFileAsItCameAndFindsItsLayout() {
    byte[] file = signed(KITA, first("101"));

    assertThat(take(file)).isInstanceOf(Taken.Kept.class);

    assertThat(shelf.signed(information("101"), FIRST)).contains(file);
    assertThat(shelf.find(information("101"), FIRST).orElseThrow())
        .isEqualTo(ShippedLayouts.layout("101", FIRST));
    assertThat(shelf.find(information("101"), SECOND)).isEmpty();
    assertThat(standing("101", FIRST)).isEqualTo(Standing.IN_FORCE);
  }

  @Test
  void findsWhatCameByAnotherGateway() {
    LayoutShelf other = shelf();
    assertThat(other.find(information("201"), FIRST)).isEmpty();

    assertThat(take(first("201"))).isInstanceOf(Taken.Kept.class);

    assertThat(other.find(information("201"), FIRST)).contains(ShippedLayouts.layout("201", FIRST));
  }

  @Test
  void takesTheSameLayoutAgainThoughSignedAnewAndChangesNothing() {
    Taken.Kept kept = (Taken.Kept) take(first("202"));

    assertThat(take(first("202"))).isEqualTo(new Taken.Repeated(kept.layout()));
    assertThat(kept("202", FIRST)).contains(kept.layout());
  }

  @Test
  void refusesAnotherFileOfAnEditionThatIsKept() {
    assertThat(take(first("203"))).isInstanceOf(Taken.Kept.class);

    refuses(
        first("203").replace("\"length\": 100", "\"length\": 99"),
        LayoutRefusal.CONTRADICTS,
        "2026-06");
  }

  @Test
  void refusesASignatureThatDoesNotHoldAndSignersWhoDoNotPublish() {
    byte[] broken = signed(KITA, first("204"));
    broken[broken.length - 3] = (byte) (broken[broken.length - 3] == 'A' ? 'B' : 'A');
    byte[] other =
        CompactJws.sign(
            Sample.keys(KITA).identity(),
            "other+json",
            first("204").getBytes(UTF_8),
            AlgorithmTable.standard(),
            NOW);

    for (byte[] file : List.of(broken, other, new byte[0], first("204").getBytes(UTF_8))) {
      assertThat(take(file))
          .isEqualTo(new Taken.Refused(new LayoutRefused(LayoutRefusal.SIGNATURE_WRONG, "")));
    }
    assertThat(take(signed(MINAMI, first("204"))))
        .isEqualTo(new Taken.Refused(new LayoutRefused(LayoutRefusal.SIGNER_NOT_ALLOWED, "")));
    assertThat(kept("204", FIRST)).isEmpty();
  }

  @Test
  void refusesWhatTheReaderRefuses() {
    refuses(
        first("205").replace("\"key\"", "\"kee\": 1, \"key\""),
        LayoutRefusal.UNKNOWN_MEMBER,
        "kee");
    assertThat(kept("205", FIRST)).isEmpty();
  }

  @Test
  void wantsTheEditionBeforeWhereThereAreConverters() {
    refuses(second("206"), LayoutRefusal.CONVERTER_NAMES_NOTHING, "converters");
    assertThat(take(first("206"))).isInstanceOf(Taken.Kept.class);

    refuses(
        second("206").replace("\"other\": \"2026-06\"", "\"other\": \"2025-06\""),
        LayoutRefusal.CONVERTER_NAMES_NOTHING,
        "2025-06");
    refuses(
        second("206").replaceFirst("\"atMost\": [0-9]+", "\"atMost\": 2"),
        LayoutRefusal.CONVERTER_DOES_NOT_FIT,
        "TG00000000020601");
    assertThat(take(second("206"))).isInstanceOf(Taken.Kept.class);
  }

  @Test
  void refusesAnEditionThatIsNotNewer() {
    assertThat(take(first("207"))).isInstanceOf(Taken.Kept.class);

    refuses(
        first("207").replace("\"edition\": \"2026-06\"", "\"edition\": \"2025-06\""),
        LayoutRefusal.NOT_NEWER,
        "2026-06");
  }

  @Test
  void takesAFirstEditionThatBeganLongAgoAndNoSecondOne() {
    assertThat(take(first("208"))).isInstanceOf(Taken.Kept.class);
    assertThat(standing("208", FIRST)).isEqualTo(Standing.IN_FORCE);

    refuses(
        second("208").replace(ahead.toString(), "2026-06-02"),
        LayoutRefusal.ACTIVATION_IN_THE_PAST,
        "answersFrom");
  }

  @Test
  void answersFromMidnightInJapan() {
    assertThat(take(first("401"))).isInstanceOf(Taken.Kept.class);
    assertThat(take(second("401"))).isInstanceOf(Taken.Kept.class);

    assertThat(kept("401", SECOND).orElseThrow().answersAt())
        .isEqualTo(Instant.parse(ahead.minusDays(1) + "T15:00:00Z"));
    assertThat(standing("401", SECOND)).isEqualTo(Standing.WAITING);
  }

  @Test
  void turnsAtItsInstantByTheClockOfTheDatabase() {
    assertThat(take(first("402"))).isInstanceOf(Taken.Kept.class);
    assertThat(take(second("402"))).isInstanceOf(Taken.Kept.class);
    Instant soon = databaseNow().plusSeconds(1);

    assertThat(activate("402", SECOND, soon)).isInstanceOf(Changed.Done.class);

    assertThat(standing("402", FIRST)).isEqualTo(Standing.IN_FORCE);
    Await.until("the second edition answers", () -> standing("402", SECOND) == Standing.IN_FORCE);
    assertThat(databaseNow()).isAfterOrEqualTo(soon);
    assertThat(standing("402", FIRST)).isEqualTo(Standing.FOLLOWED);
    assertThat(activate("402", SECOND, databaseNow().plusSeconds(60)))
        .isEqualTo(new Changed.Impossible("what has begun to answer does not change"));
    assertThat(withdraw("402", SECOND))
        .isEqualTo(new Changed.Impossible("what has begun to answer does not change"));
  }

  private static Changed activate(String code, Edition edition, Instant at) {
    return bench.database().inPlatform(tx -> shelf.activate(information(code), edition, at, tx));
  }

  private static Changed withdraw(String code, Edition edition) {
    return bench.database().inPlatform(tx -> shelf.withdraw(information(code), edition, tx));
  }

  @Test
  void takesBackWhatDoesNotAnswerYetAndTakesTheEditionAfterIt() {
    assertThat(take(first("403"))).isInstanceOf(Taken.Kept.class);
    assertThat(take(second("403"))).isInstanceOf(Taken.Kept.class);

    assertThat(withdraw("403", SECOND)).isInstanceOf(Changed.Done.class);

    assertThat(standing("403", SECOND)).isEqualTo(Standing.WITHDRAWN);
    assertThat(withdraw("403", SECOND))
        .isEqualTo(new Changed.Impossible("it was taken back before"));
    assertThat(activate("403", SECOND, databaseNow().plusSeconds(60)))
        .isEqualTo(new Changed.Impossible("it was taken back before"));
    assertThat(take(second("403").replace("\"edition\": \"2027-06\"", "\"edition\": \"2027-07\"")))
        .isInstanceOf(Taken.Kept.class);
  }

  @Test
  void changesNothingForATimeThatIsOver() {
    assertThat(take(first("501"))).isInstanceOf(Taken.Kept.class);
    assertThat(take(second("501"))).isInstanceOf(Taken.Kept.class);

    assertThat(activate("501", SECOND, databaseNow()))
        .isEqualTo(new Changed.Impossible("an edition begins to answer tomorrow at the earliest"));
    assertThat(activate("501", new Edition("2031-06"), databaseNow().plusSeconds(60)))
        .isEqualTo(new Changed.Impossible("there is no such edition"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DELETE FROM layout_edition",
        "TRUNCATE layout_edition",
        "UPDATE layout_edition SET file = ''",
        "UPDATE layout_edition SET answers_at = now() + interval '1 day' WHERE answers_at < now()",
        "UPDATE layout_edition SET answers_at = now() WHERE answers_at > now()",
        "UPDATE layout_edition SET withdrawn_at = now() WHERE answers_at < now()"
      })
  void isKeptByTheDatabaseItselfEvenAgainstItsOwner(String statement) {
    assertThat(take(first("502"))).isNotInstanceOf(Taken.Refused.class);
    assertThat(take(second("502"))).isNotInstanceOf(Taken.Refused.class);

    try (Handle handle = bench.superuser()) {
      assertThatThrownBy(() -> handle.execute(statement)).hasMessageContaining("edition");
    }
  }
}
