package renkei.codebook.postgres;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import renkei.codebook.AffairCode;
import renkei.codebook.JapanTime;
import renkei.codebook.ProcedureCode;
import renkei.codebook.concurrent.Loop;
import renkei.codebook.concurrent.StopSignal;
import renkei.codebook.database.Database;
import renkei.codebook.database.DatabaseUnavailableException;
import renkei.codebook.database.PlatformTransaction;
import renkei.codebook.database.TenantTransaction;
import renkei.codebook.directory.AgencyDirectory;
import renkei.codebook.permission.KeptList;
import renkei.codebook.permission.ListManifest;
import renkei.codebook.permission.ListPart;
import renkei.codebook.permission.ListReceived;
import renkei.codebook.permission.PermissionDecision;
import renkei.codebook.permission.PermissionDecision.Denied;
import renkei.codebook.permission.PermissionDecision.Reason;
import renkei.codebook.permission.PermissionDifference;
import renkei.codebook.permission.PermissionIndex;
import renkei.codebook.permission.PermissionList;
import renkei.codebook.permission.PermissionListState;
import renkei.codebook.permission.PermissionQuestion;
import renkei.codebook.permission.Permissions;
import renkei.codebook.permission.TwoOperators;

/**
 * Decides from a copy in memory. One thread of its own looks every second whether another version
 * is in force, so that deciding inside a transaction never waits for a second connection.
 */
final class PostgresPermissions implements Permissions {

  private static final Logger LOG = LoggerFactory.getLogger(PostgresPermissions.class);

  /** How old the copy may grow while the database is away before it decides nothing any more. */
  private static final Duration GOOD_FOR = Duration.ofSeconds(30);

  private static final Duration PAUSE = Duration.ofSeconds(1);

  private static final int LONGEST_REASON = 500;

  /** One list, as it came and to decide by. */
  private record Known(PermissionList rows, PermissionIndex index) {}

  /** What the tables say: which list decides, and its text if it is another one than before. */
  private record Look(
      Optional<PermissionListState> state, Optional<PermissionRows.Stored> another) {}

  /** What is known, and when it was last known to be in force. */
  private record Copy(
      Optional<Known> list, Optional<PermissionListState> state, Instant checkedAt) {}

  private final Database database;
  private final AgencyDirectory directory;
  private final Clock clock;
  private final ListShelf shelf;
  private final StopSignal stop = new StopSignal();
  private final Thread refreshing;
  private volatile Copy copy;

  /** Whether that was logged already; touched by the refreshing thread only. */
  private boolean away;

  PostgresPermissions(Database database, AgencyDirectory directory, Clock clock) {
    this.database = database;
    this.directory = directory;
    this.clock = clock;
    this.shelf = new ListShelf(directory, clock);
    this.copy = refreshed(Optional.empty());
    this.refreshing =
        Thread.ofPlatform()
            .daemon()
            .name("permission-list")
            .start(Loop.every(PAUSE, stop, "permission-list", LOG, this::refreshQuietly));
  }

  @Override
  public PermissionDecision allow(PermissionQuestion question) {
    Copy current = copy;
    if (current.checkedAt().plus(GOOD_FOR).isBefore(clock.instant())) {
      throw new DatabaseUnavailableException("the permission list could not be checked", true);
    }
    return current
        .list()
        .map(known -> known.index().decide(question))
        .orElseGet(() -> new Denied(Reason.NO_LIST));
  }

  @Override
  public Optional<PermissionList> inForce() {
    return copy.list().map(Known::rows);
  }

  @Override
  public Optional<AffairCode> affairOf(ProcedureCode procedure) {
    return copy.list().flatMap(known -> known.index().affairOf(procedure));
  }

  @Override
  public Optional<PermissionListState> state() {
    return copy.state();
  }

  @Override
  public Optional<PermissionList> find(long version) {
    return database
        .inPlatform(tx -> new PermissionRows(tx.handle()).find(version))
        .filter(PermissionRows.Stored::complete)
        .map(stored -> ListShelf.read(version, stored));
  }

  @Override
  public List<KeptList> kept() {
    return database.inPlatform(tx -> new PermissionRows(tx.handle()).kept());
  }

  @Override
  public ListReceived take(ListManifest manifest, byte[] signed, TenantTransaction tx) {
    return shelf.take(manifest, signed, new PermissionRows(tx.handle()));
  }

  @Override
  public ListReceived take(ListPart part, TenantTransaction tx) {
    return shelf.take(part, new PermissionRows(tx.handle()));
  }

  @Override
  public boolean withdraw(long version, TwoOperators operators, String why) {
    boolean withdrawn = database.inPlatform(tx -> withdraw(version, operators, why, tx));
    refresh();
    return withdrawn;
  }

  @Override
  public boolean withdraw(
      long version, TwoOperators operators, String why, PlatformTransaction tx) {
    if (why.isBlank() || why.length() > LONGEST_REASON) {
      throw new IllegalArgumentException("say why, in 1 to " + LONGEST_REASON + " characters");
    }
    boolean withdrawn =
        new PermissionRows(tx.handle()).withdraw(version, operators, why, clock.instant());
    if (withdrawn) {
      LOG.warn(
          "permission list {} was taken out of force by {} and {}",
          version,
          operators.first(),
          operators.second());
    }
    return withdrawn;
  }

  private synchronized void refresh() {
    Copy before = copy;
    Copy next = refreshed(before.list());
    copy = next;
    if (!next.state().equals(before.state())) {
      LOG.info("permission list in force: {}", next.state().map(Object::toString).orElse("none"));
      tellDifference(before, next);
    }
  }

  /** Of the newest list to the one that decided until now, or decides while that waits. */
  private void tellDifference(Copy before, Copy next) {
    long newest = next.state().map(PermissionListState::newest).orElse(0L);
    boolean isNew = before.state().filter(state -> state.newest() >= newest).isEmpty();
    Optional<PermissionList> old = before.list().map(Known::rows);
    if (isNew && old.isPresent()) {
      next.list()
          .map(Known::rows)
          .filter(list -> list.version() == newest)
          .or(() -> find(newest))
          .map(list -> PermissionDifference.of(old.get(), list))
          .ifPresent(
              difference ->
                  LOG.info(
                      "permission list {} differs from {}: {}",
                      difference.after(),
                      difference.before(),
                      difference.counts()));
    }
  }

  /** The text of a list is read outside the transaction: it may be long. */
  private Copy refreshed(Optional<Known> known) {
    Instant now = clock.instant();
    Look look =
        database.inPlatform(
            tx -> {
              PermissionRows rows = new PermissionRows(tx.handle());
              shelf.note(rows);
              Optional<PermissionListState> inForce = rows.inForce(JapanTime.date(now));
              return new Look(
                  inForce,
                  inForce
                      .map(PermissionListState::version)
                      .filter(version -> !isOf(known, version))
                      .flatMap(rows::find));
            });
    Optional<Known> list =
        look.state()
            .flatMap(
                state ->
                    look.another()
                        .map(stored -> known(ListShelf.read(state.version(), stored)))
                        .or(() -> known));
    return new Copy(list, look.state(), now);
  }

  private static boolean isOf(Optional<Known> known, long version) {
    return known.filter(list -> list.index().version() == version).isPresent();
  }

  private Known known(PermissionList rows) {
    return new Known(rows, new PermissionIndex(rows, directory));
  }

  private void refreshQuietly() {
    try {
      refresh();
      away = false;
    } catch (RuntimeException e) {
      if (!away) {
        LOG.warn("the permission list cannot be checked for now: {}", e.getMessage());
      }
      away = true;
    }
  }

  @Override
  public void close() {
    stop.raise();
    refreshing.interrupt();
  }
}
