package renkei.codebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import renkei.codebook.directory.Agency;
import renkei.codebook.directory.AgencyDirectory;
import renkei.codebook.directory.AgencyKind;
import renkei.codebook.permission.ListManifest;

class VocabularyTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-06-01T00:00:00Z"), ZoneOffset.UTC);

  @ParameterizedTest
  @ValueSource(strings = {"010006", "011002", "020001", "130001", "141003", "261009", "271004"})
  void acceptsPublishedTenants(String published) {
    assertThat(new TenantId(published).value()).isEqualTo(published);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "01000", "0100066", "010005", "01000a", "０１０００６"})
  void refusesTenantsWithAWrongFormOrCheckDigit(String wrong) {
    assertThatIllegalArgumentException().isThrownBy(() -> new TenantId(wrong));
  }

  @Test
  void refusesMalformedCodes() {
    assertThatIllegalArgumentException().isThrownBy(() -> new AgencyCode("900000000000001"));
    assertThatIllegalArgumentException().isThrownBy(() -> new AffairCode("JT00000000000001"));
    assertThatIllegalArgumentException().isThrownBy(() -> new ProcedureCode("JT0000000000001"));
    assertThatIllegalArgumentException().isThrownBy(() -> new InformationCode("TM0000000000010X"));
    assertThatIllegalArgumentException().isThrownBy(() -> new ItemCode("TM00000000000101"));
    assertThatIllegalArgumentException().isThrownBy(() -> new Edition("2026-13"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Expired", "1_LATE", "_LATE", "A\tTAB", "A\nLINE", "リユウ"})
  void refusesReasonsThatAreNotUpperCaseWords(String wrong) {
    assertThatIllegalArgumentException().isThrownBy(() -> new Reason(wrong));
  }

  @Test
  void tellsTheDayInJapan() {
    assertThat(JapanTime.date(Instant.parse("2026-05-31T14:59:59Z"))).isEqualTo("2026-05-31");
    assertThat(JapanTime.date(Instant.parse("2026-05-31T15:00:00Z"))).isEqualTo("2026-06-01");
  }

  @Test
  void hidesPersonalValuesInText() {
    AddresseeNumber addressee = AddresseeNumber.padded("4711");
    PersonCode code =
        new PersonCode(new AgencyCode("9099001900000000"), "0123456789abcdef0123456789abcdef");
    SerialNumber serial = new SerialNumber("ABCDEFGHIJKLMNOPQRSTUVWXYZ");
    SubjectToken token = new SubjectToken("0123456789abcdef0123456789abcdef");

    assertThat(addressee.value()).isEqualTo("000000000004711");
    assertThat(List.of(addressee, code, serial, token).toString())
        .doesNotContain("4711")
        .doesNotContain("0123456789abcdef")
        .doesNotContain("ABCDEF");
  }

  @Test
  void quotesNoMalformedValue() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new AddresseeNumber("secret"))
        .withMessageNotContaining("secret");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> InquiryId.parse("secret"))
        .withMessageNotContaining("secret");
  }

  @Test
  void drawsIdsInTheOrderOfTime() {
    Random random = new Random(1);
    RecordId earlier = RecordId.random(CLOCK, random);
    RecordId later = RecordId.random(Clock.offset(CLOCK, Duration.ofMillis(1)), random);

    assertThat(earlier.toString()).isLessThan(later.toString());
    assertThat(earlier.value().version()).isEqualTo(7);
    assertThat(earlier.value().variant()).isEqualTo(2);
    assertThat(RecordId.parse(earlier.toString())).isEqualTo(earlier);
    assertThat(later.drawnAt()).contains(CLOCK.instant().plusMillis(1));
    assertThat(RecordId.parse("00000000-0000-4000-8000-000000000000").drawnAt()).isEmpty();
  }

  @Test
  void refusesADirectoryThatNamesAnAgencyOrATenantTwice() {
    Agency one =
        new Agency(
            new AgencyCode("9099001900000000"),
            AgencyKind.MUNICIPALITY,
            Optional.of(new TenantId("990019")),
            "北町",
            "Kita-machi");
    Agency other =
        new Agency(
            new AgencyCode("9099002700000000"),
            AgencyKind.MUNICIPALITY,
            one.tenant(),
            "南町",
            "Minami-machi");

    assertThatIllegalArgumentException().isThrownBy(() -> new AgencyDirectory(List.of(one, one)));
    assertThatIllegalArgumentException().isThrownBy(() -> new AgencyDirectory(List.of(one, other)));
    assertThat(new AgencyDirectory(List.of(one)).find(new TenantId("990019"))).contains(one);
  }

  @Test
  void refusesListsThatEndBeforeTheyBegin() {
    LocalDate day = LocalDate.parse("2026-06-01");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ListManifest(1, day, day.minusDays(1), 0, List.of(), List.of()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ListManifest(0, day, day, 0, List.of(), List.of()));
  }
}
