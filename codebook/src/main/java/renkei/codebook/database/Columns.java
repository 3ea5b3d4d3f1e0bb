package renkei.codebook.database;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.argument.Argument;

/**
 * Columns of values bound as PostgreSQL arrays, for statements that handle many rows at once by
 * {@code unnest} or {@code = ANY}.
 */
public final class Columns {

  private Columns() {}

  /** A column of {@code text}. */
  public static Argument texts(List<String> values) {
    return array("text", values.toArray(String[]::new));
  }

  /** A column of {@code bytea}. */
  public static Argument bytes(List<byte[]> values) {
    return array("bytea", values.toArray(byte[][]::new));
  }

  /** A column of {@code uuid}. */
  public static Argument uuids(List<UUID> values) {
    return array("uuid", values.toArray(UUID[]::new));
  }

  /** A column of {@code bigint}. */
  public static Argument longs(List<Long> values) {
    return array("int8", values.toArray(Long[]::new));
  }

  /** A column of {@code date}. */
  public static Argument dates(List<LocalDate> values) {
    return array("date", values.stream().map(LocalDate::toString).toArray(String[]::new));
  }

  /** One {@code timestamptz}. */
  public static Argument instant(Instant value) {
    return (position, statement, _) ->
        statement.setObject(position, value.atOffset(ZoneOffset.UTC));
  }

  private static Argument array(String type, Object[] values) {
    return (position, statement, _) ->
        statement.setArray(position, statement.getConnection().createArrayOf(type, values));
  }
}
