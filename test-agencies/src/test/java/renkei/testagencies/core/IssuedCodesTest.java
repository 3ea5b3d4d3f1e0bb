package renkei.testagencies.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import renkei.signing.BlindIndexKey;
import renkei.testagencies.vocabulary.AgencyCode;
import renkei.testagencies.vocabulary.PersonCode;

class IssuedCodesTest {

  private static final BlindIndexKey KEY =
      BlindIndexKey.of(new SecretKeySpec(new byte[32], "HmacSHA256"));
  private static final AgencyCode CITY = new AgencyCode("9099001900000000");
  private static final AgencyCode OTHER = new AgencyCode("9099002700000000");
  private static final ResidentCode RESIDENT = new ResidentCode("S-00000001");

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("issued-codes.csv");
  }

  private PersonCode issue() {
    try (IssuedCodes issued = IssuedCodes.keptIn(file)) {
      return new CodeTable(KEY, issued).issue(CITY, RESIDENT);
    }
  }

  @Test
  void aCoreThatIsStartedAgainKnowsWhatItIssuedBefore() {
    PersonCode code = issue();

    try (IssuedCodes issued = IssuedCodes.keptIn(file)) {
      CodeTable again = new CodeTable(KEY, issued);
      assertThat(again.find(CITY, code)).contains(RESIDENT);
      assertThat(again.find(OTHER, code)).isEmpty();
    }
  }

  @Test
  void writesNoCodeTwice() throws IOException {
    issue();
    issue();

    assertThat(Files.readAllLines(file)).hasSize(1);
  }

  @Test
  void aLineThatWasBeingWrittenWhenTheCoreWasKilledIsDropped() throws IOException {
    PersonCode code = issue();
    Files.writeString(file, CITY.value() + ",0123", StandardOpenOption.APPEND);

    issue();

    assertThat(Files.readAllLines(file))
        .containsExactly(CITY.value() + "," + code.value() + "," + RESIDENT.value());
  }

  @Test
  void namesALineThatIsNone() throws IOException {
    issue();
    Files.writeString(file, "rubbish\n", StandardOpenOption.APPEND);

    assertThatThrownBy(() -> IssuedCodes.keptIn(file)).hasMessageContaining("line 2");
  }

  @Test
  void oneCoreAtATimeHasTheFile() {
    try (IssuedCodes _ = IssuedCodes.keptIn(file)) {
      assertThatThrownBy(() -> IssuedCodes.keptIn(file))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("another world");
    }
  }
}
