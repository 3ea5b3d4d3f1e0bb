package renkei.gateway.staff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.StringReader;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import renkei.gateway.testing.Parties;
import renkei.signing.AlgorithmTable;

/** What people did, and that nobody can change it unseen. */
class ActsTest {

  private static final Place KITA = Place.of(Parties.KITA);
  private static final Actor STAFF =
      new Actor(KITA, new Login("kita"), "北野", "key:1", Right.OF_STAFF);

  private static PersonsUnderTest bench;

  @BeforeAll
  static void actOnce() {
    bench = new PersonsUnderTest();
    for (String whom : List.of("one", "two", "three")) {
      hold(whom);
    }
    bench.acts.seal(KITA);
  }

  @AfterAll
  static void close() {
    bench.close();
  }

  private static void hold(String whom) {
    boolean _ =
        bench.database.inTenant(
            Parties.KITA,
            tx -> {
              bench.acts.record(tx, STAFF, Action.HOLD_SET, whom);
              return true;
            });
  }

  private static List<String> export(Place place) {
    List<String> lines = new ArrayList<>();
    bench.acts.export(place, lines::add);
    return lines;
  }

  private static ActVerification verify(List<String> lines, Map<Long, String> seen) {
    return ActVerification.of(
        new BufferedReader(new StringReader(String.join("\n", lines))),
        seen,
        AlgorithmTable.standard(),
        Clock.systemUTC().instant());
  }

  @Test
  void provesWithoutTheDatabaseWhoDidWhatAndWhen() {
    List<String> lines = export(KITA);

    assertThat(verify(lines, Map.of()))
        .isInstanceOfSatisfying(
            ActVerification.Genuine.class,
            genuine -> {
              assertThat(genuine.head().place()).isEqualTo(KITA);
              assertThat(genuine.head().size()).isEqualTo(3);
            });
    assertThat(lines.getLast()).contains("\tkita\t北野\tkey:1\tHOLD_SET\tthree\t");
  }

  @ParameterizedTest
  @ValueSource(strings = {"changed", "taken away", "taken from the end", "swapped", "added"})
  void noticesAnActThatWas(String how) {
    List<String> lines = export(KITA);
    int last = lines.size() - 1;
    switch (how) {
      case "changed" -> lines.set(last, lines.get(last).replace("three", "threw"));
      case "taken away" -> lines.remove(last - 1);
      case "taken from the end" -> lines.remove(last);
      case "swapped" -> lines.set(last, lines.set(last - 1, lines.get(last)));
      default -> lines.add(lines.get(last).replace("act\t2\t", "act\t3\t"));
    }

    assertThat(verify(lines, Map.of())).isInstanceOf(ActVerification.Broken.class);
  }

  @Test
  void noticesATreeThatIsNotTheOneSeenBefore() {
    assertThat(verify(export(KITA), Map.of(2L, "00"))).isInstanceOf(ActVerification.Broken.class);
    assertThat(verify(export(KITA), Map.of(4L, "00"))).isInstanceOf(ActVerification.Broken.class);
  }

  @Test
  void namesTheLineThatIsNotUtf8() {
    List<String> lines = export(KITA);
    int last = lines.size() - 1;
    lines.set(last, lines.get(last).replace("北野", "\uFFFD"));

    assertThat(verify(lines, Map.of()))
        .isEqualTo(new ActVerification.Broken(last + 1, "the line is not UTF-8"));
  }

  @Test
  void saysWhatIsNoExport() {
    assertThat(verify(List.of("renkei exchange records 1"), Map.of()))
        .isEqualTo(new ActVerification.Broken(1, "not an export of acts"));
    assertThat(verify(List.of(), Map.of())).isInstanceOf(ActVerification.Broken.class);
    assertThat(verify(List.of("renkei acts 1", "head\tx\ty\tz\t1\t2\t3"), Map.of()))
        .isInstanceOf(ActVerification.Broken.class);
  }

  @Test
  void keepsATenantsActsBehindItsWallAndUnderItsKey() {
    assertThat(bench.acts.newest(Place.of(Parties.MINAMI), 10)).isEmpty();
    assertThat(bench.acts.newest(Place.PLATFORM, 10))
        .noneMatch(act -> act.action() == Action.HOLD_SET);
    byte[] box =
        bench.database.inTenant(
            Parties.KITA,
            tx ->
                tx.handle()
                    .createQuery("SELECT text_box FROM act WHERE act_index = 0")
                    .mapTo(byte[].class)
                    .one());
    assertThat(new String(box, java.nio.charset.StandardCharsets.UTF_8)).doesNotContain("HOLD_SET");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE act SET at = now()",
        "DELETE FROM act",
        "UPDATE act_head SET size = 7",
        "DELETE FROM act_head",
        "DELETE FROM proposal",
        "DELETE FROM person",
        "UPDATE person SET rights = '{}'",
        "UPDATE proposal SET proposed_by = 'other'",
        "DELETE FROM bound_key"
      })
  void theDatabaseRefuses(String statement) {
    assertThatThrownBy(
            () -> bench.database.inTenant(Parties.KITA, tx -> tx.handle().execute(statement)))
        .hasStackTraceContaining("permission denied");
  }

  @Test
  void namesNobodyWhoWasActedOnOutsideTheRecord() {
    Act act = bench.acts.newest(KITA, 1).getFirst();

    assertThat(act.what()).isEqualTo("three");
    assertThat(act.toString()).doesNotContain("three");
  }
}
