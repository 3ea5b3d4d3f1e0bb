package renkei.tenantstore.load;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import renkei.codebook.Edition;
import renkei.codebook.InformationCode;
import renkei.codebook.JapanTime;
import renkei.codebook.database.DatabaseUnavailableException;
import renkei.codebook.directory.AddresseeForm;
import renkei.tenantstore.layout.Layout;
import renkei.tenantstore.layout.Layouts;
import renkei.tenantstore.layout.Objection;
import renkei.tenantstore.layout.Objection.Rule;
import renkei.tenantstore.load.RecordReader.Next;

/** Reads record by record and commits batch by batch: memory does not grow with the load. */
final class StreamedReplicaImport implements ReplicaImport {

  private static final Logger LOG = LoggerFactory.getLogger(StreamedReplicaImport.class);

  private final Layouts layouts;
  private final ReplicaSink sink;
  private final Optional<AddresseeForm> form;
  private final Clock clock;

  StreamedReplicaImport(
      Layouts layouts, ReplicaSink sink, Optional<AddresseeForm> form, Clock clock) {
    this.form = form;
    this.layouts = layouts;
    this.sink = sink;
    this.clock = clock;
  }

  @Override
  public ImportOutcome load(
      InformationCode information, Edition edition, Load load, InputStream csv) {
    Optional<Layout> layout = layouts.find(information, edition);
    if (layout.isEmpty()) {
      return new ImportOutcome.Refused(new ImportError(0, "", Objection.to(Rule.NO_LAYOUT)));
    }
    DigestInputStream bytes = new DigestInputStream(csv, sha256());
    CsvReader reader = new CsvReader(bytes);
    return switch (header(reader, layout.get())) {
      case LineColumns.Header.NotUnderstood(ImportError error) -> new ImportOutcome.Refused(error);
      case LineColumns.Header.Understood(LineColumns columns) ->
          open(reader, bytes, layout.get(), columns, load);
    };
  }

  private static LineColumns.Header header(CsvReader reader, Layout layout) {
    return switch (nextOf(reader)) {
      case CsvRow.Fields(_, var fields) -> LineColumns.read(layout, fields);
      case CsvRow.Bad(_, var objection, var fields) -> LineColumns.noHeader(objection, fields);
      case CsvRow.Lost(_, var objection, var fields) -> LineColumns.noHeader(objection, fields);
      case CsvRow.Broken() -> LineColumns.noHeader(Objection.to(Rule.EMPTY), List.of());
      case CsvRow.End() -> LineColumns.noHeader(Objection.to(Rule.EMPTY), List.of());
    };
  }

  private ImportOutcome open(
      CsvReader reader, DigestInputStream bytes, Layout layout, LineColumns columns, Load load) {
    ReplicaSink.Opened opened;
    try {
      opened = sink.open(layout, load);
    } catch (DatabaseUnavailableException e) {
      LOG.warn("a load could not begin: {}", e.getMessage());
      return new ImportOutcome.Interrupted(
          ImportReceipt.nothing(load.batch()), ImportOutcome.Cause.STORE);
    }
    return switch (opened) {
      case ReplicaSink.Opened.Released before -> again(bytes, load, before);
      case ReplicaSink.Opened.Writing(ReplicaSink.Writer writer) -> {
        RecordLines lines =
            new RecordLines(
                columns,
                new RecordHead(layout.records().key(), JapanTime.date(clock.instant())),
                new RecordBody(layout, columns),
                form);
        RecordReader records = new RecordReader(() -> nextOf(reader), !layout.groups().isEmpty());
        ImportOutcome outcome = load(records, bytes, lines, new ImportProgress(writer, load), load);
        if (!(outcome instanceof ImportOutcome.Completed)) {
          giveUp(writer);
        }
        yield outcome;
      }
    };
  }

  /** The bytes decide whether it is the same. */
  private static ImportOutcome again(
      DigestInputStream bytes, Load load, ReplicaSink.Opened.Released before) {
    try {
      long _ = bytes.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      LOG.info("the stream of a load broke off: {}", e.getClass().getName());
      return new ImportOutcome.Interrupted(
          ImportReceipt.nothing(load.batch()), ImportOutcome.Cause.SENDER);
    }
    return before.sameLoad()
            && MessageDigest.isEqual(before.digest(), bytes.getMessageDigest().digest())
        ? new ImportOutcome.Completed(before.receipt())
        : new ImportOutcome.Differs();
  }

  private static ImportOutcome load(
      RecordReader records,
      DigestInputStream bytes,
      RecordLines lines,
      ImportProgress progress,
      Load load) {
    try {
      while (true) {
        switch (records.next()) {
          case Next.Lines record ->
              progress.take(lines.read(record), record.received(), record.characters());
          case Next.Other(CsvRow.Fields line) -> progress.take(lines.stray(line), 1, 0);
          case Next.Other(CsvRow.Bad(long line, var objection, var fields)) ->
              progress.take(RecordLines.unreadable(line, objection, fields), 1, 0);
          case Next.Other(CsvRow.Lost(long line, var objection, var fields)) -> {
            progress.take(RecordLines.unreadable(line, objection, fields), 1, 0);
            return new ImportOutcome.Interrupted(
                progress.brokenOff(), ImportOutcome.Cause.MALFORMED);
          }
          case Next.Other(CsvRow.Broken()) -> {
            return new ImportOutcome.Interrupted(progress.brokenOff(), ImportOutcome.Cause.SENDER);
          }
          case Next.Other(CsvRow.End()) -> {
            return progress.isEmpty() && load.scope() instanceof Load.Scope.Full
                ? new ImportOutcome.Refused(new ImportError(1, "", Objection.to(Rule.NO_LINES)))
                : new ImportOutcome.Completed(progress.finish(bytes.getMessageDigest().digest()));
          }
        }
      }
    } catch (DatabaseUnavailableException e) {
      LOG.warn("a load broke off: {}", e.getMessage());
      return new ImportOutcome.Interrupted(progress.brokenOff(), ImportOutcome.Cause.STORE);
    } catch (RuntimeException e) {
      LOG.error("a load broke off by a fault of this platform", e);
      return new ImportOutcome.Interrupted(progress.brokenOff(), ImportOutcome.Cause.FAULT);
    }
  }

  /** What stays behind is invisible, and goes when the tenant loads again. */
  private static void giveUp(ReplicaSink.Writer writer) {
    try {
      writer.abandon();
    } catch (RuntimeException e) {
      LOG.warn("what a load has left could not be taken away yet: {}", e.getMessage());
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static CsvRow nextOf(CsvReader reader) {
    try {
      return reader.next();
    } catch (IOException e) {
      LOG.info("the stream of a load broke off: {}", e.getClass().getName());
      return new CsvRow.Broken();
    }
  }
}
