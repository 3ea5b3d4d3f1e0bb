package renkei.tenantstore.load;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import renkei.tenantstore.layout.Objection;

/** Counts one load and hands it on in batches. */
final class ImportProgress {

  /** Records committed together. */
  private static final int BATCH = 500;

  /** No more characters than these wait to be committed, and one record. */
  private static final long BATCH_CHARACTERS = 16L << 20;

  private final ReplicaSink.Writer writer;
  private final Load load;
  private final List<Line> lines = new ArrayList<>();
  private final List<ImportError> errors = new ArrayList<>();
  private final List<ImportReceipt.Overtaken> overtaken = new ArrayList<>();
  private final Map<ReplicaSink.Kind, Long> effects = new EnumMap<>(ReplicaSink.Kind.class);
  private long received;
  private long waiting;
  private long refused;
  private long nameless;
  private long forbidden;
  private long omitted;

  ImportProgress(ReplicaSink.Writer writer, Load load) {
    this.writer = writer;
    this.load = load;
  }

  /**
   * A record waits with others: what more of the load says may settle what it is.
   *
   * @param ofLines how many lines it is made of
   * @param characters how many are in them
   */
  void take(Line line, long ofLines, long characters) {
    received += ofLines;
    waiting += characters;
    lines.add(line);
    if (lines.size() == BATCH || waiting >= BATCH_CHARACTERS) {
      flush();
    }
  }

  private void flush() {
    List<ReplicaChange> batch = new ArrayList<>();
    lines.forEach(line -> settle(line, batch));
    lines.clear();
    waiting = 0;
    List<ReplicaChange> marks = commit(batch);
    // Of whom not even a mark can be kept, only a doubt about everybody is left to keep.
    nameless += commit(marks).size();
  }

  private void settle(Line line, List<ReplicaChange> batch) {
    switch (line) {
      case Line.Doubtful doubtful -> settle(doubtful.settled(), batch);
      case Line.Good(ReplicaChange change) -> batch.add(change);
      case Line.Bad(var found, var mark) -> {
        refused++;
        found.forEach(this::report);
        mark.ifPresentOrElse(batch::add, () -> nameless++);
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

  /** Counts what became of these; returns the marks to be left for what was refused. */
  private List<ReplicaChange> commit(List<ReplicaChange> batch) {
    List<ReplicaChange> marks = new ArrayList<>();
    if (batch.isEmpty()) {
      return marks;
    }
    List<ReplicaSink.Effect> committed = writer.commit(batch);
    for (int i = 0; i < batch.size(); i++) {
      switch (batch.get(i)) {
        case ReplicaChange.Stated stated -> {
          if (!count(stated.line(), committed.get(i))) {
            marks.add(ReplicaChange.Unreadable.of(stated));
          }
        }
        case ReplicaChange.Unreadable(var subject, var place) -> {
          if (committed.get(i).kind() == ReplicaSink.Kind.REFUSED && place.isPresent()) {
            marks.add(ReplicaChange.Unreadable.of(subject));
          } else if (committed.get(i).kind() == ReplicaSink.Kind.REFUSED) {
            marks.add(batch.get(i));
          }
        }
      }
    }
    return marks;
  }

  /** Whether it was taken. */
  private boolean count(long line, ReplicaSink.Effect effect) {
    return switch (effect.kind()) {
      case APPLIED -> {
        add(ReplicaSink.Kind.APPLIED, 1);
        if (effect.other() > 0) {
          add(ReplicaSink.Kind.APPLIED, -1);
          overtake(effect.other(), line);
        }
        yield true;
      }
      case UNCHANGED -> {
        add(ReplicaSink.Kind.UNCHANGED, 1);
        yield true;
      }
      case OVERTAKEN -> {
        overtake(line, effect.other());
        yield true;
      }
      case REPEATED, SEQUENCE_REUSED, REFUSED -> {
        refused++;
        report(new ImportError(line, "", objection(effect)));
        yield false;
      }
    };
  }

  private static Objection objection(ReplicaSink.Effect effect) {
    return effect.kind() == ReplicaSink.Kind.REPEATED
        ? ImportError.repeated(effect.other())
        : effect.kind() == ReplicaSink.Kind.SEQUENCE_REUSED
            ? ImportError.SEQUENCE_REUSED
            : ImportError.UNSTORABLE;
  }

  private void add(ReplicaSink.Kind kind, long more) {
    effects.merge(kind, more, Long::sum);
  }

  private void overtake(long line, long by) {
    add(ReplicaSink.Kind.OVERTAKEN, 1);
    if (by > 0 && overtaken.size() < ImportReceipt.ERRORS) {
      overtaken.add(new ImportReceipt.Overtaken(line, by));
    }
  }

  /** Makes the load count. */
  ImportReceipt finish(byte[] digest) {
    flush();
    // A load of which nothing could be taken says nothing about anybody.
    boolean registers =
        load.scope() instanceof Load.Scope.Full && receipt(false, 0).counts().taken() > 0;
    return writer.release(
        new ReplicaSink.End(registers, nameless > 0, digest),
        settled -> {
          settled.late().forEach(this::late);
          return receipt(true, settled.deleted());
        });
  }

  /** What was counted as applied is something else after all. */
  private void late(ReplicaSink.Late late) {
    add(ReplicaSink.Kind.APPLIED, -1);
    boolean _ = count(late.line(), new ReplicaSink.Effect(late.kind(), 0));
  }

  boolean isEmpty() {
    return received == 0;
  }

  /** Of a load that broke off: nothing of it stands. */
  ImportReceipt brokenOff() {
    lines.forEach(line -> settle(line, new ArrayList<>()));
    lines.clear();
    return new ImportReceipt(
        load.batch().value(),
        false,
        received,
        new ImportReceipt.Counts(0, 0, 0, refused, 0),
        nameless,
        forbidden,
        errors,
        omitted,
        List.of());
  }

  private ImportReceipt receipt(boolean stands, long deleted) {
    return new ImportReceipt(
        load.batch().value(),
        stands,
        received,
        new ImportReceipt.Counts(
            effects.getOrDefault(ReplicaSink.Kind.APPLIED, 0L),
            effects.getOrDefault(ReplicaSink.Kind.UNCHANGED, 0L),
            effects.getOrDefault(ReplicaSink.Kind.OVERTAKEN, 0L),
            refused,
            deleted),
        nameless,
        forbidden,
        errors,
        omitted,
        overtaken);
  }
}
