package renkei.gateway.local.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static renkei.gateway.local.rest.LocalBench.INFORMATION;
import static renkei.gateway.local.rest.LocalBench.PROCEDURE;

import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import renkei.broker.BrokerSettings;
import renkei.codebook.ForbiddenNumbers;
import renkei.codebook.directory.AddresseeForm;
import renkei.codebook.directory.AgencyDirectory;
import renkei.gateway.testing.Parties;
import renkei.gateway.testing.TestDatabase;

/** A municipality that declared numbers of 11 digits, at every door of its own. */
class DeclaredNumbersTest {

  /** Has the check digit of a 住民票コード, as one in ten of its numbers. */
  private static final String NUMBER = "000012345678903";

  private static LocalBench bench;

  @BeforeAll
  static void open() {
    bench =
        new LocalBench(
            TestDatabase.open(),
            BrokerSettings.defaults(),
            new AgencyDirectory(
                Parties.DIRECTORY.agencies(),
                Map.of(Parties.KITA, new AddresseeForm("1234#######"))));
  }

  @AfterAll
  static void close() {
    bench.close();
  }

  @Test
  void areTakenWhateverTheirCheckDigitSays() {
    assertThat(ForbiddenNumbers.in(NUMBER)).isPresent();

    assertThat(bench.post("/serial-numbers", wanted(NUMBER)).statusCode()).isEqualTo(200);
    assertThat(bench.get("/persons/" + NUMBER + "/code").statusCode()).isEqualTo(200);
    assertThat(bench.staff("PUT", "/holds/" + NUMBER + "/" + INFORMATION).statusCode())
        .isEqualTo(204);
    assertThat(bench.staff("DELETE", "/holds/" + NUMBER + "/" + INFORMATION).statusCode())
        .isEqualTo(204);
    // The person has no code yet, which is known only of a number that was taken.
    assertThat(bench.post("/inquiries", inquiry(NUMBER)).body()).contains("no-code");
  }

  @ParameterizedTest
  @ValueSource(strings = {"000012350000000", "000000000000001", "00000000KITA001"})
  void areRefusedInAnotherForm(String number) {
    assertThat(bench.post("/serial-numbers", wanted(number)).statusCode()).isEqualTo(400);
    assertThat(bench.get("/persons/" + number + "/code").statusCode()).isEqualTo(400);
    assertThat(bench.post("/inquiries", inquiry(number)).statusCode()).isEqualTo(400);
  }

  @Test
  void areNotAskedForByAForbiddenNumber() {
    assertThat(bench.get("/persons/000123456789018/code").body()).contains("forbidden-number");
  }

  private static String wanted(String number) {
    return "{\"addresseeNumbers\":[\"" + number + "\"]}";
  }

  private static String inquiry(String number) {
    return """
    {"localId":"declared-1","procedure":"%s","lane":"ROUTINE",
     "exchanges":[{"addresseeNumber":"%s","information":"%s","provider":"%s"}]}"""
        .formatted(PROCEDURE, number, INFORMATION, Parties.MINAMI_AGENCY.value());
  }
}
