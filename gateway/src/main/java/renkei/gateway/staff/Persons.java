package renkei.gateway.staff;

import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import renkei.codebook.database.Database;
import renkei.gateway.staff.PersonRows.Row;

/**
 * Who there is, and who somebody is who shows a credential: a client certificate, or a password and
 * a one-time code, of which each is good once. Thread-safe.
 */
public final class Persons {

  private static final int WRONG_BY_ADDRESS = 10;
  private static final Duration ADDRESS_PERIOD = Duration.ofMinutes(1);

  /** With the right password: six digits are few. */
  private static final int WRONG_CODES = 5;

  private static final Duration CODE_PERIOD = Duration.ofMinutes(15);

  private final Database database;
  private final Secrets secrets;
  private final Clock clock;
  private final WrongTries byAddress;
  private final WrongTries byPerson;
  private final PasswordCheck passwords;

  /**
   * @param secrets under which the secrets of one-time codes are kept
   */
  public Persons(Database database, Secrets secrets, Clock clock) {
    this.database = database;
    this.secrets = secrets;
    this.clock = clock;
    this.byAddress = new WrongTries(WRONG_BY_ADDRESS, ADDRESS_PERIOD, clock);
    this.byPerson = new WrongTries(WRONG_CODES, CODE_PERIOD, clock);
    this.passwords = new PasswordCheck(secrets.iterations());
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
    Optional<Row> known = find(place, login);
    switch (passwords.check(known.flatMap(Row::password), password)) {
      case NO_TURN -> {
        byAddress.giveBack(from);
        return new Entry.TooMany(passwords.patience());
      }
      case DOES_NOT_FIT -> {
        return new Entry.Wrong();
      }
      case FITS -> {}
    }
    Row row = known.orElseThrow();
    if (!row.person().standsAt(clock.instant())) {
      return new Entry.Wrong();
    }
    Entry entry = byCode(row, code.strip());
    if (entry instanceof Entry.Entered) {
      byAddress.giveBack(from);
    }
    return entry;
  }

  private Optional<Row> find(Place place, String login) {
    try {
      Login name = new Login(login.strip());
      return rows(rows -> rows.find(place, name, clock.instant()));
    } catch (IllegalArgumentException _) {
      return Optional.empty(); // nobody has such a login
    }
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
