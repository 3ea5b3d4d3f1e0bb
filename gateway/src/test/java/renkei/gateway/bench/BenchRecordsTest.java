package renkei.gateway.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BenchRecordsTest {

  private static final LocalDate DAY = LocalDate.parse("2026-06-15");

  private static String text(BenchRecords records) throws IOException {
    try (InputStream csv = records.csv(DAY, _ -> {})) {
      return new String(csv.readAllBytes(), UTF_8);
    }
  }

  @Test
  void areTheSameForTheSameSeed() throws IOException {
    assertThat(text(new BenchRecords(20, 7))).isEqualTo(text(new BenchRecords(20, 7)));
    assertThat(text(new BenchRecords(20, 7))).isNotEqualTo(text(new BenchRecords(20, 8)));
  }

  @Test
  void areFiveYearsOfEachPerson() throws IOException {
    List<String> heads =
        text(new BenchRecords(10, 1))
            .lines()
            .filter(line -> line.startsWith("PUT"))
            .map(line -> line.substring(4, 24))
            .toList();

    assertThat(heads).doesNotHaveDuplicates().hasSize(10);
    assertThat(heads.subList(0, 5))
        .allMatch(head -> head.startsWith(BenchRecords.person(0).value()));
    assertThat(heads.subList(5, 10))
        .allMatch(head -> head.startsWith(BenchRecords.person(1).value()));
  }

  @Test
  void tellHowManyOfThemWereRead() throws IOException {
    List<Integer> told = new ArrayList<>();
    try (InputStream csv = new BenchRecords(3, 1).csv(DAY, told::add)) {
      assertThat(csv.readAllBytes()).isNotEmpty();
    }

    assertThat(told).startsWith(0, 1, 2, 3).containsOnly(0, 1, 2, 3);
  }
}
