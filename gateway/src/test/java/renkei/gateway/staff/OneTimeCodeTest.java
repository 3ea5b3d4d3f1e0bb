package renkei.gateway.staff;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OneTimeCodeTest {

  private static final byte[] SECRET =
      "12345678901234567890123456789012".getBytes(StandardCharsets.US_ASCII);

  /** RFC 6238, appendix B, rows of SHA256; six digits are the last six of its eight. */
  @ParameterizedTest
  @CsvSource({
    "59, 46119246",
    "1111111109, 68084774",
    "1111111111, 67062674",
    "1234567890, 91819424",
    "2000000000, 90698825",
    "20000000000, 77737706"
  })
  void saysWhatTheStandardSays(long second, String eightDigits) {
    assertThat(OneTimeCode.at(SECRET, second / 30)).isEqualTo(eightDigits.substring(2));
  }

  @Test
  void takesACodeOfTheStepBeforeAndAfterAndNoOther() {
    Instant now = Instant.ofEpochSecond(3_000);
    for (long step = 97; step <= 103; step++) {
      boolean near = step >= 99 && step <= 101;
      assertThat(OneTimeCode.step(SECRET, OneTimeCode.at(SECRET, step), now, 0).isPresent())
          .isEqualTo(near);
    }
  }

  @Test
  void takesNoCodeOfAStepThatWasUsed() {
    Instant now = Instant.ofEpochSecond(3_000);

    assertThat(OneTimeCode.step(SECRET, OneTimeCode.at(SECRET, 100), now, 100)).isEmpty();
    assertThat(OneTimeCode.step(SECRET, OneTimeCode.at(SECRET, 101), now, 100)).hasValue(101);
  }

  /** RFC 4648, section 10, without padding. */
  @ParameterizedTest
  @CsvSource({
    "f, MY",
    "fo, MZXQ",
    "foo, MZXW6",
    "foob, MZXW6YQ",
    "fooba, MZXW6YTB",
    "foobar, MZXW6YTBOI"
  })
  void writesBase32AsTheStandardDoes(String bytes, String text) {
    assertThat(OneTimeCode.base32(bytes.getBytes(StandardCharsets.US_ASCII))).isEqualTo(text);
  }

  @Test
  void namesItsAlgorithmInTheAddressForAuthenticators() {
    assertThat(OneTimeCode.uri(Place.PLATFORM, new Login("sato"), new byte[20]))
        .isEqualTo(
            "otpauth://totp/Renkei%3Asato%40platform?secret=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
                + "&issuer=Renkei&algorithm=SHA256&digits=6&period=30");
  }
}
