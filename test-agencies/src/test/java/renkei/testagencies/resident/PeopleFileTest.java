package renkei.testagencies.resident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import renkei.testagencies.core.ResidentCode;
import renkei.testagencies.layout.LayoutFile;
import renkei.testagencies.vocabulary.Edition;
import renkei.testagencies.vocabulary.InformationCode;
import renkei.testagencies.vocabulary.ItemCode;
import renkei.testagencies.vocabulary.TenantId;

class PeopleFileTest {

  private static final TenantId CITY = new TenantId("990019");
  private static final TenantId TOWN = new TenantId("990035");
  private static final String ENTRY =
      "{\"tenant\":\"990019\",\"addresseeNumber\":\"000000000000123\",\"resident\":\"S-10000001\","
          + "\"name\":\"試験　例子\",\"kana\":\"シケン　レイコ\",\"birth\":\"1980-05-06\",\"sex\":\"2\","
          + "\"address\":\"試験県見本市一丁目\"}";

  @TempDir Path folder;

  private Population read(String text) throws IOException {
    return read(text.getBytes(StandardCharsets.UTF_8));
  }

  private Population read(byte[] text) throws IOException {
    return PeopleFile.read(Files.write(folder.resolve("people.jsonl"), text), List.of(CITY, TOWN));
  }

  @Test
  void whoeverIsWrittenDownLivesThere() throws IOException {
    Population people = read(ENTRY + "\n\n");

    Registration entry = people.town(CITY).ordinary().getFirst();
    assertThat(entry.resident().name()).isEqualTo("試験　例子");
    assertThat(people.isKnown(new ResidentCode("S-10000001"))).isTrue();
    assertThat(people.town(TOWN).registrations()).isEmpty();
  }

  @Test
  void aByteOrderMarkMeansNothing() throws IOException {
    assertThat(read("\uFEFF" + ENTRY)).isEqualTo(read(ENTRY));
  }

  @Test
  void whatIsToldOfAnItemIsLoadedAsTold() throws IOException {
    Population people = read(ENTRY.replace("}", ",\"items\":{\"TK00000000010001\":\"別名　例子\"}}"));
    RecordMaker maker =
        new RecordMaker(
            LayoutFile.published(new InformationCode("TM00000000000101"), new Edition("2026-06")),
            LocalDate.of(2026, 6, 1));

    assertThat(maker.current(people.town(CITY).ordinary().getFirst()).orElseThrow().values().own())
        .containsEntry(new ItemCode("TK00000000010001"), "別名　例子")
        .containsEntry(new ItemCode("TK00000000010002"), "シケン　レイコ");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "\"sex\":\"2\" | \"sex\":\"3\" | sex is",
        "\"sex\":\"2\", | `` | sex is missing",
        "\"sex\":\"2\" | \"sex\":2 | line 2",
        "990019 | 990027 | no municipality 990027",
        "S-10000001 | 10000001 | a resident code",
        "1980-05-06 | 1980-02-30 | line 2",
        "\"kana\" | \"kana\":\"\",\"cana\" | no field of that name: cana",
        "} | `` | no JSON object"
      },
      delimiter = '|')
  void namesTheLineAndWhatIsWrong(String right, String wrong, String said) {
    String second = ENTRY.replace("000000000000123", "000000000000124").replace(right, wrong);

    assertThatThrownBy(() -> read(ENTRY + "\n" + second + "\n"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("line 2")
        .hasMessageContaining(said);
  }

  @Test
  void refusesOneNumberForTwoPeopleOfATown() {
    assertThatThrownBy(() -> read(ENTRY + "\n" + ENTRY)).hasMessageContaining("earlier line");
  }

  @Test
  void saysThatAFileIsNotUtf8() {
    assertThatThrownBy(() -> read(new byte[] {(byte) 0xFF})).hasMessageContaining("not UTF-8");
  }
}
