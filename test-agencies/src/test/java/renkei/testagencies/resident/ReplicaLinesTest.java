package renkei.testagencies.resident;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import renkei.testagencies.layout.LayoutFile;
import renkei.testagencies.vocabulary.Edition;
import renkei.testagencies.vocabulary.InformationCode;
import renkei.testagencies.vocabulary.ItemCode;
import renkei.testagencies.vocabulary.TenantId;

class ReplicaLinesTest {

  private static final TenantId TENANT = new TenantId("990019");
  private static final List<Registration> PEOPLE =
      Population.invent(7, List.of(TENANT), 100, 25).town(TENANT).registrations();
  private static final Registration PARENT =
      PEOPLE.stream()
          .filter(entry -> entry.household().members().size() > 1)
          .findFirst()
          .orElseThrow();

  private static ReplicaLines lines(String code) {
    return new ReplicaLines(
        new RecordMaker(
            LayoutFile.published(
                new InformationCode("TM00000000000" + code), new Edition("2026-06")),
            LocalDate.of(2026, 6, 1)));
  }

  private static List<Map<String, String>> rows(String header, List<String> lines) {
    List<String> columns = List.of(header.strip().split(",", -1));
    List<Map<String, String>> rows = new ArrayList<>();
    for (String line : lines) {
      String[] fields = line.substring(0, line.length() - 1).split(",", -1);
      assertThat(fields).hasSameSizeAs(columns);
      Map<String, String> row = new HashMap<>();
      for (int at = 0; at < fields.length; at++) {
        if (!fields[at].isEmpty()) {
          row.put(columns.get(at), fields[at]);
        }
      }
      rows.add(row);
    }
    return rows;
  }

  private static String field(Map<String, String> row, String column) {
    return row.getOrDefault(column, "");
  }

  @Test
  void hasNineColumnsOfTheRecordAndThreeForAnItemAtMost() {
    assertThat(lines("101").header())
        .startsWith(
            "operation,addressee_number,record_key,sequence,as_of,valid_from,valid_to,group,instance,"
                + "TK00000000010001,TK00000000010001.standard,TK00000000010002,")
        .contains(",TK00000000010017,TK00000000010017.standard,TK00000000010017.absent,")
        .endsWith("\n");
  }

  @Test
  void writesARecordAsItsRootAndTheInstancesOfItsGroupsBehindIt() {
    List<Map<String, String>> rows = rows(lines("202").header(), lines("202").lines(PARENT));

    assertThat(rows.getFirst())
        .containsEntry("operation", "PUT")
        .containsEntry("record_key", field(rows.getFirst(), "valid_from"))
        .containsKeys("as_of", "sequence", "TK00000002020001")
        .doesNotContainKeys("group", "instance", "TK00000002020011");
    assertThat(rows.subList(1, 3))
        .extracting(row -> field(row, "group") + " " + field(row, "instance"))
        .containsExactly("TG00000000020201 1", "TG00000000020202 1.1");
    assertThat(rows)
        .filteredOn(row -> field(row, "operation").equals("ADD"))
        .isNotEmpty()
        .allSatisfy(
            row ->
                assertThat(row)
                    .containsKeys("addressee_number", "record_key", "sequence", "group", "instance")
                    .doesNotContainKeys("as_of", "valid_from", "valid_to", "TK00000002020001"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"101", "201", "202", "204", "207", "208", "402"})
  void countsTheInstancesOfAGroupWithoutGapsInsideEachOfItsParents(String code) {
    ReplicaLines lines = lines(code);
    for (Registration entry : PEOPLE) {
      Map<String, Integer> last = new HashMap<>();
      for (Map<String, String> row : rows(lines.header(), lines.lines(entry))) {
        if (field(row, "operation").equals("PUT")) {
          last.clear();
        } else {
          String path = field(row, "instance");
          int dot = path.lastIndexOf('.');
          String around = dot < 0 ? "" : path.substring(0, dot);
          int instance = Integer.parseInt(path.substring(dot + 1));
          assertThat(last.merge(field(row, "group") + around, 1, Integer::sum)).isEqualTo(instance);
          assertThat(around.isEmpty() || seen(last, around)).isTrue();
        }
      }
    }
  }

  /** Whether an instance of that path stood in some group before. */
  private static boolean seen(Map<String, Integer> last, String path) {
    int dot = path.lastIndexOf('.');
    String around = dot < 0 ? "" : path.substring(0, dot);
    int instance = Integer.parseInt(path.substring(dot + 1));
    return last.entrySet().stream()
        .anyMatch(
            entry -> entry.getKey().substring(16).equals(around) && entry.getValue() >= instance);
  }

  @Test
  void takesARecordAwayByItsKeyAfterItWasEntered() {
    ReplicaLines tax = lines("201");
    List<Map<String, String>> entered =
        rows(tax.header(), tax.lines(PARENT)).stream()
            .filter(row -> field(row, "operation").equals("PUT"))
            .toList();
    List<Map<String, String>> removed = rows(tax.header(), tax.removal(PARENT));

    assertThat(removed)
        .hasSameSizeAs(entered)
        .allSatisfy(
            row ->
                assertThat(row)
                    .containsOnlyKeys(
                        "operation", "addressee_number", "record_key", "sequence", "as_of")
                    .containsEntry("operation", "DELETE"));
    assertThat(removed)
        .extracting(row -> field(row, "record_key"))
        .containsExactlyElementsOf(entered.stream().map(row -> field(row, "record_key")).toList());
    assertThat(Integer.parseInt(field(removed.getFirst(), "sequence")))
        .isGreaterThan(Integer.parseInt(field(entered.getFirst(), "sequence")));
  }

  @Test
  void quotesWhatAFileOfPeopleTells() {
    Registration told =
        new Registration(
            PARENT.addresseeNumber(),
            PARENT.resident(),
            PARENT.household(),
            PARENT.since(),
            Map.of(new ItemCode("TK00000000010004"), "試,\"験\""));

    assertThat(lines("101").lines(told).getFirst()).contains(",\"試,\"\"験\"\"\",");
  }

  @Test
  void saysWhichYearsAndDaysAFullLoadCovers() {
    assertThat(lines("201").coverage()).contains(new Coverage("2021", "2026"));
    assertThat(lines("202").coverage()).contains(new Coverage("2021-04-01", "2027-03-31"));
    assertThat(Stream.of("101", "204").map(code -> lines(code).coverage()))
        .containsOnly(Optional.empty());
  }

  @ParameterizedTest
  @ValueSource(strings = {"101", "201", "207"})
  void writesFaultyRecordsOfOneLineWithEachThingThatTheLayoutForbids(String code) {
    ReplicaLines lines = lines(code);
    List<FaultyLine> faulty =
        lines.faultyLines(PEOPLE.stream().filter(entry -> lines.recordCount(entry) > 0).toList());

    assertThat(faulty).hasSize(lines.faultCount()).hasSizeGreaterThanOrEqualTo(4);
    assertThat(faulty)
        .extracting(FaultyLine::complaint)
        .contains("required:", "code-list:", "date:", "operation:");
    assertThat(rows(lines.header(), faulty.stream().map(FaultyLine::text).toList()))
        .allSatisfy(row -> assertThat(row).doesNotContainKey("group"));
  }
}
