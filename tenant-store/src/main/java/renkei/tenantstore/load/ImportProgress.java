package renkei.tenantstore.load;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import renkei.tenantstore.layout.Objection;

/**
 * Hands the records of one part on in batches, and counts what becomes of them. Of a part that goes
 * on where it was cut, what came before is passed over.
 */
final class ImportProgress {

  /** Records committed together. */
  private static final int BATCH = 500;

  /** No more characters than these wait to be committed, and one record. */
  private static final long BATCH_CHARACTERS = 16L << 20;

  /** Of what the load says twice, one way and another, nothing is known but what stood before. */
  private static final Set<ReplicaSink.Kind> CONTRADICTIONS =
      EnumSet.of(ReplicaSink.Kind.REPEATED, ReplicaSink.Kind.SEQUENCE_REUSED);

  private final ReplicaSink.Writer writer;
  private final PartChain chain;
  private final List<Line> lines = new ArrayList<>();
  private ReplicaSink.Progress kept;
  private long passed;
  private long waitingLines;
  private long waitingCharacters;

  /**
   * @param begun how far the part has come
   * @param chain knows the rows up to the record that is taken
   */
  ImportProgress(ReplicaSink.Writer writer, ReplicaSink.Progress begun, PartChain chain) {
    this.writer = writer;
    this.kept = begun;
    this.chain = chain;
  }

  /**
   * A record waits with others: what more of the part says may settle what it is.
   *
   * @param ofLines how many lines it is made of
   * @param characters how many are in them
   * @return whether it goes on with what came before, as far as can be told
   */
  boolean take(Line line, long ofLines, long characters) {
    passed++;
    if (kept.complete() && passed > kept.records()) {
      return false;
    }
    if (passed <= kept.records()) {
      return passed < kept.records() || isSame();
    }
    waitingLines += ofLines;
    waitingCharacters += characters;
    lines.add(line);
    if (lines.size() == BATCH || waitingCharacters >= BATCH_CHARACTERS) {
      flush(false);
    }
    return true;
  }

  /** A line behind which nothing can be read: told, and not kept. */
  void lose(Line line) {
    waitingLines++;
    lines.add(line);
  }

  private boolean isSame() {
    return MessageDigest.isEqual(chain.value(), kept.chain());
  }

  /** Whether all that came before came again. */
  boolean isCaughtUp() {
    return passed >= kept.records();
  }

  /** Whether the part was complete before, and came again as it was. */
  boolean isRepeated() {
    return kept.complete() && passed == kept.records() && isSame();
  }

  /** Whether the part was complete before it came. */
  boolean wasComplete() {
    return kept.complete();
  }

  /** The part came whole. */
  ReplicaSink.Progress finish() {
    flush(true);
    return kept;
  }

  private void flush(boolean complete) {
    Tally before = kept.tally().copy();
    before.received(waitingLines);
    List<ReplicaChange> batch = new ArrayList<>();
    lines.forEach(line -> settle(line, before, batch));
    long records = kept.records() + lines.size();
    byte[] value = chain.value();
    kept =
        writer.commit(
            kept,
            batch,
            effects -> {
              Tally tally = before.copy();
              List<ReplicaChange.Unreadable> marks = count(batch, effects, tally);
              return new ReplicaSink.Step(
                  marks, new ReplicaSink.Progress(kept.part(), records, value, complete, tally));
            });
    lines.clear();
    waitingLines = 0;
    waitingCharacters = 0;
  }

  private static void settle(Line line, Tally tally, List<ReplicaChange> batch) {
    switch (line) {
      case Line.Doubtful doubtful -> settle(doubtful.settled(), tally, batch);
      case Line.Good(ReplicaChange change) -> batch.add(change);
      case Line.Bad(var found, var mark) -> {
        tally.refuse(found);
        mark.ifPresentOrElse(batch::add, tally::nameless);
      }
    }
  }

  /** Counts what became of these; returns the marks to be left for what was refused. */
  private static List<ReplicaChange.Unreadable> count(
      List<ReplicaChange> batch, List<ReplicaSink.Effect> effects, Tally tally) {
    List<ReplicaChange.Unreadable> marks = new ArrayList<>();
    for (int i = 0; i < batch.size(); i++) {
      ReplicaSink.Effect effect = effects.get(i);
      if (effect.kind() == ReplicaSink.Kind.LOST) {
        // Of whom not even a mark can be kept, only a doubt about everybody is left to keep.
        tally.nameless();
      }
      if (batch.get(i) instanceof ReplicaChange.Stated stated) {
        count(stated.line(), effect, tally);
        if (CONTRADICTIONS.contains(effect.kind())) {
          marks.add(ReplicaChange.Unreadable.of(stated));
        }
      }
    }
    return marks;
  }

  /** Counts what became of one. */
  static void count(long line, ReplicaSink.Effect effect, Tally tally) {
    tally.touch(effect.touched());
    switch (effect.kind()) {
      case APPLIED -> {
        if (effect.other() > 0) {
          tally.overtake(effect.other(), line);
        } else {
          tally.apply(1);
        }
      }
      case UNCHANGED -> tally.unchanged();
      case OVERTAKEN -> tally.overtake(line, effect.other());
      case REPEATED, SEQUENCE_REUSED, REFUSED, LOST ->
          tally.refuse(List.of(new ImportError(line, "", objection(effect))));
    }
  }

  private static Objection objection(ReplicaSink.Effect effect) {
    return switch (effect.kind()) {
      case REPEATED -> ImportError.repeated(effect.other());
      case SEQUENCE_REUSED -> ImportError.SEQUENCE_REUSED;
      case APPLIED, UNCHANGED, OVERTAKEN, REFUSED, LOST -> ImportError.UNSTORABLE;
    };
  }

  /** What was kept of the part, with what was found in lines that are kept no more. */
  Tally brokenOff() {
    Tally tally = kept.tally().copy();
    tally.received(waitingLines);
    lines.forEach(line -> settle(line, tally, new ArrayList<>()));
    return tally;
  }

  /** How far the part has come. */
  ReplicaSink.Progress kept() {
    return kept;
  }
}
