package renkei.gateway.staff;

import static org.assertj.core.api.Assertions.assertThat;
import static renkei.gateway.staff.PersonsUnderTest.PASSWORD;
import static renkei.gateway.staff.PersonsUnderTest.someKey;
import static renkei.gateway.staff.PersonsUnderTest.withKey;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import renkei.gateway.staff.Enrolments.Enrolment;
import renkei.gateway.staff.PersonChanges.Changed;
import renkei.gateway.staff.Persons.Entry;
import renkei.gateway.testing.Parties;

/** Who somebody is who shows a credential. */
class PersonsTest {

  private final PersonsUnderTest bench = new PersonsUnderTest();

  @AfterEach
  void close() {
    bench.close();
  }

  private Entry enter(String login, String password, String code, String from) {
    return bench.persons.enter(Place.PLATFORM, login, password, code, from);
  }

  @Test
  void letsAPersonInByPasswordAndOneTimeCode() {
    byte[] secret = bench.enrol(Place.PLATFORM, bench.add(bench.operator("sato")));

    Actor actor = bench.enter("sato", secret);

    assertThat(actor.login()).isEqualTo(new Login("sato"));
    assertThat(actor.rights()).isEqualTo(Right.OF_OPERATORS);
    assertThat(bench.persons.now(actor)).contains(actor);
  }

  @Test
  void takesAOneTimeCodeOnce() {
    byte[] secret = bench.enrol(Place.PLATFORM, bench.add(bench.operator("sato")));
    String code = bench.codeNow(secret);
    assertThat(enter("sato", PASSWORD, code, "here")).isInstanceOf(Entry.Entered.class);

    assertThat(enter("sato", PASSWORD, code, "here")).isInstanceOf(Entry.Wrong.class);
  }

  @Test
  void takesNoCodeThatTheEnrolmentHasTaken() {
    String code = bench.add(bench.operator("sato"));
    var offered = (Enrolment.Offered) bench.enrolments.begin(Place.PLATFORM, code, "here");
    String used = bench.codeNow(PersonsUnderTest.unbase32(offered.secret()));
    assertThat(bench.enrolments.finish(Place.PLATFORM, code, PASSWORD, used, "here"))
        .isInstanceOf(Enrolment.Enrolled.class);

    assertThat(enter("sato", PASSWORD, used, "here")).isInstanceOf(Entry.Wrong.class);
  }

  @Test
  void doesNotSayWhichPartIsWrong() {
    byte[] secret = bench.enrol(Place.PLATFORM, bench.add(bench.operator("sato")));

    assertThat(enter("sato", "another password", bench.codeNow(secret), "here"))
        .isEqualTo(new Entry.Wrong());
    assertThat(enter("sato", PASSWORD, "000000", "here")).isEqualTo(new Entry.Wrong());
    assertThat(enter("nobody", PASSWORD, "000000", "here")).isEqualTo(new Entry.Wrong());
    assertThat(enter("No Login!", PASSWORD, "000000", "here")).isEqualTo(new Entry.Wrong());
  }

  @Test
  void enrolsNoPasswordLongerThanItCompares() {
    String code = bench.add(bench.operator("sato"));
    var offered = (Enrolment.Offered) bench.enrolments.begin(Place.PLATFORM, code, "here");
    String oneTime = bench.codeNow(PersonsUnderTest.unbase32(offered.secret()));
    String tooLong = (PASSWORD + " ").repeat(5).substring(0, PasswordCheck.LONGEST + 1);

    assertThat(bench.enrolments.finish(Place.PLATFORM, code, tooLong, oneTime, "here"))
        .isInstanceOf(Enrolment.WeakPassword.class);
    assertThat(bench.enrolments.finish(Place.PLATFORM, code, tooLong.substring(1), oneTime, "here"))
        .isInstanceOf(Enrolment.Enrolled.class);
  }

  @Test
  void boundsWrongTriesByAddressAndLetsOthersIn() {
    byte[] secret = bench.enrol(Place.PLATFORM, bench.add(bench.operator("sato")));
    for (int i = 0; i < 10; i++) {
      assertThat(enter("sato", "guess " + i, "000000", "there")).isInstanceOf(Entry.Wrong.class);
    }

    assertThat(enter("sato", PASSWORD, bench.codeNow(secret), "there"))
        .isInstanceOf(Entry.TooMany.class);
    assertThat(enter("sato", PASSWORD, bench.codeNow(secret), "here"))
        .isInstanceOf(Entry.Entered.class);
  }

  @Test
  void boundsWrongCodesOfWhoKnowsThePasswordWhereverFrom() {
    byte[] secret = bench.enrol(Place.PLATFORM, bench.add(bench.operator("sato")));
    for (int i = 0; i < 5; i++) {
      assertThat(enter("sato", PASSWORD, "000000", "address " + i)).isInstanceOf(Entry.Wrong.class);
    }

    assertThat(enter("sato", PASSWORD, bench.codeNow(secret), "address 6"))
        .isInstanceOf(Entry.TooMany.class);
    bench.clock.advance(Duration.ofMinutes(15));
    assertThat(enter("sato", PASSWORD, bench.codeNow(secret), "address 6"))
        .isInstanceOf(Entry.Entered.class);
  }

  @Test
  void letsAPersonInByTheKeyOfItsCertificateAndByNoOther() {
    bench.add(withKey(bench.operator("sato"), someKey(1)));

    assertThat(bench.persons.byKey(Place.PLATFORM, someKey(1)))
        .hasValueSatisfying(actor -> assertThat(actor.login().value()).isEqualTo("sato"));
    assertThat(bench.persons.byKey(Place.PLATFORM, someKey(2))).isEmpty();
    assertThat(bench.persons.byKey(Place.of(Parties.KITA), someKey(1))).isEmpty();
  }

  @Test
  void bindsAKeyToOnePersonForGood() {
    bench.add(withKey(bench.operator("sato", Right.OBSERVE), someKey(1)));

    assertThat(bench.changes.addByMachine(withKey(bench.operator("kato"), someKey(1))))
        .isInstanceOf(Changed.Impossible.class);
    assertThat(bench.persons.list(Place.PLATFORM)).hasSize(1);
    bench.changes.resetByMachine(Place.PLATFORM, new Login("sato"), Optional.of(someKey(2)));
    assertThat(bench.persons.byKey(Place.PLATFORM, someKey(1))).isEmpty();
    assertThat(bench.changes.addByMachine(withKey(bench.operator("kato"), someKey(1))))
        .isInstanceOf(Changed.Impossible.class);
  }

  @Test
  void givesALoginToOnePersonForGood() {
    bench.add(bench.operator("sato", Right.OBSERVE));
    bench.changes.endByMachine(Place.PLATFORM, new Login("sato"));

    assertThat(bench.changes.addByMachine(bench.operator("sato")))
        .isInstanceOf(Changed.Impossible.class);
  }

  @Test
  void letsNobodyInAfterTheLastDay() {
    byte[] secret = bench.enrol(Place.PLATFORM, bench.add(bench.operator("sato")));
    Actor before = bench.enter("sato", secret);
    bench.clock.advance(Duration.ofDays(366));

    assertThat(enter("sato", PASSWORD, bench.codeNow(secret), "here"))
        .isInstanceOf(Entry.Wrong.class);
    assertThat(bench.persons.now(before)).isEmpty();
  }

  @Test
  void letsNobodyInWhoWasEnded() {
    byte[] secret = bench.enrol(Place.PLATFORM, bench.add(bench.operator("sato")));
    Actor before = bench.enter("sato", secret);
    assertThat(bench.changes.endByMachine(Place.PLATFORM, new Login("sato"))).isTrue();

    bench.clock.advance(Duration.ofSeconds(60));
    assertThat(enter("sato", PASSWORD, bench.codeNow(secret), "here"))
        .isInstanceOf(Entry.Wrong.class);
    assertThat(bench.persons.now(before)).isEmpty();
    assertThat(bench.changes.endByMachine(Place.PLATFORM, new Login("sato"))).isFalse();
  }

  @Test
  void endsWhatWasBegunWithAnotherCredential() {
    byte[] secret = bench.enrol(Place.PLATFORM, bench.add(bench.operator("sato")));
    Actor before = bench.enter("sato", secret);
    var reset =
        (Changed.Done)
            bench.changes.resetByMachine(Place.PLATFORM, new Login("sato"), Optional.empty());
    assertThat(bench.persons.now(before)).isEmpty();

    byte[] other = bench.enrol(Place.PLATFORM, reset.enrolmentCode().orElseThrow());

    assertThat(bench.persons.now(before)).isEmpty();
    assertThat(bench.persons.now(bench.enter("sato", other))).isPresent();
  }

  @Test
  void takesAnEnrolmentCodeOnceAndInTime() {
    String code = bench.add(bench.operator("sato", Right.OBSERVE));
    bench.enrol(Place.PLATFORM, code.toLowerCase(java.util.Locale.ROOT).replace('-', ' '));
    assertThat(bench.enrolments.begin(Place.PLATFORM, code, "here"))
        .isInstanceOf(Enrolment.Unknown.class);

    String late = bench.add(bench.operator("kato", Right.OBSERVE));
    bench.clock.advance(PersonChanges.ENROL_WITHIN);
    assertThat(bench.enrolments.begin(Place.PLATFORM, late, "here"))
        .isInstanceOf(Enrolment.Unknown.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"short", "aaaaaaaaaaaaaaaaaaaa", "my password is long", "sato sato sato 2026"})
  void takesNoWeakPassword(String weak) {
    String code = bench.add(bench.operator("sato"));
    var offered = (Enrolment.Offered) bench.enrolments.begin(Place.PLATFORM, code, "here");
    String oneTime = bench.codeNow(PersonsUnderTest.unbase32(offered.secret()));

    assertThat(bench.enrolments.finish(Place.PLATFORM, code, weak, oneTime, "here"))
        .isInstanceOf(Enrolment.WeakPassword.class);
  }

  @Test
  void lettingTheMachineAddPersonsEndsWithTheSecondApprover() {
    bench.add(bench.operator("sato"));
    bench.add(bench.operator("kato"));

    assertThat(bench.changes.addByMachine(bench.operator("third")))
        .isInstanceOf(Changed.NeedsTwoPersons.class);
    assertThat(bench.changes.resetByMachine(Place.PLATFORM, new Login("kato"), Optional.empty()))
        .isInstanceOf(Changed.NeedsTwoPersons.class);
    bench.changes.endByMachine(Place.PLATFORM, new Login("kato"));
    assertThat(bench.changes.addByMachine(bench.operator("third")))
        .isInstanceOf(Changed.Done.class);
    assertThat(bench.done(Place.PLATFORM))
        .containsExactly(
            "machine PERSON_ADDED",
            "machine PERSON_ADDED",
            "machine PERSON_ENDED",
            "machine PERSON_ADDED");
  }

  @Test
  void boundsHowLongAPersonIsValid() {
    NewPerson usual = bench.operator("sato");
    NewPerson forEver =
        new NewPerson(
            usual.place(),
            usual.login(),
            usual.name(),
            usual.rights(),
            usual.lastDay().plusYears(1),
            usual.key());

    assertThat(bench.changes.addByMachine(forEver)).isInstanceOf(Changed.Impossible.class);
  }

  @Test
  void keepsStaffAndOperatorsApart() {
    NewPerson staff =
        new NewPerson(
            Place.of(Parties.KITA),
            new Login("sato"),
            "Staff",
            Set.of(Right.OBSERVE, Right.DECIDE),
            bench.operator("x1").lastDay(),
            Optional.of(someKey(7)));
    bench.add(staff);

    assertThat(bench.persons.byKey(Place.of(Parties.KITA), someKey(7))).isPresent();
    assertThat(bench.persons.byKey(Place.of(Parties.MINAMI), someKey(7))).isEmpty();
    assertThat(bench.persons.byKey(Place.PLATFORM, someKey(7))).isEmpty();
    assertThat(bench.persons.list(Place.PLATFORM)).isEmpty();
  }
}
