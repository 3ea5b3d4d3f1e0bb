package renkei.testagencies.story;

import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import java.util.Map;
import renkei.testagencies.message.Outcome;

/**
 * What a whole demonstration came to.
 *
 * @param inquiries how many were made, by anybody
 * @param outcomes how often each outcome occurred
 * @param reconciliation of the three sides
 * @param wrong how many answers to bulk and counter inquiries do not say what the files say
 * @param portalHistory how many exchanges My Portal showed the citizen
 * @param counterP99Ms time of a counter inquiry beside the bulk run, 99th percentile
 * @param bulkPerSecond answers a second in the bulk run
 * @param seconds from the beginning to the end
 * @param everythingRight whether every scene, load and disclosure was as it must be
 */
public record Outcomes(
    int inquiries,
    Map<Outcome, Integer> outcomes,
    Reconciliation reconciliation,
    int wrong,
    int portalHistory,
    double counterP99Ms,
    double bulkPerSecond,
    double seconds,
    boolean everythingRight) {

  /** Whether every count agrees and every outcome occurred. */
  public boolean good() {
    return everythingRight
        && wrong == 0
        && reconciliation.lost() == 0
        && reconciliation.duplicates() == 0
        && reconciliation.inquirerRecords() == inquiries
        && outcomes.values().stream().allMatch(count -> count > 0)
        && outcomes.values().stream().mapToInt(Integer::intValue).sum() == inquiries;
  }

  /** One JSON object with the published fields. */
  public String json() {
    JsonObjectBuilder counts = Json.createObjectBuilder();
    outcomes.forEach((outcome, count) -> counts.add(outcome.name(), count));
    return Json.createObjectBuilder()
        .add("inquiries", inquiries)
        .add("outcomes", counts)
        .add("recordsInquirer", reconciliation.inquirerRecords())
        .add("recordsProvider", reconciliation.providerRecords())
        .add("recordsCore", reconciliation.coreRecords())
        .add("portalHistory", portalHistory)
        .add("lost", reconciliation.lost())
        .add("duplicates", reconciliation.duplicates())
        .add("wrong", wrong)
        .add("counterP99Ms", rounded(counterP99Ms))
        .add("bulkPerSecond", rounded(bulkPerSecond))
        .add("seconds", rounded(seconds))
        .build()
        .toString();
  }

  private static double rounded(double value) {
    return Math.round(value * 10) / 10.0;
  }
}
