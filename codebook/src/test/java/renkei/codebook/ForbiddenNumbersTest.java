package renkei.codebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import renkei.codebook.ForbiddenNumbers.Kind;

/** The individual numbers here are specimens that were published as such; they belong to nobody. */
class ForbiddenNumbersTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "123456789018",
        "1234 5678 9018",
        "1234-5678-9018",
        "1234−5678−9018",
        "１２３４５６７８９０１８",
        "1234　5678　9018",
        "1234\u200b5678\u00ad9018",
        "1234.5678/9018_",
        "1234\ud835\udfd36789018",
        "1234\udb40\udc0156789018",
        "000123456789018"
      })
  void seesAnIndividualNumberHoweverItIsWritten(String field) {
    assertThat(ForbiddenNumbers.in(field)).contains(Kind.INDIVIDUAL_NUMBER);
  }

  @ParameterizedTest
  @ValueSource(strings = {"12345678903", "123-4567-8903", "000012345678903"})
  void seesAResidentCodeHoweverItIsWritten(String field) {
    assertThat(ForbiddenNumbers.in(field)).contains(Kind.RESIDENT_CODE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "123456789012",
        "12345678901",
        "000000000000001",
        "1234567890",
        "1234567890123",
        "A23456789018",
        "0123456789abcdef0123456789abcdef"
      })
  void leavesOthersAlone(String field) {
    assertThat(ForbiddenNumbers.in(field)).isEmpty();
  }

  @Test
  void refusesTenOfElevenWrongCheckDigits() {
    for (int digit = 0; digit <= 9; digit++) {
      assertThat(ForbiddenNumbers.in("12345678901" + digit).isPresent()).isEqualTo(digit == 8);
    }
  }

  @Test
  void neverThrowsWhateverTheField() {
    Random random = new Random(20260601);
    for (int i = 0; i < 2000; i++) {
      StringBuilder field = new StringBuilder();
      for (int length = random.nextInt(80); length > 0; length--) {
        field.append((char) random.nextInt(0x10000));
      }
      assertThat(ForbiddenNumbers.in(field.toString())).isEmpty();
    }
  }

  @Test
  void isAskedByEveryOpaqueField() {
    AgencyCode holder = new AgencyCode("9099001900000000");
    assertThatExceptionOfType(ForbiddenNumberException.class)
        .isThrownBy(() -> new AddresseeNumber("000123456789018"))
        .withMessageNotContaining("123456789018")
        .matches(e -> e.kind() == Kind.INDIVIDUAL_NUMBER);
    assertThatExceptionOfType(ForbiddenNumberException.class)
        .isThrownBy(() -> AddresseeNumber.padded("12345678903"));
    assertThatExceptionOfType(ForbiddenNumberException.class)
        .isThrownBy(() -> new PersonCode(holder, "00000000000000000000123456789018"));
    assertThatExceptionOfType(ForbiddenNumberException.class)
        .isThrownBy(() -> new SerialNumber("123456789018"));
    assertThatExceptionOfType(ForbiddenNumberException.class)
        .isThrownBy(() -> new SubjectToken("123456789018"));
    assertThatExceptionOfType(ForbiddenNumberException.class)
        .isThrownBy(() -> new Exchange.AskedBy(Optional.empty(), Optional.of("1234-5678-9018")));
  }
}
