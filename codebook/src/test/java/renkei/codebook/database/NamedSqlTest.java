package renkei.codebook.database;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import renkei.codebook.Lane;
import renkei.codebook.testing.TestDatabase;

class NamedSqlTest {

  private static TestDatabase postgres;
  private Handle handle;

  @BeforeAll
  static void start() {
    postgres = TestDatabase.fresh();
    postgres.open().close();
  }

  @AfterAll
  static void stop() {
    postgres.close();
  }

  @BeforeEach
  void table() {
    handle = postgres.superuser();
    handle.execute("CREATE TEMP TABLE pair (name text, size int)");
  }

  @AfterEach
  void close() {
    handle.close();
  }

  @Test
  void bindsANameWhereverItStands() {
    String said =
        NamedSql.of("SELECT :word || '-' || :word || :other")
            .on(handle)
            .bind("word", "a")
            .bind("other", "b")
            .one(row -> row.getString(1));

    assertThat(said).isEqualTo("a-ab");
  }

  @Test
  void takesWhatRowsAreMadeOf() {
    UUID id = UUID.randomUUID();
    Instant now = Instant.parse("2026-06-01T00:00:00Z");

    String said =
        NamedSql.of(
                "SELECT (:id::uuid, :at::timestamptz = '2026-06-01Z', :lane, :none::text)::text")
            .on(handle)
            .bind("id", id)
            .bind("at", now)
            .bind("lane", Lane.BULK)
            .bind("none", null)
            .one(row -> row.getString(1));

    assertThat(said).isEqualTo("(" + id + ",t,BULK,)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"'; DROP TABLE pair; --", "' OR '1'='1", "\\'; SELECT 1", ":size", "$1"})
  void bindsAValueThatLooksLikeSqlAsAValue(String value) {
    NamedSql insert = NamedSql.of("INSERT INTO pair VALUES (:name, :size)");
    insert.on(handle).bind("name", "other").bind("size", 1).update();
    insert.on(handle).bind("name", value).bind("size", 2).update();

    assertThat(
            NamedSql.of("SELECT size FROM pair WHERE name = :name")
                .on(handle)
                .bind("name", value)
                .list(row -> row.getInt(1)))
        .containsExactly(2);
  }

  @Test
  void readsAllRowsInTheirOrder() {
    assertThat(
            NamedSql.of("SELECT generate_series(1, :most)")
                .on(handle)
                .bind("most", 3)
                .list(row -> row.getInt(1)))
        .containsExactly(1, 2, 3);
  }

  @Test
  void runsABatchInOneGo() {
    NamedSql.of("INSERT INTO pair VALUES (:name, :size)")
        .batch(
            handle,
            List.of("a", "bc"),
            (binds, it) -> binds.bind("name", it).bind("size", it.length()));

    int sum = NamedSql.of("SELECT sum(size) FROM pair").on(handle).one(row -> row.getInt(1));
    assertThat(sum).isEqualTo(3);
  }

  @Test
  void bindsManyValuesOfEachTypeAsOneArray() {
    UUID id = UUID.randomUUID();
    List<String> words = List.of("", "a,b", "{\"c\"}", "null", "東");
    List<String> bound =
        NamedSql.of("SELECT t FROM unnest(:texts) AS u (t)")
            .on(handle)
            .bind("texts", SqlArray.texts(words, word -> word))
            .list(row -> row.getString(1));
    assertThat(bound).isEqualTo(words);

    String said =
        NamedSql.of(
                """
                SELECT (:bytes = ARRAY['\\x00ff', '']::bytea[], :longs = ARRAY[1, -2]::bigint[],
                  :integers = ARRAY[3]::integer[], :uuids = ARRAY[:id]::uuid[],
                  :dates = ARRAY['2026-06-01']::date[],
                  :times = ARRAY['2026-06-01 09:00:00.5+09']::timestamptz[])::text
                """)
            .on(handle)
            .bind("bytes", SqlArray.bytes(List.of(new byte[] {0, -1}, new byte[0])))
            .bind("longs", SqlArray.longs(List.of(1L, -2L)))
            .bind("integers", SqlArray.integers(List.of(3), size -> size))
            .bind("uuids", SqlArray.uuids(List.of(id), each -> each))
            .bind("id", id)
            .bind("dates", SqlArray.dates(List.of("2026-06-01"), LocalDate::parse))
            .bind("times", SqlArray.times(List.of("2026-06-01T00:00:00.5Z"), Instant::parse))
            .one(row -> row.getString(1));
    assertThat(said).isEqualTo("(t,t,t,t,t,t)");
  }

  @Test
  void bindsNullWhereAnArrayHasNoValue() {
    List<Optional<String>> days = List.of(Optional.of("2026-06-01"), Optional.empty());

    List<String> said =
        NamedSql.of(
                """
                SELECT concat_ws(' ', coalesce(a, '-'), coalesce(b::text, '-'),
                  coalesce(encode(c, 'escape'), '-'))
                FROM unnest(:texts, :dates, :bytes) AS u (a, b, c)
                """)
            .on(handle)
            .bind("texts", SqlArray.optionalTexts(days, day -> day))
            .bind("dates", SqlArray.optionalDates(days, day -> day.map(LocalDate::parse)))
            .bind(
                "bytes", SqlArray.optionalBytes(days, day -> day.map(text -> text.getBytes(UTF_8))))
            .list(row -> row.getString(1));

    assertThat(said).containsExactly("2026-06-01 2026-06-01 2026-06-01", "- - -");
  }

  @Test
  void saysHowManyRowsChanged() {
    int changed =
        NamedSql.of("INSERT INTO pair VALUES (:name, 1)").on(handle).bind("name", "a").update();

    assertThat(changed).isEqualTo(1);
  }

  @Test
  void refusesAParameterThatTheStatementDoesNotHave() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NamedSql.of("SELECT :a").on(handle).bind("b", 1))
        .withMessageContaining("b");
  }

  @Test
  void refusesToRunWithoutAParameter() {
    assertThatIllegalStateException()
        .isThrownBy(() -> NamedSql.of("SELECT :a").on(handle).one(row -> row.getInt(1)))
        .withMessageContaining("a");
  }
}
