package renkei.gateway.console;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import renkei.broker.QueueState;
import renkei.codebook.Lane;
import renkei.codebook.TenantId;
import renkei.codebook.directory.Agency;
import renkei.codebook.directory.AgencyDirectory;
import renkei.codebook.permission.PermissionListState;
import renkei.gateway.health.Condition;
import renkei.gateway.health.Health;

/** The figures of the page. */
final class Figures {

  /** Rows that are read by people: the busiest queues, or those of the tenants looked for. */
  static final int MOST_ROWS = 24;

  /** Where people wait at a counter comes before all that is only much. */
  private static final Comparator<QueueState> BUSIEST_FIRST =
      Comparator.comparing(Situation::makesPeopleWait)
          .thenComparingLong(QueueState::depth)
          .thenComparing(QueueState::oldestAge)
          .thenComparingDouble(QueueState::ratePerSecond)
          .reversed();

  private static final Comparator<QueueState> BY_NAME =
      Comparator.comparing((QueueState queue) -> queue.tenant().value())
          .thenComparing(QueueState::direction)
          .thenComparing(QueueState::lane);

  private final QueueWatch watch;
  private final Health health;
  private final Supplier<Optional<PermissionListState>> list;
  private final Clock clock;
  private final HealthJson healthJson = new HealthJson(new Texts());
  private final AgencyDirectory directory;

  Figures(QueueWatch watch, OperatorConsole.Seen seen, Clock clock) {
    this.watch = watch;
    this.health = seen.health();
    this.list = seen.list();
    this.clock = clock;
    this.directory = seen.directory();
  }

  /**
   * The newest sample, what ails, and the queues: the busiest, or of the tenants whose code or name
   * has {@code search} in it.
   *
   * @param search empty for the busiest
   */
  JsonObject now(Language language, String search) {
    List<Condition> conditions = health.conditions();
    Optional<Sample> latest = watch.last();
    Situation situation = Situation.of(watch.sees(), latest, conditions);
    JsonObjectBuilder json =
        Json.createObjectBuilder()
            .add("at", clock.instant().toEpochMilli())
            .add("fresh", watch.sees())
            .add("level", situation.level().name())
            .add("counterWaits", situation.counterWaits())
            .add("components", healthJson.of(conditions, language));
    latest.ifPresent(sample -> json.add("sample", sample(sample)));
    list.get().ifPresent(inForce -> json.add("permissionList", permissionList(inForce)));
    addQueues(json, language, search);
    return json.build();
  }

  private static JsonObjectBuilder permissionList(PermissionListState inForce) {
    return Json.createObjectBuilder()
        .add("version", inForce.version())
        .add("validFrom", inForce.validFrom().toString())
        .add("validTo", inForce.validTo().toString());
  }

  private void addQueues(JsonObjectBuilder json, Language language, String search) {
    List<QueueState> all = watch.latest();
    List<QueueState> found =
        search.isBlank() ? all : all.stream().filter(queue -> isFound(queue, search)).toList();
    // Where all fit, each keeps its place; of many, the busiest are what one looks for.
    Comparator<QueueState> order =
        found.size() <= MOST_ROWS || !search.isBlank() ? BY_NAME : BUSIEST_FIRST;
    List<QueueState> shown = found.stream().sorted(order).limit(MOST_ROWS).toList();
    JsonArrayBuilder queues = Json.createArrayBuilder();
    shown.forEach(queue -> queues.add(row(queue, language)));
    Set<TenantId> tenants = new HashSet<>();
    Set<TenantId> waiting = new HashSet<>();
    for (QueueState queue : all) {
      tenants.add(queue.tenant());
      if (queue.depth() > 0) {
        waiting.add(queue.tenant());
      }
    }
    json.add("queues", queues)
        .add("omitted", found.size() - shown.size())
        .add("tenants", tenants.size())
        .add("waitingTenants", waiting.size());
  }

  private boolean isFound(QueueState queue, String search) {
    String sought = search.strip().toLowerCase(Locale.ROOT);
    return queue.tenant().value().contains(sought)
        || directory
            .find(queue.tenant())
            .filter(
                agency ->
                    agency.nameJa().contains(sought)
                        || agency.nameEn().toLowerCase(Locale.ROOT).contains(sought))
            .isPresent();
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
