package renkei.codebook.permission;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import renkei.codebook.testing.DeliveredList;

class RowLinesTest {

  private static final String ROW =
      """
      {"id":"R-000123","inquirer":"CITIES-AND-WARDS","provider":"CITIES","purpose":"LINKAGE",\
      "affair":"JM00000000000001","procedure":"JT00000000000011","information":"TM00000000000201",\
      "items":["TK00000000020001","TK00000000020009"],"legalBasis":"番号法 別表 試験の項",\
      "consent":["TAX_CONSENT"],"delegation":"INQUIRER","validFrom":"2026-06-01",\
      "validTo":"2030-05-31"}""";

  @Test
  void readsWhatWasWritten() {
    long seed = new Random().nextLong();
    PermissionList list = new RandomPermissions(seed).list();
    RowLines lines = new RowLines();

    assertThat(lines.add(DeliveredList.lines(list.rows().subList(0, 150)))).isEqualTo(150);
    assertThat(lines.add(DeliveredList.lines(list.rows().subList(150, 400)))).isEqualTo(250);

    assertThat(lines.rows()).as("seed %d", seed).isEqualTo(list.rows());
  }

  @Test
  void keepsOnceWhatRowsHaveInCommon() {
    RowLines lines = new RowLines();
    int _ = lines.add((ROW + "\n" + ROW.replace("R-000123", "R-000124")).getBytes(UTF_8));

    assertThat(lines.rows().get(0).terms()).isSameAs(lines.rows().get(1).terms());
    assertThat(lines.rows().get(0).matter()).isSameAs(lines.rows().get(1).matter());
  }

  @Test
  void readsNoLinesFromNothing() {
    assertThat(new RowLines().add(new byte[0])).isZero();
  }

  private static void refuses(String line, String sentence) {
    assertThatThrownBy(() -> new RowLines().add((ROW + "\n" + line + "\n").getBytes(UTF_8)))
        .isInstanceOfSatisfying(
            ListRefusedException.class,
            e -> {
              assertThat(e.refused().why()).isEqualTo(ListRefusal.MALFORMED);
              assertThat(e.refused().sentence()).isEqualTo("line 2 " + sentence);
            });
  }

  @Test
  void refusesALineThatIsNoObject() {
    for (String line :
        new String[] {"", "[]", "{", ROW + ROW, "\"x\"", "{\"id\":\"A\",\"id\":\"B\"}"}) {
      refuses(line, "is not one object of JSON");
    }
  }

  @Test
  void refusesAMemberThatRowsDoNotHaveAndOneThatIsMissing() {
    refuses(ROW.replace("\"items\"", "\"item\""), "has a member that rows do not have");
    refuses(ROW.replace("\"purpose\":\"LINKAGE\",", ""), "lacks purpose");
  }

  @ParameterizedTest
  @CsvSource({
    "R-000123, r 1, id",
    "CITIES-AND-WARDS, cities, inquirer",
    "LINKAGE, WHATEVER, purpose",
    "TM00000000000201, TM1, information",
    "TK00000000020009, TK1, items",
    "TAX_CONSENT, tax, consent",
    "INQUIRER, SOMEBODY, delegation",
    "2026-06-01, 2026-06-31, validFrom",
    "2030-05-31, 2020-05-31, validTo",
    "番号法, 番号\\n法, legalBasis",
  })
  void refusesAMemberOfAnotherForm(String was, String is, String member) {
    refuses(ROW.replace(was, is), "has no " + member + " of the form that rows have");
  }

  @Test
  void refusesAListOfItemsWithoutAny() {
    refuses(
        ROW.replace("[\"TK00000000020001\",\"TK00000000020009\"]", "[]"),
        "has no items of the form that rows have");
  }
}
