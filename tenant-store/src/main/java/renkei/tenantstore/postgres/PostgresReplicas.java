package renkei.tenantstore.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import renkei.codebook.AddresseeNumber;
import renkei.codebook.Edition;
import renkei.codebook.InformationCode;
import renkei.codebook.database.BlindIndex;
import renkei.codebook.database.SealedColumns;
import renkei.codebook.database.Sql;
import renkei.tenantstore.Reading;
import renkei.tenantstore.RegistrationState;
import renkei.tenantstore.Replica;
import renkei.tenantstore.Replicas;

/** One transaction's view of one tenant's replicas. */
final class PostgresReplicas implements Replicas {

  /** Everything that decides about an answer, in one statement: one moment, one round trip. */
  private static final String READ =
      """
      SELECT
        GREATEST((SELECT since FROM protection_case WHERE addressee_index = asked.person),
          (SELECT since FROM hold
            WHERE addressee_index = asked.person AND information = asked.information)),
        (SELECT complete FROM registration WHERE information = asked.information),
        edition, as_of, version, content_box, unreadable
      FROM (VALUES (?::bytea, ?::text)) AS asked (person, information) LEFT JOIN LATERAL (
        SELECT edition, as_of, version, content_box, unreadable FROM replica
        WHERE addressee_index = asked.person AND information = asked.information
        ORDER BY edition DESC LIMIT 1) AS newest ON true
      """;

  private static final String FIND =
      """
      SELECT NULL, NULL, edition, as_of, version, content_box FROM replica
      WHERE addressee_index = :person AND information = :information AND edition = :edition
      """;

  private static final String STATE = "SELECT complete FROM registration WHERE information = ?";

  private final Handle handle;
  private final SealedColumns columns;

  PostgresReplicas(Handle handle, SealedColumns columns) {
    this.handle = handle;
    this.columns = columns;
  }

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
    BlindIndex person = columns.index(subject);
    return handle
        .createQuery(FIND)
        .bind("person", person.bytes())
        .bind("information", information.value())
        .bind("edition", edition.value())
        .map((row, _) -> replica(row, person, information))
        .findOne()
        .flatMap(replica -> replica);
  }

  @Override
  public RegistrationState state(InformationCode information) {
    return handle
        .createQuery(STATE)
        .bind(0, information.value())
        .map((row, _) -> state(row, 1))
        .findOne()
        .orElse(RegistrationState.NOT_REGISTERED);
  }

  private static RegistrationState state(ResultSet row, int column) throws SQLException {
    boolean complete = row.getBoolean(column);
    if (row.wasNull()) {
      return RegistrationState.NOT_REGISTERED;
    }
    return complete ? RegistrationState.REGISTERED : RegistrationState.IN_DOUBT;
  }

  private Seen see(AddresseeNumber subject, InformationCode information) {
    BlindIndex person = columns.index(subject);
    return Sql.findOne(
            handle,
            READ,
            statement -> {
              statement.setBytes(1, person.bytes());
              statement.setString(2, information.value());
            },
            row ->
                new Seen(
                    Optional.ofNullable(row.getTimestamp(1)).map(Timestamp::toInstant),
                    state(row, 2),
                    row.getBoolean(7),
                    replica(row, person, information)))
        .orElseThrow();
  }

  /** Empty if there is no row, or one without content. */
  private Optional<Replica> replica(ResultSet row, BlindIndex person, InformationCode information)
      throws SQLException {
    byte[] box = row.getBytes(6);
    if (box == null) {
      return Optional.empty();
    }
    Edition edition = new Edition(row.getString(3));
    LocalDate asOf = row.getObject(4, LocalDate.class);
    return Optional.of(
        new Replica(
            information,
            edition,
            asOf,
            row.getLong(5),
            new SealedReplica(columns, person, information, edition).open(asOf, box)));
  }
}
