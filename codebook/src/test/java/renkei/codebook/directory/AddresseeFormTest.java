package renkei.codebook.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import renkei.codebook.ForbiddenNumberException;
import renkei.codebook.ForbiddenNumbers;

class AddresseeFormTest {

  private static final AddresseeForm FORM = new AddresseeForm("1234#######");

  @Test
  void readsANumberOfItsFormWhateverItsCheckDigitSays() {
    assertThat(ForbiddenNumbers.in("000012345678903")).isPresent();

    assertThat(FORM.read("000012345678903").value()).isEqualTo("000012345678903");
    assertThat(FORM.read("000012340000000").value()).isEqualTo("000012340000000");
  }

  @ParameterizedTest
  @ValueSource(strings = {"000012350000000", "12340000000", "00001234000000A", "100012340000000"})
  void refusesANumberOfAnotherForm(String number) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FORM.read(number))
        .withMessageNotContaining(number);
  }

  @Test
  void namesAForbiddenNumberOfAnotherForm() {
    assertThatExceptionOfType(ForbiddenNumberException.class)
        .isThrownBy(() -> FORM.read("123456789018"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1234", "################", "12-#", "a#"})
  void isUpToFifteenDigitsLettersAndPlaces(String pattern) {
    assertThatIllegalArgumentException().isThrownBy(() -> new AddresseeForm(pattern));
  }
}
