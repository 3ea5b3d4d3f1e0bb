package renkei.gateway.console;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import renkei.broker.QueueState;
import renkei.codebook.Agency;
import renkei.codebook.AgencyDirectory;
import renkei.codebook.Lane;

/** The figures of the page. */
final class QueuesJson {

  /** More rows than anybody reads; with many tenants the deepest queues come first. */
  private static final int MOST_ROWS = 300;

  private static final Comparator<QueueState> DEEPEST_FIRST =
      Comparator.comparingLong(QueueState::depth)
          .thenComparing(QueueState::oldestAge)
          .thenComparingDouble(QueueState::ratePerSecond)
          .reversed();

  private static final Comparator<QueueState> BY_NAME =
      Comparator.comparing((QueueState queue) -> queue.tenant().value())
          .thenComparing(QueueState::direction)
          .thenComparing(QueueState::lane);

  private final QueueWatch watch;
  private final AgencyDirectory directory;

  QueuesJson(QueueWatch watch, AgencyDirectory directory) {
    this.watch = watch;
    this.directory = directory;
  }

  /** The newest sample and the queues, in the order of their names. */
  JsonObject now(Language language) {
    List<QueueState> all = watch.latest();
    List<QueueState> shown =
        all.stream().sorted(DEEPEST_FIRST).limit(MOST_ROWS).sorted(BY_NAME).toList();
    JsonArrayBuilder queues = Json.createArrayBuilder();
    shown.forEach(queue -> queues.add(row(queue, language)));
    JsonObjectBuilder json = Json.createObjectBuilder().add("fresh", watch.sees());
    List<Sample> history = watch.history();
    if (!history.isEmpty()) {
      json.add("sample", sample(history.getLast()));
    }
    return json.add("queues", queues).add("omitted", all.size() - shown.size()).build();
  }

  /** The last ten minutes. */
  JsonObject history() {
    JsonArrayBuilder samples = Json.createArrayBuilder();
    watch.history().forEach(sample -> samples.add(sample(sample)));
    return Json.createObjectBuilder().add("samples", samples).build();
  }

  private JsonObjectBuilder row(QueueState queue, Language language) {
    Optional<Agency> agency = directory.find(queue.tenant());
    return Json.createObjectBuilder()
        .add("tenant", queue.tenant().value())
        .add("name", agency.map(language::nameOf).orElse(""))
        .add("direction", queue.direction().name())
        .add("lane", queue.lane().name())
        .add("depth", queue.depth())
        .add("oldest", seconds(queue.oldestAge()))
        .add("rate", queue.ratePerSecond());
  }

  /** Milliseconds of the time, then depth, oldest age and rate of each lane in its order. */
  private static JsonArrayBuilder sample(Sample sample) {
    JsonArrayBuilder json = Json.createArrayBuilder().add(sample.at().toEpochMilli());
    for (Lane lane : Lane.values()) {
      Sample.Total total = sample.lanes().getOrDefault(lane, Sample.Total.NOTHING);
      json.add(total.depth()).add(seconds(total.oldestAge())).add(total.ratePerSecond());
    }
    return json;
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }
}
