package renkei.tenantstore.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import renkei.codebook.AddresseeNumber;
import renkei.codebook.AgencyCode;
import renkei.codebook.Edition;
import renkei.codebook.InformationCode;
import renkei.codebook.database.BlindIndex;
import renkei.codebook.database.NamedSql;
import renkei.codebook.database.SealedColumns;
import renkei.tenantstore.replica.Reading;
import renkei.tenantstore.replica.RegistrationState;
import renkei.tenantstore.replica.Replica;
import renkei.tenantstore.replica.Replicas;

/** One transaction's view of one tenant's replicas. */
record PostgresReplicas(Handle handle, SealedColumns columns, Clock clock) implements Replicas {

  /** Everything that decides about an answer, in one statement: one moment, one round trip. */
  private static final NamedSql READ =
      NamedSql.of(
          """
          SELECT edition, as_of, version, content_box, unreadable, %s, %s, %s, %s
          FROM (VALUES (:person::bytea, :information::text, :inquirer::bytea, :now::timestamptz))
              AS asked (person, information, inquirer, now)
            LEFT JOIN LATERAL (%s) AS newest ON true
          """
              .formatted(
                  PostgresFlags.protectedSince("asked.person"),
                  RegistrationRows.complete("asked.information"),
                  PostgresFlags.heldSince("asked.person", "asked.information"),
                  PostgresFlags.mayAsk(
                      "asked.person", "asked.inquirer", "asked.information", "asked.now"),
                  ReplicaRows.newest("asked.person", "asked.information")));

  /**
   * What one statement saw.
   *
   * @param sheltered when the protection case was opened; empty if there is none
   * @param held when the hold was set; empty if there is none
   * @param mayAsk whether staff let the inquirer be answered in spite of a protection case
   * @param unreadable whether a line about the person could not be taken
   * @param replica empty if there is none, or it was deleted
   */
  private record Seen(
      Optional<Instant> sheltered,
      Optional<Instant> held,
      boolean mayAsk,
      RegistrationState state,
      boolean unreadable,
      Optional<Replica> replica) {

    private Reading reading() {
      return sheltered.isPresent() && !mayAsk ? new Reading.Protected() : unless(held.isPresent());
    }

    private Reading released(Instant seen) {
      return unless(Stream.of(sheltered, held).flatMap(Optional::stream).anyMatch(seen::isBefore));
    }

    /** Where nothing was ever loaded everybody gets the same answer, held or not. */
    private Reading unless(boolean flagged) {
      return flagged && state != RegistrationState.NOT_REGISTERED ? new Reading.Held() : released();
    }

    private Reading released() {
      return switch (state) {
        case NOT_REGISTERED -> new Reading.NotRegistered();
        case IN_DOUBT -> availableOr(new Reading.NotRegistered());
        case REGISTERED ->
            availableOr(unreadable ? new Reading.NotRegistered() : new Reading.NoRecord());
      };
    }

    private Reading availableOr(Reading other) {
      return replica.<Reading>map(Reading.Available::new).orElse(other);
    }
  }

  @Override
  public Reading read(AddresseeNumber subject, InformationCode information) {
    return see(Optional.empty(), subject, information).reading();
  }

  @Override
  public Reading readFor(
      AgencyCode inquirer, AddresseeNumber subject, InformationCode information) {
    return see(Optional.of(inquirer), subject, information).reading();
  }

  @Override
  public Reading readReleased(AddresseeNumber subject, InformationCode information, Instant seen) {
    return see(Optional.empty(), subject, information).released(seen);
  }

  @Override
  public Optional<Replica> find(AddresseeNumber subject, InformationCode information) {
    return see(Optional.empty(), subject, information).replica();
  }

  @Override
  public Optional<Replica> find(
      AddresseeNumber subject, InformationCode information, Edition edition) {
    return new ReplicaRows(handle).find(columns, columns.index(subject), information, edition);
  }

  @Override
  public RegistrationState state(InformationCode information) {
    return new RegistrationRows(handle).state(information);
  }

  private Seen see(
      Optional<AgencyCode> inquirer, AddresseeNumber subject, InformationCode information) {
    BlindIndex person = columns.index(subject);
    return READ.on(handle)
        .bind("person", person.bytes())
        .bind("information", information.value())
        .bind("inquirer", inquirer.map(code -> PostgresFlags.inquirer(columns, code)).orElse(null))
        .bind("now", clock.instant())
        .one(
            row ->
                new Seen(
                    time(row, 6),
                    time(row, 8),
                    row.getBoolean(9),
                    RegistrationRows.state(row, 7),
                    row.getBoolean(5),
                    ReplicaRows.replica(row, columns, person, information)));
  }

  private static Optional<Instant> time(ResultSet row, int column) throws SQLException {
    return Optional.ofNullable(row.getTimestamp(column)).map(Timestamp::toInstant);
  }
}
