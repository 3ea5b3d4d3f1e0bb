package renkei.tenantstore.load;

import java.io.IOException;
import java.io.InputStream;
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

/** Reads line by line and commits batch by batch: memory does not grow with the load. */
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
    CsvReader reader = new CsvReader(csv);
    return switch (header(reader, layout.get())) {
      case ReplicaLines.Header.NotUnderstood(ImportError error) -> new ImportOutcome.Refused(error);
      case ReplicaLines.Header.Understood(ReplicaLines lines) ->
          load(reader, lines, new ImportProgress(sink, information, edition), load);
    };
  }

  private ReplicaLines.Header header(CsvReader reader, Layout layout) {
    return switch (nextOf(reader)) {
      case CsvRow.Fields(_, var fields) ->
          ReplicaLines.header(layout, fields, JapanTime.date(clock.instant()), form);
      case CsvRow.Bad(_, var objection, var fields) -> ReplicaLines.noHeader(objection, fields);
      case CsvRow.Lost(_, var objection, var fields) -> ReplicaLines.noHeader(objection, fields);
      case CsvRow.Broken() -> ReplicaLines.noHeader(Objection.to(Rule.EMPTY), List.of());
      case CsvRow.End() -> ReplicaLines.noHeader(Objection.to(Rule.EMPTY), List.of());
    };
  }

  private static ImportOutcome load(
      CsvReader reader, ReplicaLines lines, ImportProgress progress, Load load) {
    try {
      while (true) {
        switch (nextOf(reader)) {
          case CsvRow.Fields(long line, var fields) -> progress.take(lines.read(line, fields));
          case CsvRow.Bad(long line, var objection, var fields) ->
              progress.take(ReplicaLines.unreadable(line, objection, fields));
          case CsvRow.Lost(long line, var objection, var fields) -> {
            progress.take(ReplicaLines.unreadable(line, objection, fields));
            return interrupted(progress, ImportOutcome.Cause.MALFORMED);
          }
          case CsvRow.Broken() -> {
            return interrupted(progress, ImportOutcome.Cause.SENDER);
          }
          case CsvRow.End() when load == Load.FULL && progress.isEmpty() -> {
            return new ImportOutcome.Refused(new ImportError(1, "", Objection.to(Rule.NO_LINES)));
          }
          case CsvRow.End() -> {
            progress.finish(load);
            return new ImportOutcome.Completed(progress.receipt());
          }
        }
      }
    } catch (DatabaseUnavailableException e) {
      LOG.warn("a load broke off: {}", e.getMessage());
      return new ImportOutcome.Interrupted(progress.receipt(), ImportOutcome.Cause.STORE);
    } catch (RuntimeException e) {
      // What came before is committed: without the receipt the sender could not know it.
      LOG.error("a load broke off by a fault of this platform", e);
      return new ImportOutcome.Interrupted(progress.receipt(), ImportOutcome.Cause.FAULT);
    }
  }

  /** What was read before the break is good. */
  private static ImportOutcome interrupted(ImportProgress progress, ImportOutcome.Cause cause) {
    progress.flush();
    return new ImportOutcome.Interrupted(progress.receipt(), cause);
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
