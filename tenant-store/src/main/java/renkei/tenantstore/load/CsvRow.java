package renkei.tenantstore.load;

import java.util.List;
import renkei.tenantstore.layout.Objection;

/** What comes next in a CSV stream; {@code readable} are the fields that could be read still. */
sealed interface CsvRow {

  /** One record; {@code line} is where it starts, from 1. */
  record Fields(long line, List<String> fields) implements CsvRow {}

  /** One line that is no record; the next one can be read. */
  record Bad(long line, Objection objection, List<String> readable) implements CsvRow {}

  /** From here on the stream cannot be told into lines. */
  record Lost(long line, Objection objection, List<String> readable) implements CsvRow {}

  /** The stream itself failed. */
  record Broken() implements CsvRow {}

  /** The stream ended properly. */
  record End() implements CsvRow {}
}
