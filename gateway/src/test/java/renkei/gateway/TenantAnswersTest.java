package renkei.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static renkei.gateway.door.Parties.KITA;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import renkei.broker.Answer;
import renkei.broker.Question;
import renkei.codebook.AddresseeNumber;
import renkei.codebook.Edition;
import renkei.codebook.InformationCode;
import renkei.codebook.Purpose;
import renkei.codebook.database.Database;
import renkei.gateway.door.Parties;
import renkei.gateway.door.TestDatabase;
import renkei.tenantstore.Flags;
import renkei.tenantstore.ImportOutcome;
import renkei.tenantstore.Layouts;
import renkei.tenantstore.ReplicaImport.Load;
import renkei.tenantstore.TenantStore;
import renkei.tenantstore.postgres.PostgresTenantStore;

/** What an inquirer and a portal can learn about holds and protection cases. */
class TenantAnswersTest {

  private static final InformationCode REGISTER = new InformationCode("TM00000000000101");
  private static final InformationCode TAX = new InformationCode("TM00000000000201");
  private static final Database DATABASE = TestDatabase.open();
  private static final TenantStore STORE =
      new PostgresTenantStore(
          DATABASE,
          Layouts.builtIn(),
          Parties.shared()::keys,
          Clock.systemUTC(),
          new SecureRandom());

  private final TenantAnswers answers = new TenantAnswers(STORE, Clock.systemUTC());

  @AfterAll
  static void close() {
    DATABASE.close();
  }

  private static String name(String first, Purpose purpose) {
    return first + purpose.name().replace("_", "");
  }

  private static AddresseeNumber person(String name, BiConsumer<Flags, AddresseeNumber> flag) {
    AddresseeNumber person = AddresseeNumber.padded(name);
    DATABASE.inTenant(
        KITA,
        tx -> {
          flag.accept(STORE.flags(tx), person);
          return person;
        });
    return person;
  }

  private Answer answer(AddresseeNumber person, Purpose purpose, boolean released) {
    return DATABASE.inTenant(
        KITA,
        tx -> answers.answer(tx, new Question(Optional.of(person), REGISTER, purpose, released)));
  }

  @ParameterizedTest
  @EnumSource
  void tellsAProtectionCaseAndAHoldAlike(Purpose purpose) {
    AddresseeNumber guarded = person(name("G", purpose), Flags::protect);
    AddresseeNumber held = person(name("H", purpose), (flags, it) -> flags.hold(it, REGISTER));

    assertThat(answer(guarded, purpose, false)).isEqualTo(answer(held, purpose, false));
  }

  @ParameterizedTest
  @EnumSource(names = {"OWN_DATA", "HISTORY"})
  void neverKeepsThePortalWaiting(Purpose purpose) {
    AddresseeNumber held = person(name("W", purpose), (flags, it) -> flags.hold(it, REGISTER));

    assertThat(answer(held, purpose, false)).isEqualTo(new Answer.NotRegistered());
    assertThat(answer(held, purpose, true)).isEqualTo(new Answer.NotRegistered());
  }

  @Test
  void saysNoRecordOfAStrangerOnlyWhileEveryLineNamedItsPerson() {
    Question stranger = new Question(Optional.empty(), TAX, Purpose.LINKAGE, false);
    assertThat(answer(stranger)).isEqualTo(new Answer.NotRegistered());

    load(Load.FULL, "");
    assertThat(answer(stranger)).isEqualTo(new Answer.NoRecord());

    load(Load.DIFFERENCE, "of whom?\n");
    assertThat(answer(stranger)).isEqualTo(new Answer.NotRegistered());
  }

  private static void load(Load load, String lines) {
    String header =
        "operation,addressee_number,as_of,TK00000000020001,TK00000000020002,TK00000000020009,"
            + "TK00000000020010,TK00000000020015,TK00000000020016,TK00000000020017,TK00000000020018\n";
    assertThat(
            STORE
                .replicaImport(KITA)
                .load(
                    TAX,
                    new Edition("2026-06"),
                    load,
                    new ByteArrayInputStream((header + lines).getBytes(StandardCharsets.UTF_8))))
        .isInstanceOf(ImportOutcome.Completed.class);
  }

  private Answer answer(Question question) {
    return DATABASE.inTenant(KITA, tx -> answers.answer(tx, question));
  }

  @Test
  void closesTheHistoryForAnyHoldOfThePerson() {
    AddresseeNumber guarded = person("GANY", Flags::protect);
    AddresseeNumber held = person("HANY", (flags, it) -> flags.hold(it, TAX));
    AddresseeNumber free = AddresseeNumber.padded("FANY");

    assertThat(answer(held, Purpose.HISTORY, false))
        .isEqualTo(new Answer.NotRegistered())
        .isEqualTo(answer(guarded, Purpose.HISTORY, false));
    assertThat(answer(free, Purpose.HISTORY, false)).isInstanceOf(Answer.Provided.class);
  }
}
