package renkei.gateway.staff;

import java.io.ByteArrayOutputStream;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.crypto.spec.SecretKeySpec;
import renkei.codebook.JapanTime;
import renkei.codebook.TenantId;
import renkei.codebook.database.Database;
import renkei.codebook.testing.SettableClock;
import renkei.gateway.contract.PartyNames;
import renkei.gateway.testing.Parties;
import renkei.gateway.testing.TestDatabase;
import renkei.signing.AlgorithmTable;
import renkei.signing.DataKey;
import renkei.signing.SigningIdentity;
import renkei.tenantstore.TenantKeys;
import renkei.tenantstore.layout.LayoutShelf;
import renkei.tenantstore.postgres.PostgresTenantStore;

/** Persons, acts and proposals over a database of a test's own, with hashes that cost little. */
public final class PersonsUnderTest implements AutoCloseable {

  public static final String PASSWORD = "korrekt hesute bateri sutepuru";
  private static final DataKey KEY = DataKey.of(new SecretKeySpec(new byte[32], "AES"));

  public final SettableClock clock = SettableClock.standing(Instant.parse("2026-11-30T00:00:00Z"));
  public final Database database = TestDatabase.openOwn();
  public final Acts acts =
      new Acts(
          database,
          PersonsUnderTest::identity,
          PersonsUnderTest::key,
          AlgorithmTable.standard(),
          Clock.systemUTC(),
          new SecureRandom());
  public final Secrets secrets = new Secrets(KEY, 1_000);
  public final Persons persons = new Persons(database, secrets, clock);
  public final Enrolments enrolments = new Enrolments(database, acts, secrets, clock);
  public final PersonChanges changes = new PersonChanges(database, acts, clock, new SecureRandom());
  public final LayoutShelf layouts =
      PostgresTenantStore.layouts(
          database,
          new LayoutShelf.Publishers(
              Parties.shared().trust(),
              AlgorithmTable.standard(),
              signer -> PartyNames.isOf(Parties.CORE, signer)),
          Clock.systemUTC());
  public final LayoutDesk desk = new LayoutDesk(database, acts, layouts);
  public final Proposals proposals =
      new Proposals(
          database,
          acts,
          Stream.concat(
                  changes.kinds().stream(),
                  Stream.of(new LayoutActivation(layouts, true), new LayoutWithdrawal(layouts)))
              .toList(),
          clock);

  private static SigningIdentity identity(Place place) {
    Parties parties = Parties.shared();
    return place.tenant().map(parties::keys).map(TenantKeys::identity).orElseGet(parties::platform);
  }

  private static DataKey key(Place place) {
    return place
        .tenant()
        .map(Parties.shared()::keys)
        .map(keys -> keys.columns().data())
        .orElse(KEY);
  }

  /** A desk over a database of others, whose staff are known by their own certificates. */
  public static StaffDesk desk(Database database) {
    Clock clock = Clock.systemUTC();
    Acts acts =
        new Acts(
            database,
            PersonsUnderTest::identity,
            PersonsUnderTest::key,
            AlgorithmTable.standard(),
            clock,
            new SecureRandom());
    Secrets secrets = new Secrets(KEY, 1_000);
    PersonChanges changes = new PersonChanges(database, acts, clock, new SecureRandom());
    for (TenantId tenant : List.of(Parties.KITA, Parties.MINAMI)) {
      var _ =
          changes.addByMachine(
              new NewPerson(
                  Place.of(tenant),
                  new Login("staff"),
                  "Staff of " + tenant,
                  Right.OF_STAFF,
                  JapanTime.date(clock.instant()).plusDays(30),
                  Optional.of(ClientKey.of(Parties.shared().staff(tenant).certificate()))));
    }
    return new StaffDesk(
        new Persons(database, secrets, clock),
        new Enrolments(database, acts, secrets, clock),
        new Sessions(clock),
        acts);
  }

  /** Somebody of the platform who may do everything, for a year. */
  public NewPerson operator(String login, Right... rights) {
    return new NewPerson(
        Place.PLATFORM,
        new Login(login),
        "Operator " + login,
        rights.length == 0 ? Right.OF_OPERATORS : Set.of(rights),
        JapanTime.date(clock.instant()).plusDays(365),
        Optional.empty());
  }

  /** The same person, known by a key. */
  public static NewPerson withKey(NewPerson person, ClientKey key) {
    return new NewPerson(
        person.place(),
        person.login(),
        person.name(),
        person.rights(),
        person.lastDay(),
        Optional.of(key));
  }

  /** A key nobody has. */
  public static ClientKey someKey(int number) {
    return new ClientKey("%064x".formatted(number));
  }

  /** Adds by the machine; returns the enrolment code. */
  public String add(NewPerson person) {
    return ((PersonChanges.Changed.Done) changes.addByMachine(person)).enrolmentCode().orElse("");
  }

  /** Adds as the approval of two would; returns the enrolment code. */
  public String addByTwo(NewPerson person) {
    TwoPersonAct.Agreement agreement =
        new TwoPersonAct.Agreement(person.text(), new Login("one"), new Login("other"));
    return database.inPlatform(
        tx ->
            ((TwoPersonAct.Performed.Done) changes.kinds().getFirst().perform(tx, agreement))
                .told()
                .orElse(""));
  }

  /** Enrols; returns the secret. */
  public byte[] enrol(Place place, String code) {
    var offered = (Enrolments.Enrolment.Offered) enrolments.begin(place, code, "here");
    byte[] secret = unbase32(offered.secret());
    var _ =
        (Enrolments.Enrolment.Enrolled)
            enrolments.finish(place, code, PASSWORD, codeNow(secret), "here");
    clock.advance(Duration.ofSeconds(30));
    return secret;
  }

  /** Adds, enrols and logs in. */
  public Actor operatorWhoEntered(String login, Right... rights) {
    byte[] secret = enrol(Place.PLATFORM, add(operator(login, rights)));
    return enter(login, secret);
  }

  /** Logs in with a fresh code. */
  public Actor enter(String login, byte[] secret) {
    clock.advance(Duration.ofSeconds(30));
    return ((Persons.Entry.Entered)
            persons.enter(Place.PLATFORM, login, PASSWORD, codeNow(secret), "here"))
        .actor();
  }

  public String codeNow(byte[] secret) {
    return OneTimeCode.at(secret, clock.instant().getEpochSecond() / 30);
  }

  /** What was done at a place, the oldest first: who did what. */
  public List<String> done(Place place) {
    return acts.newest(place, 100).reversed().stream()
        .map(act -> act.login() + " " + act.action())
        .toList();
  }

  public static byte[] unbase32(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int bits = 0;
    int held = 0;
    for (int i = 0; i < text.length(); i++) {
      held = (held << 5) | "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(text.charAt(i));
      bits += 5;
      if (bits >= 8) {
        bits -= 8;
        bytes.write(held >> bits);
        held &= (1 << bits) - 1;
      }
    }
    return bytes.toByteArray();
  }

  @Override
  public void close() {
    database.close();
  }
}
