package renkei.codebook.database;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static renkei.codebook.testing.SampleAgencies.KITA;
import static renkei.codebook.testing.SampleAgencies.addressee;
import static renkei.codebook.testing.SampleAgencies.keys;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SealedColumnsTest {

  private final List<String> told = new ArrayList<>();
  private final SealedColumns columns = new SealedColumns(KITA, keys(KITA).telling(told::add));

  @Test
  void tellsOfEveryValueThatDoesNotOpen() {
    BlindIndex one = columns.index(addressee(1));
    BlindIndex other = columns.index(addressee(2));
    byte[] value = columns.seal("replica", one, "content");
    byte[] row = columns.sealRow("provision/1", "row".getBytes(UTF_8));

    assertThat(columns.open("replica", one, value)).isEqualTo("content");
    assertThat(told).isEmpty();

    assertThatIllegalStateException().isThrownBy(() -> columns.open("replica", other, value));
    assertThatIllegalStateException().isThrownBy(() -> columns.openRow("provision/2", row));
    assertThat(columns.tryOpenRow("message/1", row)).isEmpty();
    assertThat(told).containsExactly("replica", "provision", "message");
  }
}
