package renkei.codebook.database;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PGobject;

/**
 * Many values bound as one PostgreSQL array, for statements that handle many rows at once by {@code
 * unnest} or {@code = ANY}. Several arrays of one statement take their values from the same items
 * in the same order. Immutable.
 */
public final class SqlArray {

  /** Sets one parameter to the array. */
  private interface Setting {
    void set(PreparedStatement statement, int place) throws SQLException;
  }

  private final Setting setting;

  private SqlArray(Setting setting) {
    this.setting = setting;
  }

  /** Of a type of which the driver knows the binary form of its Java arrays. */
  private static SqlArray binary(@Nullable Object[] values) {
    return new SqlArray((statement, place) -> statement.setObject(place, values));
  }

  /** Of another type; the text of no value needs quoting, and that of none is NULL. */
  private static SqlArray plain(String type, Stream<? extends @Nullable Object> values) {
    String literal = values.map(String::valueOf).collect(Collectors.joining(",", "{", "}"));
    return new SqlArray(
        (statement, place) -> {
          PGobject array = new PGobject();
          array.setType(type + "[]");
          array.setValue(literal);
          statement.setObject(place, array);
        });
  }

  /** An array of {@code text}, one value for each item. */
  public static <T> SqlArray texts(Collection<T> items, Function<T, String> value) {
    return binary(items.stream().map(value).toArray(String[]::new));
  }

  /** An array of {@code bytea}, one value for each item. */
  public static <T> SqlArray bytes(Collection<T> items, Function<T, byte[]> value) {
    return binary(items.stream().map(value).toArray(byte[][]::new));
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
    return plain("uuid", items.stream().map(value));
  }

  /** An array of {@code bigint}. */
  public static SqlArray longs(Collection<Long> values) {
    return binary(values.toArray(Long[]::new));
  }

  /** An array of {@code integer}, one value for each item. */
  public static <T> SqlArray integers(Collection<T> items, Function<T, Integer> value) {
    return binary(items.stream().map(value).toArray(Integer[]::new));
  }

  /** An array of {@code date}, one value for each item. */
  public static <T> SqlArray dates(Collection<T> items, Function<T, LocalDate> value) {
    return plain("date", items.stream().map(value));
  }

  /** An array of {@code timestamptz}, one value for each item. */
  public static <T> SqlArray times(Collection<T> items, Function<T, Instant> value) {
    return plain("timestamptz", items.stream().map(value));
  }

  /** An array of {@code date}, one value for each item: NULL where there is none. */
  public static <T> SqlArray optionalDates(
      Collection<T> items, Function<T, Optional<LocalDate>> value) {
    return plain("date", items.stream().map(value).map(day -> day.orElse(null)));
  }

  /** An array of {@code text}, one value for each item: NULL where there is none. */
  public static <T> SqlArray optionalTexts(
      Collection<T> items, Function<T, Optional<String>> value) {
    return binary(items.stream().map(value).map(text -> text.orElse(null)).toArray(String[]::new));
  }

  /** An array of {@code bytea}, one value for each item: NULL where there is none. */
  public static <T> SqlArray optionalBytes(
      Collection<T> items, Function<T, Optional<byte[]>> value) {
    return binary(
        items.stream().map(value).map(bytes -> bytes.orElse(null)).toArray(byte[][]::new));
  }

  void set(PreparedStatement statement, int place) throws SQLException {
    setting.set(statement, place);
  }
}
