package renkei.tenantstore.postgres;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import renkei.codebook.AddresseeNumber;
import renkei.codebook.Edition;
import renkei.codebook.InformationCode;
import renkei.codebook.database.BlindIndex;
import renkei.codebook.database.NamedSql;
import renkei.codebook.database.SealedColumns;
import renkei.tenantstore.Reading;
import renkei.tenantstore.RegistrationState;
import renkei.tenantstore.Replica;
import renkei.tenantstore.Replicas;

/** One transaction's view of one tenant's replicas. */
record PostgresReplicas(Handle handle, SealedColumns columns) implements Replicas {

  /** Everything that decides about an answer, in one statement: one moment, one round trip. */
  private static final NamedSql READ =
      NamedSql.of(
          """
          SELECT edition, as_of, version, content_box, unreadable, %s, %s
          FROM (VALUES (:person::bytea, :information::text)) AS asked (person, information)
            LEFT JOIN LATERAL (%s) AS newest ON true
          """
              .formatted(
                  PostgresFlags.newestSince("asked.person", "asked.information"),
                  RegistrationRows.complete("asked.information"),
                  ReplicaRows.newest("asked.person", "asked.information")));

  /**
   * What one statement saw.
   *
   * @param flagged when the newest hold or protection case was set; empty if there is none
   * @param unreadable whether a line about the person could not be taken
   * @param replica empty if there is none, or it was deleted
   */
  private record Seen(
      Optional<Instant> flagged,
      RegistrationState state,
      boolean unreadable,
      Optional<Replica> replica) {

    private Reading reading() {
      return unless(flagged.isPresent());
    }

    private Reading released(Instant seen) {
      return unless(flagged.filter(seen::isBefore).isPresent());
    }

    /** Where nothing was ever loaded everybody gets the same answer, held or not. */
    private Reading unless(boolean held) {
      return held && state != RegistrationState.NOT_REGISTERED ? new Reading.Held() : released();
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
    return see(subject, information).reading();
  }

  @Override
  public Reading readReleased(AddresseeNumber subject, InformationCode information, Instant seen) {
    return see(subject, information).released(seen);
  }

  @Override
  public Optional<Replica> find(AddresseeNumber subject, InformationCode information) {
    return see(subject, information).replica();
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

  private Seen see(AddresseeNumber subject, InformationCode information) {
    BlindIndex person = columns.index(subject);
    return READ.on(handle)
        .bind("person", person.bytes())
        .bind("information", information.value())
        .one(
            row ->
                new Seen(
                    Optional.ofNullable(row.getTimestamp(6)).map(Timestamp::toInstant),
                    RegistrationRows.state(row, 7),
                    row.getBoolean(5),
                    ReplicaRows.replica(row, columns, person, information)));
  }
}
