package renkei.gateway.console;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import renkei.broker.QueueState;
import renkei.codebook.directory.AgencyDirectory;
import renkei.codebook.permission.PermissionListState;
import renkei.codebook.permission.Permissions;
import renkei.gateway.health.Health;
import renkei.gateway.jetty.HttpsDoor;
import renkei.gateway.logging.Refusals;
import renkei.gateway.replay.Replay;
import renkei.gateway.staff.Acts;
import renkei.gateway.staff.Enrolments;
import renkei.gateway.staff.LayoutDesk;
import renkei.gateway.staff.MachineCode;
import renkei.gateway.staff.PersonChanges;
import renkei.gateway.staff.Persons;
import renkei.gateway.staff.Proposals;
import renkei.gateway.staff.Sessions;

/**
 * What operators see of the platform: a page at {@code /console} that shows live what ails and what
 * waits, who may act and what waits for a second person, to operators with a credential of their
 * own; and the same figures at {@code /metrics} for Prometheus, to whoever holds the operator
 * token. Content, numbers and codes never come near it. Thread-safe.
 */
public final class OperatorConsole implements AutoCloseable {

  /** Characters of an operator token; at 6 bits each more than anybody can try. */
  public static final int SHORTEST_TOKEN = 16;

  /** The longest body that anything here takes: rows of a permission list. */
  public static final long MOST_BYTES = PermissionsApi.MOST_BYTES;

  private static final Duration PERIOD = Duration.ofSeconds(1);

  private final QueueWatch watch;
  private final LoginServlet login;
  private final ConsoleServlet page;
  private final EnrolServlet enrol;
  private final PersonsServlet persons;
  private final OperatorApi api;
  private final LayoutsApi layouts;
  private final PermissionsApi permissions;
  private final MetricsServlet metrics;
  private final ScheduledExecutorService timer;

  /**
   * What operators see.
   *
   * @param queues the state of every queue, asked once a second
   * @param health the state of every route and part
   * @param list the permission list in force, if one has arrived
   * @param directory gives tenants their names
   */
  public record Seen(
      Supplier<List<QueueState>> queues,
      Health health,
      Supplier<Optional<PermissionListState>> list,
      AgencyDirectory directory) {}

  /**
   * The permission lists, and what they would change.
   *
   * @param directory whose bodies they name
   */
  public record Lists(Permissions permissions, AgencyDirectory directory, Replay replay) {}

  /**
   * Who may see it, what they do, and what two of them decide.
   *
   * @param layouts that operators bring
   * @param machine makes the first operators
   */
  public record People(
      Persons persons,
      Enrolments enrolments,
      PersonChanges changes,
      Proposals proposals,
      Acts acts,
      Sessions sessions,
      LayoutDesk layouts,
      MachineCode machine) {}

  /**
   * @param token for the metrics, of at least {@link #SHORTEST_TOKEN} characters
   * @param refusals of the operator door
   */
  public OperatorConsole(
      Seen seen,
      Lists lists,
      People people,
      PrometheusMeterRegistry registry,
      String token,
      Refusals refusals,
      Clock clock) {
    DoorPersons here = new DoorPersons(people.persons(), people.sessions());
    this.watch = new QueueWatch(seen.queues(), clock);
    new QueueGauges(watch).bindTo(registry);
    this.login = new LoginServlet(people.persons(), here, refusals);
    this.page = new ConsoleServlet(here, login, new Figures(watch, seen, clock), refusals);
    this.enrol = new EnrolServlet(people.enrolments(), refusals);
    this.persons =
        new PersonsServlet(
            people.proposals(),
            people.changes(),
            here,
            refusals,
            new PersonsPage(people.persons(), people.proposals(), people.acts()));
    this.api = new OperatorApi(people, here, refusals);
    this.layouts = new LayoutsApi(people.layouts(), here, people.machine(), refusals);
    this.permissions = new PermissionsApi(lists, here, people.machine(), refusals);
    this.metrics = new MetricsServlet(new OperatorToken(token, clock), registry, refusals);
    this.timer =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("queue-watch").factory());
  }

  /** Adds console and metrics to a door. */
  public void addTo(HttpsDoor door) {
    Set<String> read = Set.of("GET", "HEAD");
    Set<String> write = Set.of("GET", "HEAD", "POST");
    door.servlet("/metrics", metrics, read);
    door.servlet("/operators/*", api, write);
    door.servlet("/api/layouts", layouts, Set.of("GET", "HEAD", "PUT"));
    door.servlet("/api/permissions/*", permissions, Set.of("GET", "HEAD", "PUT"));
    door.servlet("/console/login", login, write);
    door.servlet("/console/logout", login, write);
    door.servlet("/console/enrol", enrol, write);
    door.servlet("/console/persons/*", persons, write);
    door.servlet("/console/*", page, write);
    door.servlet("/", new ConsoleRedirect(), read);
  }

  /** Begins to watch the queues. */
  public void start() {
    ScheduledFuture<?> _ =
        timer.scheduleAtFixedRate(this::look, 0, PERIOD.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Looks at the queues once. */
  void look() {
    watch.sample();
  }

  /** Stops watching. */
  @Override
  public void close() {
    timer.shutdownNow();
  }
}
