package renkei.gateway.staff;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiFunction;
import renkei.codebook.database.Database;
import renkei.codebook.database.PlatformTransaction;
import renkei.gateway.staff.PersonRows.Row;

/**
 * How a person gets password and one-time codes by an enrolment code: nobody else ever knows them.
 * Thread-safe.
 */
public final class Enrolments {

  private static final int SHORTEST_PASSWORD = 12;
  private static final int WRONG = 10;
  private static final Duration PERIOD = Duration.ofMinutes(1);

  private final Database database;
  private final Acts acts;
  private final Secrets secrets;
  private final Clock clock;
  private final WrongTries byAddress;

  /** Enrolments of the persons in this database. */
  public Enrolments(Database database, Acts acts, Secrets secrets, Clock clock) {
    this.database = database;
    this.acts = acts;
    this.secrets = secrets;
    this.clock = clock;
    this.byAddress = new WrongTries(WRONG, PERIOD, clock);
  }

  /** What came of a step of enrolling. */
  public sealed interface Enrolment {

    /**
     * The person is known; it puts the secret into its authenticator and goes on.
     *
     * @param secret in base32
     * @param uri of the secret, for a QR code
     */
    record Offered(Login login, String name, String secret, String uri) implements Enrolment {

      /** Hides the secret. */
      @Override
      public String toString() {
        return "Offered[" + login + ", ****]";
      }
    }

    /** Done: from now on the person logs in. */
    record Enrolled(Login login) implements Enrolment {}

    /** The enrolment code is nobody's, was used, or came too late. */
    record Unknown() implements Enrolment {}

    /** Not such a password. */
    record WeakPassword() implements Enrolment {}

    /** The one-time code does not fit the secret. */
    record WrongCode() implements Enrolment {}

    /** Too many wrong ones came from there lately. */
    record TooMany(Duration left) implements Enrolment {}
  }

  /**
   * Offers the secret of one-time codes; the same again until the person is enrolled.
   *
   * @param from as for {@link Persons#enter}
   */
  public Enrolment begin(Place place, String code, String from) {
    return known(place, code, from, this::offer);
  }

  /**
   * Sets the password, once the person has shown that its authenticator knows the secret.
   *
   * @param from as for {@link Persons#enter}
   */
  public Enrolment finish(
      Place place, String code, String password, String oneTimeCode, String from) {
    return known(place, code, from, (tx, row) -> enrol(tx, row, password, oneTimeCode.strip()));
  }

  private Enrolment known(
      Place place, String code, String from, BiFunction<PlatformTransaction, Row, Enrolment> work) {
    Optional<Duration> wait = byAddress.pay(from);
    if (wait.isPresent()) {
      return new Enrolment.TooMany(wait.get());
    }
    byte[] digest = EnrolmentCode.digest(code);
    Enrolment came =
        database.inPlatform(
            tx ->
                new PersonRows(tx.handle())
                    .byEnrolment(place, digest, clock.instant())
                    .filter(row -> row.person().standsAt(clock.instant()))
                    .map(row -> work.apply(tx, row))
                    .orElseGet(Enrolment.Unknown::new));
    if (came instanceof Enrolment.Offered || came instanceof Enrolment.Enrolled) {
      byAddress.giveBack(from);
    }
    return came;
  }

  private Enrolment offer(PlatformTransaction tx, Row row) {
    Person person = row.person();
    byte[] secret =
        row.totpBox()
            .map(box -> secrets.open(person.place(), person.login(), box))
            .orElseGet(secrets::newSecret);
    if (row.totpBox().isEmpty()) {
      new PersonRows(tx.handle())
          .offerSecret(
              person.place(), person.login(), secrets.seal(person.place(), person.login(), secret));
    }
    return new Enrolment.Offered(
        person.login(),
        person.name(),
        OneTimeCode.base32(secret),
        OneTimeCode.uri(person.place(), person.login(), secret));
  }

  private Enrolment enrol(PlatformTransaction tx, Row row, String password, String oneTimeCode) {
    Person person = row.person();
    if (row.totpBox().isEmpty()) {
      return new Enrolment.WrongCode();
    }
    if (isWeak(password, person.login())) {
      return new Enrolment.WeakPassword();
    }
    byte[] secret = secrets.open(person.place(), person.login(), row.totpBox().get());
    Instant now = clock.instant();
    OptionalLong step = OneTimeCode.step(secret, oneTimeCode, now, 0);
    if (step.isEmpty()) {
      return new Enrolment.WrongCode();
    }
    new PersonRows(tx.handle())
        .enrol(
            person.place(),
            person.login(),
            PasswordHash.of(password, secrets.iterations()),
            step.getAsLong());
    Actor self =
        new Actor(person.place(), person.login(), person.name(), "enrolment code", person.rights());
    acts.record(tx, self, Action.PERSON_ENROLLED, person.login() + " at " + person.place());
    return new Enrolment.Enrolled(person.login());
  }

  /** Long, not made of one or two characters, and not the login with something around it. */
  private static boolean isWeak(String password, Login login) {
    String small = password.toLowerCase(Locale.ROOT);
    return password.length() < SHORTEST_PASSWORD
        || password.length() > PasswordCheck.LONGEST
        || password.chars().distinct().count() < 5
        || small.contains(login.value())
        || small.contains("renkei")
        || small.contains("password");
  }
}
