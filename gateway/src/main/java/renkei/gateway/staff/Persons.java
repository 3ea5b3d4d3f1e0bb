package renkei.gateway.staff;

import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import renkei.codebook.concurrent.Permits;
import renkei.codebook.database.Database;
import renkei.gateway.staff.PersonRows.Row;

/**
 * Who there is, and who somebody is who shows a credential: a client certificate, or a password and
 * a one-time code, of which each is good once. Thread-safe.
 */
public final class Persons {

  /** Longer ones are not looked at: hashing must have a bound. */
  static final int LONGEST_PASSWORD = 128;

  private static final int WRONG_BY_ADDRESS = 10;
  private static final Duration ADDRESS_PERIOD = Duration.ofMinutes(1);

  /** With the right password: six digits are few. */
  private static final int WRONG_CODES = 5;

  private static final Duration CODE_PERIOD = Duration.ofMinutes(15);

  /** Hashing a password takes a processor for a quarter of a second. */
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final Database database;
  private final Secrets secrets;
  private final Clock clock;
  private final WrongTries byAddress;
  private final WrongTries byPerson;
  private final Semaphore hashing = new Semaphore(1);
  private final PasswordHash nobody;

  /**
   * @param secrets under which the secrets of one-time codes are kept
   */
  public Persons(Database database, Secrets secrets, Clock clock) {
    this.database = database;
    this.secrets = secrets;
    this.clock = clock;
    this.byAddress = new WrongTries(WRONG_BY_ADDRESS, ADDRESS_PERIOD, clock);
    this.byPerson = new WrongTries(WRONG_CODES, CODE_PERIOD, clock);
    this.nobody = PasswordHash.of("nobody's", secrets.iterations());
  }

  /** What came of showing a credential. */
  public sealed interface Entry {

    /** It is this person's. */
    record Entered(Actor actor) implements Entry {}

    /** It is nobody's who may act. Which part is wrong is not said. */
    record Wrong() implements Entry {}

    /**
     * Too many wrong ones came from there lately, or too many people log in just now.
     *
     * @param left until the next try is worth it
     */
    record TooMany(Duration left) implements Entry {}
  }

  /**
   * Finds the person who shows a password and a one-time code.
   *
   * @param from where from, for the bound on wrong tries: an address, say
   */
  public Entry enter(Place place, String login, String password, String code, String from) {
    Optional<Duration> wait = byAddress.pay(from);
    if (wait.isPresent()) {
      return new Entry.TooMany(wait.get());
    }
    if (!Permits.acquire(hashing, PATIENCE)) {
      byAddress.giveBack(from);
      return new Entry.TooMany(PATIENCE);
    }
    Optional<Row> known;
    try {
      known = find(place, login).filter(row -> fits(row, password));
    } finally {
      hashing.release();
    }
    if (known.isEmpty() || !known.get().person().standsAt(clock.instant())) {
      return new Entry.Wrong();
    }
    Entry entry = byCode(known.get(), code.strip());
    if (entry instanceof Entry.Entered) {
      byAddress.giveBack(from);
    }
    return entry;
  }

  /** Takes as long for somebody who is not there. */
  private boolean fits(Row row, String password) {
    return password.length() <= LONGEST_PASSWORD
        && row.password().filter(hash -> hash.fits(password)).isPresent();
  }

  private Optional<Row> find(Place place, String login) {
    Optional<Row> found = Optional.empty();
    try {
      Login name = new Login(login.strip());
      found = rows(rows -> rows.find(place, name, clock.instant()));
    } catch (IllegalArgumentException _) {
      // Nobody has such a login.
    }
    if (found.flatMap(Row::password).isEmpty()) {
      boolean _ = nobody.fits(login);
    }
    return found;
  }

  private Entry byCode(Row row, String code) {
    Person person = row.person();
    String who = person.place() + "/" + person.login();
    Optional<Duration> wait = byPerson.pay(who);
    if (wait.isPresent()) {
      return new Entry.TooMany(wait.get());
    }
    byte[] secret = secrets.open(person.place(), person.login(), row.totpBox().orElseThrow());
    OptionalLong step = OneTimeCode.step(secret, code, clock.instant(), row.totpStep());
    if (step.isEmpty()
        || !rows(rows -> rows.useStep(person.place(), person.login(), step.getAsLong()))) {
      return new Entry.Wrong();
    }
    byPerson.giveBack(who);
    return new Entry.Entered(actor(row));
  }

  /** Finds the person to whom a client's key is bound; empty if to nobody who may act. */
  public Optional<Actor> byKey(Place place, ClientKey key) {
    return rows(rows -> rows.byKey(place, key.bytes(), clock.instant()))
        .filter(row -> row.person().standsAt(clock.instant()))
        .map(Persons::actor);
  }

  /**
   * The same person as of now, with the rights of now; empty if it may act no more, or its
   * credential is another by now.
   */
  public Optional<Actor> now(Actor before) {
    return rows(rows -> rows.find(before.place(), before.login(), clock.instant()))
        .filter(row -> row.person().standsAt(clock.instant()))
        .map(Persons::actor)
        .filter(actor -> actor.credential().equals(before.credential()));
  }

  /** All persons of a place, in the order of their logins; those who were ended as well. */
  public List<Person> list(Place place) {
    return rows(rows -> rows.list(place, clock.instant()));
  }

  private <T> T rows(Function<PersonRows, T> work) {
    return database.inPlatform(tx -> work.apply(new PersonRows(tx.handle())));
  }

  /** Each password that a person sets is a credential of its own. */
  private static Actor actor(Row row) {
    Person person = row.person();
    String password =
        row.password()
            .map(hash -> person.place() + "/" + person.login() + "/" + hash.id())
            .orElse("");
    String credential =
        row.key()
            .map(key -> new ClientKey(HexFormat.of().formatHex(key)).credential())
            .orElse("password:" + password);
    return new Actor(person.place(), person.login(), person.name(), credential, person.rights());
  }
}
