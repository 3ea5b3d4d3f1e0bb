package renkei.tenantstore.load;

import java.io.IOException;
import java.io.InputStream;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import renkei.codebook.database.DatabaseUnavailableException;
import renkei.codebook.directory.AddresseeForm;
import renkei.tenantstore.layout.Layout;
import renkei.tenantstore.layout.Objection;
import renkei.tenantstore.layout.Objection.Rule;
import renkei.tenantstore.load.RecordReader.Next;

/** One part of a load as it comes, from its header on. Not thread-safe. */
final class PartStream {

  private static final Logger LOG = LoggerFactory.getLogger(PartStream.class);

  /** Where rows come from. */
  private interface Rows {
    CsvRow next() throws IOException;
  }

  private final Rows rows;
  private final LoadFormat format;
  private final Layout layout;
  private final PartChain chain = new PartChain();

  /**
   * @param part from 1
   */
  PartStream(InputStream in, LoadFormat format, int part, Layout layout) {
    long firstLine = new LoadLine(part, 1).number();
    this.rows =
        switch (format) {
          case CSV -> new CsvReader(in, firstLine)::next;
          case JSON_LINES -> new JsonLines(in, LineColumns.all(layout), firstLine)::next;
        };
    this.format = format;
    this.layout = layout;
  }

  /** How the reading of a part ended. */
  sealed interface Ended {

    /** At its end, and all of it is kept. */
    record Whole(ReplicaSink.Progress kept) implements Ended {}

    /** Before it. */
    record Broken(ImportProgress progress, ImportOutcome.Cause cause) implements Ended {}

    /** What came is not what is kept. */
    record Differs() implements Ended {}
  }

  /** Reads the header, where the form has one; nothing else can be read before. */
  LineColumns.Header header() {
    return switch (format) {
      case CSV -> csvHeader();
      case JSON_LINES -> new LineColumns.Header.Understood(LineColumns.all(layout));
    };
  }

  private LineColumns.Header csvHeader() {
    CsvRow first = next();
    chain.add(first);
    return switch (first) {
      case CsvRow.Fields(_, var fields) -> LineColumns.read(layout, fields);
      case CsvRow.Bad(_, var objection, var fields) -> LineColumns.noHeader(objection, fields);
      case CsvRow.Lost(_, var objection, var fields) -> LineColumns.noHeader(objection, fields);
      case CsvRow.Broken() -> LineColumns.noHeader(Objection.to(Rule.EMPTY), List.of());
      case CsvRow.End() -> LineColumns.noHeader(Objection.to(Rule.EMPTY), List.of());
    };
  }

  /**
   * Reads the records, and keeps those that are not kept yet.
   *
   * @param begun how far the part has come before
   * @param today in Japan
   */
  Ended read(
      LineColumns columns,
      Optional<AddresseeForm> form,
      LocalDate today,
      ReplicaSink.Writer writer,
      ReplicaSink.Progress begun) {
    ImportProgress progress = new ImportProgress(writer, begun, chain);
    RecordLines lines =
        new RecordLines(
            columns,
            new RecordHead(layout.records().key(), today),
            new RecordBody(layout, columns),
            form);
    try {
      return read(lines, progress);
    } catch (DatabaseUnavailableException e) {
      LOG.warn("a load broke off: {}", e.getMessage());
      return new Ended.Broken(progress, ImportOutcome.Cause.STORE);
    } catch (RuntimeException e) {
      LOG.error("a load broke off by a fault of this platform", e);
      return new Ended.Broken(progress, ImportOutcome.Cause.FAULT);
    }
  }

  private Ended read(RecordLines lines, ImportProgress progress) {
    // A line of JSON is a whole record: what stands beside it is no part of it.
    boolean goesOn = format == LoadFormat.CSV && !layout.groups().isEmpty();
    RecordReader records = new RecordReader(this::next, chain::add, goesOn);
    while (true) {
      boolean same;
      switch (records.next()) {
        case Next.Lines record ->
            same = progress.take(lines.read(record), record.received(), record.characters());
        case Next.Other(CsvRow.Fields line) -> same = progress.take(lines.stray(line), 1, 0);
        case Next.Other(CsvRow.Bad(long line, var objection, var fields)) ->
            same = progress.take(RecordLines.unreadable(line, objection, fields), 1, 0);
        case Next.Other(CsvRow.Lost(long line, var objection, var fields)) -> {
          progress.lose(RecordLines.unreadable(line, objection, fields));
          return new Ended.Broken(progress, ImportOutcome.Cause.MALFORMED);
        }
        case Next.Other(CsvRow.Broken()) -> {
          return new Ended.Broken(progress, ImportOutcome.Cause.SENDER);
        }
        case Next.Other(CsvRow.End()) -> {
          return end(progress);
        }
      }
      if (!same) {
        return new Ended.Differs();
      }
    }
  }

  private static Ended end(ImportProgress progress) {
    if (progress.wasComplete()) {
      return progress.isRepeated() ? new Ended.Whole(progress.kept()) : new Ended.Differs();
    }
    return progress.isCaughtUp() ? new Ended.Whole(progress.finish()) : new Ended.Differs();
  }

  /** The digest of the rows that were read. */
  PartChain chain() {
    return chain;
  }

  /** Reads on to the end without a look at what stands there; whether that could be reached. */
  boolean readOut() {
    while (true) {
      CsvRow row = next();
      chain.add(row);
      switch (row) {
        case CsvRow.Fields _, CsvRow.Bad _ -> {}
        case CsvRow.End() -> {
          return true;
        }
        case CsvRow.Lost _, CsvRow.Broken _ -> {
          return false;
        }
      }
    }
  }

  private CsvRow next() {
    try {
      return rows.next();
    } catch (IOException e) {
      LOG.info("the stream of a load broke off: {}", e.getClass().getName());
      return new CsvRow.Broken();
    }
  }
}
