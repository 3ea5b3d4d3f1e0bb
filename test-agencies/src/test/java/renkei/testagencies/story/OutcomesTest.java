package renkei.testagencies.story;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import java.io.StringReader;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import renkei.testagencies.story.Outcomes.CounterTimes;
import renkei.testagencies.vocabulary.Outcome;

class OutcomesTest {

  private static final int INQUIRIES = 2 * Outcome.values().length;
  private static final Map<Outcome, Integer> TWO_OF_EACH = counts(2);
  private static final Reconciliation AGREED = reconciliation(INQUIRIES, 0, 0);

  @Test
  void publishesExactlyTheseFields() {
    assertThat(json(outcomes(TWO_OF_EACH, AGREED, 0, true)).keySet())
        .containsExactlyInAnyOrder(
            "inquiries",
            "outcomes",
            "recordsInquirer",
            "recordsProvider",
            "recordsCore",
            "portalHistory",
            "lost",
            "duplicates",
            "wrong",
            "counterAloneP50Ms",
            "counterAloneP99Ms",
            "counterP50Ms",
            "counterP99Ms",
            "bulkPerSecond",
            "seconds",
            "checks",
            "failed");
  }

  @Test
  void publishesEachFigureUnderItsOwnName() {
    Reconciliation reconciliation = new Reconciliation(11, 12, 13, 14, 15, List.of());

    JsonObject json = json(outcomes(TWO_OF_EACH, reconciliation, 16, true));

    assertThat(json.getInt("inquiries")).isEqualTo(INQUIRIES);
    assertThat(json.getInt("recordsInquirer")).isEqualTo(11);
    assertThat(json.getInt("recordsProvider")).isEqualTo(12);
    assertThat(json.getInt("recordsCore")).isEqualTo(13);
    assertThat(json.getInt("lost")).isEqualTo(14);
    assertThat(json.getInt("duplicates")).isEqualTo(15);
    assertThat(json.getInt("wrong")).isEqualTo(16);
    assertThat(json.getInt("portalHistory")).isEqualTo(17);
    assertThat(number(json, "counterAloneP50Ms")).isEqualTo(1.5);
    assertThat(number(json, "counterAloneP99Ms")).isEqualTo(2.5);
    assertThat(number(json, "counterP50Ms")).isEqualTo(3.5);
    assertThat(number(json, "counterP99Ms")).isEqualTo(4.5);
    assertThat(number(json, "bulkPerSecond")).isEqualTo(150.3);
    assertThat(number(json, "seconds")).isEqualTo(170.1);
  }

  @Test
  void publishesEveryOutcomeByItsName() {
    JsonObject counts = json(outcomes(TWO_OF_EACH, AGREED, 0, true)).getJsonObject("outcomes");

    assertThat(counts).hasSize(Outcome.values().length);
    for (Outcome outcome : Outcome.values()) {
      assertThat(counts.getInt(outcome.name())).isEqualTo(2);
    }
  }

  @Test
  void isGoodIfEverythingAgreesAndEveryOutcomeOccurred() {
    assertThat(outcomes(TWO_OF_EACH, AGREED, 0, true).good()).isTrue();
  }

  @Test
  void isBadByEachOfLostDuplicatesAndWrongAlone() {
    Reconciliation lost = reconciliation(INQUIRIES, 1, 0);
    Reconciliation duplicate = reconciliation(INQUIRIES, 0, 1);

    assertThat(outcomes(TWO_OF_EACH, lost, 0, true).good()).isFalse();
    assertThat(outcomes(TWO_OF_EACH, duplicate, 0, true).good()).isFalse();
    assertThat(outcomes(TWO_OF_EACH, AGREED, 1, true).good()).isFalse();
  }

  @Test
  void isBadIfASceneWentAnotherWay() {
    assertThat(outcomes(TWO_OF_EACH, AGREED, 0, false).good()).isFalse();
  }

  @Test
  void namesEveryCheckThatFailed() {
    Reconciliation lost = reconciliation(INQUIRIES, 1, 0);

    assertThat(json(outcomes(TWO_OF_EACH, lost, 2, false)).getJsonArray("failed"))
        .extracting(value -> ((JsonString) value).getString())
        .containsExactly(
            "a scene: went its way",
            "answers that do not say what the files say: 2, must be 0",
            "exchanges lost: 1, must be 0");
    assertThat(json(outcomes(TWO_OF_EACH, AGREED, 0, true)).getJsonArray("failed")).isEmpty();
  }

  @Test
  void neverFailsWithoutSayingWhat() {
    Reconciliation fewer = reconciliation(INQUIRIES - 1, 0, 0);

    assertThat(outcomes(TWO_OF_EACH, fewer, 0, true).failed())
        .extracting(Narrator.Check::name)
        .containsExactly("records of inquirers");
  }

  @Test
  void isBadIfTheCountsDoNotAddUpOrAnOutcomeNeverOccurred() {
    Map<Outcome, Integer> oneNever = counts(2);
    oneNever.put(Outcome.WITHHELD, 0);
    oneNever.put(Outcome.PROVIDED, 4);
    Reconciliation fewer = reconciliation(INQUIRIES - 1, 0, 0);

    assertThat(outcomes(oneNever, AGREED, 0, true).good()).isFalse();
    assertThat(outcomes(counts(3), AGREED, 0, true).good()).isFalse();
    assertThat(outcomes(TWO_OF_EACH, fewer, 0, true).good()).isFalse();
  }

  private static Outcomes outcomes(
      Map<Outcome, Integer> counts, Reconciliation reconciliation, int wrong, boolean right) {
    return new Outcomes(
        INQUIRIES,
        counts,
        reconciliation,
        wrong,
        17,
        new CounterTimes(1.51, 2.49),
        new CounterTimes(3.51, 4.49),
        150.26,
        170.14,
        List.of(new Narrator.Check("a scene", "went its way", right)));
  }

  private static Reconciliation reconciliation(int inquirerRecords, int lost, int duplicates) {
    return new Reconciliation(inquirerRecords, INQUIRIES, INQUIRIES, lost, duplicates, List.of());
  }

  private static Map<Outcome, Integer> counts(int each) {
    Map<Outcome, Integer> counts = new EnumMap<>(Outcome.class);
    for (Outcome outcome : Outcome.values()) {
      counts.put(outcome, each);
    }
    return counts;
  }

  private static JsonObject json(Outcomes outcomes) {
    try (JsonReader reader = Json.createReader(new StringReader(outcomes.json()))) {
      return reader.readObject();
    }
  }

  private static double number(JsonObject json, String name) {
    return json.getJsonNumber(name).doubleValue();
  }
}
