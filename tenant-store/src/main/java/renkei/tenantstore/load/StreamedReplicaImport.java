package renkei.tenantstore.load;

import java.io.InputStream;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.LocalDate;
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

  private LocalDate today() {
    return JapanTime.date(clock.instant());
  }

  @Override
  public ImportOutcome load(
      InformationCode information, Edition edition, Load load, InputStream csv) {
    Optional<Layout> layout = layouts.find(information, edition);
    if (layout.isEmpty()) {
      return new ImportOutcome.Refused(new ImportError(0, "", Objection.to(Rule.NO_LAYOUT)));
    }
    PartStream stream = new PartStream(csv, LoadFormat.CSV, 1, layout.get());
    return switch (stream.header()) {
      case LineColumns.Header.NotUnderstood(ImportError error) -> new ImportOutcome.Refused(error);
      case LineColumns.Header.Understood(LineColumns columns) ->
          open(stream, columns, layout.get(), load);
    };
  }

  private ImportOutcome open(PartStream stream, LineColumns columns, Layout layout, Load load) {
    ReplicaSink.Opened opened;
    try {
      opened = sink.open(layout, load, ReplicaSink.Way.AT_ONCE);
    } catch (DatabaseUnavailableException e) {
      LOG.warn("a load could not begin: {}", e.getMessage());
      return nothing(load, ImportOutcome.Cause.STORE);
    }
    return switch (opened) {
      case ReplicaSink.Opened.Ended(byte[] digest, ImportReceipt receipt) ->
          again(stream, load, digest, receipt);
      case ReplicaSink.Opened.Differs(), ReplicaSink.Opened.TooMany() ->
          new ImportOutcome.Differs();
      case ReplicaSink.Opened.Untested() -> new ImportOutcome.Untested();
      case ReplicaSink.Opened.NotFull() -> new ImportOutcome.NotFull();
      case ReplicaSink.Opened.Writing(ReplicaSink.Writer writer) -> {
        ImportOutcome outcome = load(stream, columns, load, writer);
        if (!(outcome instanceof ImportOutcome.Completed)) {
          giveUp(writer);
        }
        yield outcome;
      }
    };
  }

  private static ImportOutcome nothing(Load load, ImportOutcome.Cause cause) {
    return new ImportOutcome.Interrupted(ImportReceipt.nothing(load.batch()), cause);
  }

  /** What it says decides whether it is the same. */
  private static ImportOutcome again(
      PartStream stream, Load load, byte[] digest, ImportReceipt receipt) {
    if (!stream.readOut()) {
      return nothing(load, ImportOutcome.Cause.SENDER);
    }
    return MessageDigest.isEqual(digest, PartChain.ofParts(List.of(stream.chain().value())))
        ? new ImportOutcome.Completed(receipt)
        : new ImportOutcome.Differs();
  }

  private ImportOutcome load(
      PartStream stream, LineColumns columns, Load load, ReplicaSink.Writer writer) {
    return switch (stream.read(columns, form, today(), writer, ReplicaSink.Progress.none(1))) {
      case PartStream.Ended.Differs() -> throw new IllegalStateException("nothing came before");
      case PartStream.Ended.Broken(ImportProgress progress, var cause) ->
          new ImportOutcome.Interrupted(progress.brokenOff().nothing(load.batch()), cause);
      case PartStream.Ended.Whole(ReplicaSink.Progress part) -> finish(load, writer, part);
    };
  }

  private static ImportOutcome finish(
      Load load, ReplicaSink.Writer writer, ReplicaSink.Progress part) {
    if (LoadEnd.isEmpty(load, List.of(part))) {
      return new ImportOutcome.Refused(new ImportError(1, "", Objection.to(Rule.NO_LINES)));
    }
    try {
      return new ImportOutcome.Completed(LoadEnd.of(load, List.of(part)).finish(writer));
    } catch (DatabaseUnavailableException e) {
      LOG.warn("a load broke off at its end: {}", e.getMessage());
      return new ImportOutcome.Interrupted(
          part.tally().nothing(load.batch()), ImportOutcome.Cause.STORE);
    } catch (RuntimeException e) {
      LOG.error("a load broke off at its end by a fault of this platform", e);
      return new ImportOutcome.Interrupted(
          part.tally().nothing(load.batch()), ImportOutcome.Cause.FAULT);
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

  @Override
  public OpenOutcome open(InformationCode information, Edition edition, Load load) {
    Optional<Layout> layout = layouts.find(information, edition);
    if (layout.isEmpty()) {
      return new OpenOutcome.NoLayout();
    }
    return switch (sink.open(layout.get(), load, ReplicaSink.Way.IN_PARTS)) {
      case ReplicaSink.Opened.Differs() -> new OpenOutcome.Differs();
      case ReplicaSink.Opened.TooMany() -> new OpenOutcome.TooMany();
      case ReplicaSink.Opened.Untested() -> new OpenOutcome.Untested();
      case ReplicaSink.Opened.NotFull() -> new OpenOutcome.NotFull();
      case ReplicaSink.Opened.Ended _, ReplicaSink.Opened.Writing _ ->
          find(load.batch())
              .<OpenOutcome>map(OpenOutcome.Known::new)
              .orElseGet(OpenOutcome.Differs::new);
    };
  }

  @Override
  public PartOutcome part(Load.Batch batch, int part, LoadFormat format, InputStream in) {
    Optional<LoadStatus> status = find(batch).filter(LoadStatus::inParts);
    Optional<Layout> layout =
        status.flatMap(known -> layouts.find(known.information(), known.edition()));
    Optional<ReplicaSink.Writer> writer = layout.flatMap(known -> sink.writer(known, batch));
    if (writer.isEmpty()) {
      return new PartOutcome.NotOpen();
    }
    for (int before = 1; before < part; before++) {
      if (!status.get().isComplete(before)) {
        return new PartOutcome.Early(before);
      }
    }
    PartStream stream = new PartStream(in, format, part, layout.get());
    return switch (stream.header()) {
      case LineColumns.Header.NotUnderstood(ImportError error) -> new PartOutcome.Refused(error);
      case LineColumns.Header.Understood(LineColumns columns) -> {
        PartStream.Ended ended =
            stream.read(columns, form, today(), writer.get(), writer.get().begin(part));
        yield outcome(batch, ended);
      }
    };
  }

  private static PartOutcome outcome(Load.Batch batch, PartStream.Ended ended) {
    return switch (ended) {
      case PartStream.Ended.Differs() -> new PartOutcome.Differs();
      case PartStream.Ended.Whole(ReplicaSink.Progress kept) ->
          new PartOutcome.Kept(state(kept), kept.tally().receipt(batch, LoadState.OPEN, 0));
      case PartStream.Ended.Broken(ImportProgress progress, var cause) ->
          new PartOutcome.Interrupted(
              state(progress.kept()),
              progress.brokenOff().receipt(batch, LoadState.OPEN, 0),
              cause);
    };
  }

  private static LoadStatus.Part state(ReplicaSink.Progress progress) {
    return new LoadStatus.Part(progress.part(), progress.records(), progress.complete());
  }

  @Override
  public FinishOutcome finish(Load.Batch batch, int parts) {
    Optional<LoadStatus> found = find(batch).filter(LoadStatus::inParts);
    if (found.isEmpty()) {
      return new FinishOutcome.Unknown();
    }
    LoadStatus status = found.get();
    if (status.receipt().isPresent()) {
      return new FinishOutcome.Finished(status.receipt().get());
    }
    if (!status.isWhole(parts)) {
      return new FinishOutcome.NotWhole(status);
    }
    Optional<ReplicaSink.Writer> writer =
        layouts
            .find(status.information(), status.edition())
            .flatMap(layout -> sink.writer(layout, batch));
    if (writer.isEmpty()) {
      return new FinishOutcome.Unknown();
    }
    List<ReplicaSink.Progress> progress = writer.get().parts();
    return LoadEnd.isEmpty(status.load(), progress)
        ? new FinishOutcome.Empty()
        : new FinishOutcome.Finished(LoadEnd.of(status.load(), progress).finish(writer.get()));
  }

  @Override
  public boolean abandon(Load.Batch batch) {
    return sink.abandon(batch);
  }

  @Override
  public Optional<LoadStatus> find(Load.Batch batch) {
    return sink.find(batch);
  }

  @Override
  public List<LoadStatus> list(int most) {
    return sink.list(most);
  }
}
