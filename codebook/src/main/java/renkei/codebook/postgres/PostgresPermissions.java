package renkei.codebook.postgres;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import renkei.codebook.AffairCode;
import renkei.codebook.AgencyCode;
import renkei.codebook.InformationCode;
import renkei.codebook.JapanTime;
import renkei.codebook.ProcedureCode;
import renkei.codebook.Purpose;
import renkei.codebook.concurrent.Loop;
import renkei.codebook.concurrent.StopSignal;
import renkei.codebook.database.Database;
import renkei.codebook.database.DatabaseUnavailableException;
import renkei.codebook.database.PlatformTransaction;
import renkei.codebook.database.TenantTransaction;
import renkei.codebook.directory.Agency;
import renkei.codebook.directory.AgencyDirectory;
import renkei.codebook.permission.ListReceived;
import renkei.codebook.permission.PermissionDecision;
import renkei.codebook.permission.PermissionDecision.Denied;
import renkei.codebook.permission.PermissionDecision.Reason;
import renkei.codebook.permission.PermissionList;
import renkei.codebook.permission.PermissionListState;
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

  /** What is known, and when it was last known to be in force. */
  private record Copy(
      Optional<PermissionTable> table, Optional<PermissionListState> state, Instant checkedAt) {}

  private final Database database;
  private final AgencyDirectory directory;
  private final Clock clock;
  private final StopSignal stop = new StopSignal();
  private final Thread refreshing;
  private volatile Copy copy;

  /** Whether that was logged already; touched by the refreshing thread only. */
  private boolean away;

  PostgresPermissions(Database database, AgencyDirectory directory, Clock clock) {
    this.database = database;
    this.directory = directory;
    this.clock = clock;
    this.copy = refreshed(Optional.empty());
    this.refreshing =
        Thread.ofPlatform()
            .daemon()
            .name("permission-list")
            .start(Loop.every(PAUSE, stop, "permission-list", LOG, this::refreshQuietly));
  }

  @Override
  public PermissionDecision allow(
      AgencyCode inquirer,
      AgencyCode provider,
      Purpose purpose,
      AffairCode affair,
      ProcedureCode procedure,
      InformationCode information,
      LocalDate today) {
    Copy current = copy;
    if (current.checkedAt().plus(GOOD_FOR).isBefore(clock.instant())) {
      throw new DatabaseUnavailableException("the permission list could not be checked", true);
    }
    if (current.table().isEmpty()) {
      return new Denied(Reason.NO_LIST);
    }
    Optional<Agency> asking = directory.find(inquirer);
    Optional<Agency> asked = directory.find(provider);
    if (asking.isEmpty() || asked.isEmpty()) {
      return new Denied(Reason.UNKNOWN_AGENCY);
    }
    if (!asking.get().standsOn(today) || !asked.get().standsOn(today)) {
      return new Denied(Reason.AGENCY_NOT_VALID);
    }
    return current
        .table()
        .get()
        .allow(
            asking.get().kind(),
            asked.get().kind(),
            purpose,
            affair,
            procedure,
            information,
            today);
  }

  @Override
  public Optional<PermissionList> inForce() {
    return copy.table().map(PermissionTable::list);
  }

  @Override
  public Optional<AffairCode> affairOf(ProcedureCode procedure) {
    return copy.table().flatMap(table -> table.affairOf(procedure));
  }

  @Override
  public Optional<PermissionListState> state() {
    return copy.state();
  }

  @Override
  public ListReceived replaceWith(PermissionList list) {
    ListReceived received = database.inPlatform(tx -> new PermissionRows(tx.handle()).insert(list));
    refresh();
    return received;
  }

  @Override
  public ListReceived replaceWith(PermissionList list, TenantTransaction tx) {
    return new PermissionRows(tx.handle()).insert(list);
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
    Copy next = refreshed(copy.table());
    if (!next.state().equals(copy.state())) {
      LOG.info("permission list in force: {}", next.state().map(Object::toString).orElse("none"));
    }
    copy = next;
  }

  private Copy refreshed(Optional<PermissionTable> known) {
    Instant now = clock.instant();
    return database.inPlatform(
        tx -> {
          PermissionRows rows = new PermissionRows(tx.handle());
          Optional<PermissionListState> inForce = rows.inForce(JapanTime.date(now));
          if (inForce.isEmpty()) {
            return new Copy(Optional.empty(), inForce, now);
          }
          long version = inForce.get().version();
          boolean unchanged = known.filter(table -> table.version() == version).isPresent();
          return new Copy(
              unchanged ? known : Optional.of(new PermissionTable(rows.read(version))),
              inForce,
              now);
        });
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
