package renkei.codebook.database;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Many values bound as one PostgreSQL array, for statements that handle many rows at once by {@code
 * unnest} or {@code = ANY}. Several arrays of one statement take their values from the same items
 * in the same order. Immutable.
 */
public final class SqlArray {

  private final String type;
  private final @Nullable Object[] values;

  private SqlArray(String type, @Nullable Object[] values) {
    this.type = type;
    this.values = values;
  }

  /** An array of {@code text}, one value for each item. */
  public static <T> SqlArray texts(Collection<T> items, Function<T, String> value) {
    return new SqlArray("text", items.stream().map(value).toArray(String[]::new));
  }

  /** An array of {@code bytea}, one value for each item. */
  public static <T> SqlArray bytes(Collection<T> items, Function<T, byte[]> value) {
    return new SqlArray("bytea", items.stream().map(value).toArray(byte[][]::new));
  }

  /** An array of {@code bytea}. */
  public static SqlArray bytes(Collection<byte[]> values) {
    return bytes(values, Function.identity());
  }

  /** An array of {@code bytea}: blind indexes. */
  public static SqlArray indexes(Collection<BlindIndex> values) {
    return bytes(values, BlindIndex::bytes);
  }

  /** An array of {@code uuid}, one value for each item. */
  public static <T> SqlArray uuids(Collection<T> items, Function<T, UUID> value) {
    return new SqlArray("uuid", items.stream().map(value).toArray(UUID[]::new));
  }

  /** An array of {@code bigint}. */
  public static SqlArray longs(Collection<Long> values) {
    return new SqlArray("int8", values.toArray(Long[]::new));
  }

  /** An array of {@code integer}, one value for each item. */
  public static <T> SqlArray integers(Collection<T> items, Function<T, Integer> value) {
    return new SqlArray("int4", items.stream().map(value).toArray(Integer[]::new));
  }

  /** An array of {@code date}, one value for each item. */
  public static <T> SqlArray dates(Collection<T> items, Function<T, LocalDate> value) {
    return new SqlArray(
        "date", items.stream().map(value).map(LocalDate::toString).toArray(String[]::new));
  }

  /** An array of {@code timestamptz}, one value for each item. */
  public static <T> SqlArray times(Collection<T> items, Function<T, Instant> value) {
    return new SqlArray(
        "timestamptz", items.stream().map(value).map(Instant::toString).toArray(String[]::new));
  }

  /** An array of {@code date}, one value for each item: NULL where there is none. */
  public static <T> SqlArray optionalDates(
      Collection<T> items, Function<T, Optional<LocalDate>> value) {
    return new SqlArray(
        "date",
        items.stream()
            .map(value)
            .map(day -> day.map(LocalDate::toString).orElse(null))
            .toArray(String[]::new));
  }

  /** An array of {@code text}, one value for each item: NULL where there is none. */
  public static <T> SqlArray optionalTexts(
      Collection<T> items, Function<T, Optional<String>> value) {
    return new SqlArray(
        "text", items.stream().map(value).map(text -> text.orElse(null)).toArray(String[]::new));
  }

  /** An array of {@code bytea}, one value for each item: NULL where there is none. */
  public static <T> SqlArray optionalBytes(
      Collection<T> items, Function<T, Optional<byte[]>> value) {
    return new SqlArray(
        "bytea", items.stream().map(value).map(bytes -> bytes.orElse(null)).toArray(byte[][]::new));
  }

  void set(PreparedStatement statement, int place) throws SQLException {
    statement.setArray(place, statement.getConnection().createArrayOf(type, values));
  }
}
