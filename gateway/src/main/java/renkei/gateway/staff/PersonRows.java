package renkei.gateway.staff;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import renkei.codebook.database.NamedSql;
import renkei.codebook.database.SqlArray;

/**
 * The tables {@code person} and {@code bound_key}: who may act, and to whom a client's key was ever
 * bound.
 */
record PersonRows(Handle handle) {

  private static final String SELECT =
      """
      SELECT place, login, name, rights, valid_until, ended_at, key_digest, password, totp_box, totp_step,
        enrolment_digest, enrol_before
      FROM person
      """;

  private static final NamedSql FIND =
      NamedSql.of(SELECT + "WHERE place = :place AND login = :login");

  private static final NamedSql FIND_FOR_CHANGE =
      NamedSql.of(SELECT + "WHERE place = :place AND login = :login FOR UPDATE");

  private static final NamedSql BY_KEY =
      NamedSql.of(SELECT + "WHERE place = :place AND key_digest = :key");

  private static final NamedSql BY_ENROLMENT =
      NamedSql.of(
          SELECT
              + "WHERE place = :place AND enrolment_digest = :digest AND enrol_before > :now"
              + " FOR UPDATE");

  private static final NamedSql LIST =
      NamedSql.of(SELECT + "WHERE place = :place ORDER BY login LIMIT 1000");

  private static final NamedSql INSERT =
      NamedSql.of(
          """
          INSERT INTO person (place, login, name, rights, valid_until)
          VALUES (:place, :login, :name, :rights, :until) ON CONFLICT DO NOTHING
          """);

  /** Binds a key that is nobody's, or was this person's before. */
  private static final NamedSql BIND =
      NamedSql.of(
          """
          WITH bound AS (
            INSERT INTO bound_key (key_digest, place, login) VALUES (:key, :place, :login)
            ON CONFLICT DO NOTHING RETURNING login),
          free AS (
            SELECT login FROM bound
            UNION ALL
            SELECT login FROM bound_key b WHERE b.key_digest = :key AND b.place = :place AND b.login = :login)
          UPDATE person SET key_digest = :key, password = NULL, totp_box = NULL, enrolment_digest = NULL,
            enrol_before = NULL
          WHERE place = :place AND login = :login AND EXISTS (SELECT FROM free)
          """);

  private static final NamedSql IS_BOUND =
      NamedSql.of("SELECT count(*) > 0 FROM bound_key WHERE key_digest = :key");

  private static final NamedSql LET_ENROL =
      NamedSql.of(
          """
          UPDATE person SET key_digest = NULL, password = NULL, totp_box = NULL, enrolment_digest = :digest,
            enrol_before = :before
          WHERE place = :place AND login = :login
          """);

  private static final NamedSql OFFER_SECRET =
      NamedSql.of("UPDATE person SET totp_box = :box WHERE place = :place AND login = :login");

  private static final NamedSql ENROL =
      NamedSql.of(
          """
          UPDATE person SET password = :password, totp_step = :step, enrolment_digest = NULL, enrol_before = NULL
          WHERE place = :place AND login = :login
          """);

  private static final NamedSql USE_STEP =
      NamedSql.of(
          """
          UPDATE person SET totp_step = :step
          WHERE place = :place AND login = :login AND totp_step < :step
          """);

  private static final NamedSql END =
      NamedSql.of(
          """
          UPDATE person SET ended_at = :now WHERE place = :place AND login = :login AND ended_at IS NULL
          """);

  /** Those who can approve now or may enrol for it, in the platform's own place. */
  private static final NamedSql APPROVERS =
      NamedSql.of(
          """
          SELECT count(*) FROM person
          WHERE place = 'platform' AND 'APPROVE' = ANY (rights) AND ended_at IS NULL AND valid_until > :now
            AND (key_digest IS NOT NULL OR password IS NOT NULL OR enrol_before > :now)
          """);

  private static final NamedSql ONE_AT_A_TIME =
      NamedSql.of("SELECT pg_advisory_xact_lock(hashtextextended('renkei persons', 0))");

  /**
   * One row.
   *
   * @param totpStep the newest step a one-time code was taken for
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Row(
      Person person,
      Optional<byte[]> key,
      Optional<PasswordHash> password,
      Optional<byte[]> totpBox,
      long totpStep) {

    /** Hides the credential. */
    @Override
    public String toString() {
      return "Row[" + person.place() + "/" + person.login() + "]";
    }
  }

  Optional<Row> find(Place place, Login login, Instant now) {
    return at(FIND, place, login).findOne(row -> row(row, now));
  }

  /** As {@link #find}; nobody else changes the row until the transaction ends. */
  Optional<Row> findForChange(Place place, Login login, Instant now) {
    return at(FIND_FOR_CHANGE, place, login).findOne(row -> row(row, now));
  }

  Optional<Row> byKey(Place place, byte[] key, Instant now) {
    return BY_KEY
        .on(handle)
        .bind("place", place.value())
        .bind("key", key)
        .findOne(row -> row(row, now));
  }

  /** The person whose enrolment code this is, if it still counts. */
  Optional<Row> byEnrolment(Place place, byte[] digest, Instant now) {
    return BY_ENROLMENT
        .on(handle)
        .bind("place", place.value())
        .bind("digest", digest)
        .bind("now", now)
        .findOne(row -> row(row, now));
  }

  List<Person> list(Place place, Instant now) {
    return LIST.on(handle).bind("place", place.value()).list(row -> row(row, now).person());
  }

  /**
   * Adds a person without a credential.
   *
   * @return false if the login is taken
   */
  boolean insert(Person person) {
    return at(INSERT, person.place(), person.login())
            .bind("name", person.name())
            .bind("rights", SqlArray.texts(person.rights(), Right::name))
            .bind("until", person.validUntil())
            .update()
        == 1;
  }

  /**
   * Makes a client's key the person's only credential.
   *
   * @return false if it is, or was, another person's
   */
  boolean bind(Place place, Login login, byte[] key) {
    return at(BIND, place, login).bind("key", key).update() == 1;
  }

  /** Whether a client's key is, or was, anybody's. */
  boolean isBound(byte[] key) {
    return IS_BOUND.on(handle).bind("key", key).one(row -> row.getBoolean(1));
  }

  /** Takes the person's credential away and lets it enrol. */
  void letEnrol(Place place, Login login, byte[] digest, Instant before) {
    int _ = at(LET_ENROL, place, login).bind("digest", digest).bind("before", before).update();
  }

  void offerSecret(Place place, Login login, byte[] box) {
    int _ = at(OFFER_SECRET, place, login).bind("box", box).update();
  }

  void enrol(Place place, Login login, PasswordHash password, long step) {
    int _ = at(ENROL, place, login).bind("password", password.text()).bind("step", step).update();
  }

  /**
   * Notes that a one-time code was taken.
   *
   * @return false if it, or a later one, was taken before
   */
  boolean useStep(Place place, Login login, long step) {
    return at(USE_STEP, place, login).bind("step", step).update() == 1;
  }

  /**
   * @return false if there is no such person, or it has been ended
   */
  boolean end(Place place, Login login, Instant now) {
    return at(END, place, login).bind("now", now).update() == 1;
  }

  /**
   * How many can approve now, or may enrol for it. Who counts so waits for others who do, until the
   * transaction ends.
   */
  long approvers(Instant now) {
    boolean _ = ONE_AT_A_TIME.on(handle).one(_ -> true);
    return APPROVERS.on(handle).bind("now", now).one(row -> row.getLong(1));
  }

  private NamedSql.Run at(NamedSql sql, Place place, Login login) {
    return sql.on(handle).bind("place", place.value()).bind("login", login.value());
  }

  private static Row row(ResultSet row, Instant now) throws SQLException {
    Optional<byte[]> key = Optional.ofNullable(row.getBytes(7));
    Optional<PasswordHash> password = Optional.ofNullable(row.getString(8)).map(PasswordHash::new);
    Optional<Instant> enrolBefore = time(row.getObject(12, OffsetDateTime.class));
    Person person =
        new Person(
            Place.parse(row.getString(1)),
            new Login(row.getString(2)),
            row.getString(3),
            rights(row.getArray(4)),
            row.getObject(5, OffsetDateTime.class).toInstant(),
            time(row.getObject(6, OffsetDateTime.class)),
            state(key, password, enrolBefore, now));
    return new Row(person, key, password, Optional.ofNullable(row.getBytes(9)), row.getLong(10));
  }

  private static Person.CredentialState state(
      Optional<byte[]> key,
      Optional<PasswordHash> password,
      Optional<Instant> enrolBefore,
      Instant now) {
    if (key.isPresent()) {
      return Person.CredentialState.CERTIFICATE;
    }
    if (password.isPresent()) {
      return Person.CredentialState.PASSWORD;
    }
    return enrolBefore.filter(now::isBefore).isPresent()
        ? Person.CredentialState.ENROLLING
        : Person.CredentialState.NONE;
  }

  private static Set<Right> rights(Array words) throws SQLException {
    EnumSet<Right> rights = EnumSet.noneOf(Right.class);
    Arrays.stream((String[]) words.getArray()).map(Right::valueOf).forEach(rights::add);
    return rights;
  }

  private static Optional<Instant> time(@Nullable OffsetDateTime time) {
    return Optional.ofNullable(time).map(OffsetDateTime::toInstant);
  }
}
