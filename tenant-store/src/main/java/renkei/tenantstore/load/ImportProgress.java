package renkei.tenantstore.load;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import renkei.codebook.Edition;
import renkei.codebook.InformationCode;

/** Counts one load and commits it in batches. A line counts as committed once its batch is. */
final class ImportProgress {

  /** Lines committed together. */
  private static final int BATCH = 500;

  private final ReplicaSink sink;
  private final InformationCode information;
  private final Edition edition;
  private final List<ReplicaLines.Line> lines = new ArrayList<>();
  private final List<Waiting> batch = new ArrayList<>();
  private final List<ImportError> errors = new ArrayList<>();
  private final Map<ReplicaSink.Effect, Long> effects = new EnumMap<>(ReplicaSink.Effect.class);
  private long received;
  private long refused;
  private long nameless;
  private long forbidden;
  private long omitted;
  private long doubted;

  ImportProgress(ReplicaSink sink, InformationCode information, Edition edition) {
    this.sink = sink;
    this.information = information;
    this.edition = edition;
  }

  /** A change to be committed, and the line it came from. */
  private record Waiting(long line, ReplicaChange change) {}

  /** A line waits with others: what more of the load says may settle what it is. */
  void take(ReplicaLines.Line line) {
    received++;
    lines.add(line);
    if (lines.size() == BATCH) {
      flush();
    }
  }

  private void settle(ReplicaLines.Line line) {
    switch (line) {
      case ReplicaLines.Line.Doubtful doubtful -> settle(doubtful.settled());
      case ReplicaLines.Line.Good(long number, ReplicaChange change) ->
          batch.add(new Waiting(number, change));
      case ReplicaLines.Line.Bad(var found, var subject) -> {
        refused++;
        found.forEach(this::report);
        subject.ifPresentOrElse(
            person -> batch.add(new Waiting(0, new ReplicaChange.Unreadable(person))),
            () -> nameless++);
      }
    }
  }

  private void report(ImportError error) {
    if (error.isForbidden()) {
      forbidden++;
    }
    if (errors.size() < ImportReceipt.ERRORS) {
      errors.add(error);
    } else {
      omitted++;
    }
  }

  void flush() {
    lines.forEach(this::settle);
    lines.clear();
    List<Waiting> all = List.copyOf(batch);
    batch.clear();
    List<Waiting> marks = commit(all);
    List<Waiting> unmarked = commit(marks);
    // Of whom not even a mark can be kept, only a doubt about everybody is left to keep.
    nameless += unmarked.size();
    if (nameless > doubted) {
      sink.doubt(information);
      doubted = nameless;
    }
  }

  /** Counts what became of these; returns the marks to be left for what the store refused. */
  private List<Waiting> commit(List<Waiting> all) {
    List<Waiting> marks = new ArrayList<>();
    if (all.isEmpty()) {
      return marks;
    }
    List<ReplicaSink.Effect> committed =
        sink.commit(information, edition, all.stream().map(Waiting::change).toList());
    for (int i = 0; i < all.size(); i++) {
      Waiting waiting = all.get(i);
      boolean isLine = !(waiting.change() instanceof ReplicaChange.Unreadable);
      if (committed.get(i) == ReplicaSink.Effect.REFUSED) {
        if (isLine) {
          refused++;
          report(new ImportError(waiting.line(), "", ImportError.UNSTORABLE));
        }
        marks.add(
            new Waiting(waiting.line(), new ReplicaChange.Unreadable(waiting.change().subject())));
      } else if (isLine) {
        effects.merge(committed.get(i), 1L, Long::sum);
      }
    }
    return marks;
  }

  void finish(ReplicaImport.Load load) {
    flush();
    // A load of which nothing could be taken says nothing about anybody.
    if (load == ReplicaImport.Load.FULL && committed().total() > 0) {
      sink.register(information, nameless == 0);
    }
  }

  boolean isEmpty() {
    return received == 0;
  }

  private ImportReceipt.Committed committed() {
    return new ImportReceipt.Committed(
        effects.getOrDefault(ReplicaSink.Effect.APPLIED, 0L),
        effects.getOrDefault(ReplicaSink.Effect.UNCHANGED, 0L),
        effects.getOrDefault(ReplicaSink.Effect.SUPERSEDED, 0L));
  }

  ImportReceipt receipt() {
    return new ImportReceipt(received, committed(), refused, nameless, forbidden, errors, omitted);
  }
}
