package renkei.gateway.staff;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import renkei.codebook.database.Database;
import renkei.codebook.database.PlatformTransaction;
import renkei.gateway.staff.TwoPersonAct.Performed;

/**
 * Adding persons, giving them another credential, and ending them. One person proposes an addition
 * or a reset and another approves; ending takes one. As long as fewer than two operators can
 * approve, the data folder of a gateway stands for the second person ({@link MachineCode}).
 * Thread-safe.
 */
public final class PersonChanges {

  /** The kind of proposals that add a person; its subject is {@link NewPerson#text}. */
  public static final String ADD = "add-person";

  /** The kind of proposals that give a person another credential; see {@link #resetSubject}. */
  public static final String RESET = "reset-person";

  /** How long an enrolment code can be used. */
  public static final Duration ENROL_WITHIN = Duration.ofDays(3);

  /** The longest a person may be valid; then somebody looks again. */
  public static final Duration LONGEST = Duration.ofDays(400);

  private static final int ENOUGH_APPROVERS = 2;

  private final Database database;
  private final Acts acts;
  private final Clock clock;
  private final RandomGenerator random;

  /**
   * @param random for enrolment codes; unguessable
   */
  public PersonChanges(Database database, Acts acts, Clock clock, RandomGenerator random) {
    this.database = database;
    this.acts = acts;
    this.clock = clock;
    this.random = random;
  }

  /** What came of a change by the machine. */
  public sealed interface Changed {

    /**
     * Done.
     *
     * @param enrolmentCode for the person; empty if it is known by a certificate
     */
    record Done(Optional<String> enrolmentCode) implements Changed {

      /** Hides the code. */
      @Override
      public String toString() {
        return "Done[****]";
      }
    }

    /** Two operators can approve: one of them must propose, and the other approve. */
    record NeedsTwoPersons() implements Changed {}

    /** It cannot be done as things are now. */
    record Impossible(String why) implements Changed {}
  }

  /** What two operators decide together about persons. */
  public List<TwoPersonAct> kinds() {
    return List.of(new Adding(), new Resetting());
  }

  /** Adds a person by the data folder of a gateway, while fewer than two can approve. */
  public Changed addByMachine(NewPerson wanted) {
    return byMachine(tx -> add(tx, wanted), Action.PERSON_ADDED, wanted.described());
  }

  /** As {@link #addByMachine}: another credential for somebody who is there. */
  public Changed resetByMachine(Place place, Login login, Optional<ClientKey> key) {
    return byMachine(
        tx -> reset(tx, new Reset(place, login, key)),
        Action.PERSON_RESET,
        new Reset(place, login, key).described());
  }

  private Changed byMachine(
      Function<PlatformTransaction, Performed> change, Action action, String what) {
    return database.inPlatform(
        tx -> {
          if (new PersonRows(tx.handle()).approvers(clock.instant()) >= ENOUGH_APPROVERS) {
            return new Changed.NeedsTwoPersons();
          }
          return switch (change.apply(tx)) {
            case Performed.Impossible(String why) -> new Changed.Impossible(why);
            case Performed.Done(Optional<String> told) -> {
              acts.record(tx, Actor.machine(), action, what);
              yield new Changed.Done(told);
            }
          };
        });
  }

  /**
   * Ends a person at once. Takes no second person: it only takes away.
   *
   * @return false if there is no such person, or it has been ended
   */
  public boolean end(Actor by, Place place, Login login) {
    return database.inPlatform(tx -> end(tx, by, place, login));
  }

  /** As {@link #end}, by the data folder of a gateway. */
  public boolean endByMachine(Place place, Login login) {
    return end(Actor.machine(), place, login);
  }

  private boolean end(PlatformTransaction tx, Actor by, Place place, Login login) {
    boolean ended = new PersonRows(tx.handle()).end(place, login, clock.instant());
    if (ended) {
      acts.record(tx, by, Action.PERSON_ENDED, login + " at " + place);
    }
    return ended;
  }

  private Performed add(PlatformTransaction tx, NewPerson wanted) {
    PersonRows rows = new PersonRows(tx.handle());
    Instant now = clock.instant();
    Instant until = wanted.validUntil();
    if (!until.isAfter(now) || until.isAfter(now.plus(LONGEST))) {
      return new Performed.Impossible(
          "the last day must lie within the next " + LONGEST.toDays() + " days");
    }
    if (rows.find(wanted.place(), wanted.login(), now).isPresent()) {
      return new Performed.Impossible("the login is or was another person's");
    }
    if (wanted.key().isPresent() && rows.isBound(wanted.key().get().bytes())) {
      return new Performed.Impossible("the key of the certificate is or was another person's");
    }
    if (!rows.insert(wanted.person())) {
      throw new IllegalStateException("a login was taken meanwhile");
    }
    return credential(rows, wanted.place(), wanted.login(), wanted.key());
  }

  private Performed reset(PlatformTransaction tx, Reset wanted) {
    PersonRows rows = new PersonRows(tx.handle());
    boolean stands =
        rows.findForChange(wanted.place(), wanted.login(), clock.instant())
            .filter(row -> row.person().standsAt(clock.instant()))
            .isPresent();
    return stands
        ? credential(rows, wanted.place(), wanted.login(), wanted.key())
        : new Performed.Impossible("there is no such person who may act");
  }

  private Performed credential(PersonRows rows, Place place, Login login, Optional<ClientKey> key) {
    if (key.isPresent()) {
      return rows.bind(place, login, key.get().bytes())
          ? new Performed.Done(Optional.empty())
          : new Performed.Impossible("the key of the certificate is or was another person's");
    }
    EnrolmentCode code = EnrolmentCode.random(random);
    rows.letEnrol(place, login, code.digest(), clock.instant().plus(ENROL_WITHIN));
    return new Performed.Done(Optional.of(code.value()));
  }

  /** Who gets another credential. */
  record Reset(Place place, Login login, Optional<ClientKey> key) {

    private static final String NO_KEY = "-";

    String text() {
      return String.join(
          "\t", place.value(), login.value(), key.map(ClientKey::digest).orElse(NO_KEY));
    }

    static Reset parse(String text) {
      List<String> fields = List.of(text.split("\t", -1));
      if (fields.size() != 3) {
        throw new IllegalArgumentException("not a person to be reset");
      }
      return new Reset(
          Place.parse(fields.get(0)),
          new Login(fields.get(1)),
          fields.get(2).equals(NO_KEY)
              ? Optional.empty()
              : Optional.of(new ClientKey(fields.get(2))));
    }

    String described() {
      return login
          + " at "
          + place
          + " gets "
          + key.map(found -> "the certificate with key " + found.digest())
              .orElse("another password and one-time code");
    }
  }

  /** A person is added. */
  private final class Adding implements TwoPersonAct {

    @Override
    public String kind() {
      return ADD;
    }

    @Override
    public Right proposedWith() {
      return Right.PERSONS;
    }

    @Override
    public String describe(String subject) {
      return NewPerson.parse(subject).described();
    }

    @Override
    public Performed perform(PlatformTransaction tx, Agreement agreement) {
      return add(tx, NewPerson.parse(agreement.subject()));
    }
  }

  /** A person gets another credential. */
  private final class Resetting implements TwoPersonAct {

    @Override
    public String kind() {
      return RESET;
    }

    @Override
    public Right proposedWith() {
      return Right.PERSONS;
    }

    @Override
    public String describe(String subject) {
      return Reset.parse(subject).described();
    }

    @Override
    public Performed perform(PlatformTransaction tx, Agreement agreement) {
      return reset(tx, Reset.parse(agreement.subject()));
    }
  }

  /**
   * The subject of a {@link #RESET}.
   *
   * @param key the new certificate's; empty for password and one-time codes
   */
  public static String resetSubject(Place place, Login login, Optional<ClientKey> key) {
    return new Reset(place, login, key).text();
  }
}
