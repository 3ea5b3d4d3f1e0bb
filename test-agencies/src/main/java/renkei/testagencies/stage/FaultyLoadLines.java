package renkei.testagencies.stage;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import renkei.testagencies.progress.Progress;
import renkei.testagencies.resident.FaultyLine;
import renkei.testagencies.resident.Registration;
import renkei.testagencies.resident.ReplicaLines;

/**
 * The lines of a load while they are being made: header, lines of good records, and faulty ones in
 * between.
 */
final class FaultyLoadLines implements Iterator<String> {

  private final ReplicaLines lines;
  private final Iterator<Registration> good;
  private final Iterator<FaultyLine> faulty;
  private final int faultyEvery;
  private final Progress.Part part;
  private final List<FaultyLoad.Fault> putIn = new ArrayList<>();
  private final Deque<String> next = new ArrayDeque<>();
  private int people;
  private long written;
  private long records;

  /**
   * @param part advances by one for each person
   */
  FaultyLoadLines(
      ReplicaLines lines, List<Registration> good, List<FaultyLine> faulty, Progress.Part part) {
    this.lines = lines;
    this.good = good.iterator();
    this.faulty = faulty.iterator();
    this.part = part;
    faultyEvery = Math.max(2, good.size() / (faulty.size() + 1));
    next.add(lines.header());
  }

  /** How many lines were written until now behind the header, and how many good records in them. */
  FaultyLoad.Sent sent() {
    return new FaultyLoad.Sent(written - 1, records);
  }

  /** The faulty lines written until now. */
  List<FaultyLoad.Fault> putIn() {
    return List.copyOf(putIn);
  }

  @Override
  public boolean hasNext() {
    while (next.isEmpty() && (good.hasNext() || faulty.hasNext())) {
      person();
    }
    return !next.isEmpty();
  }

  @Override
  public String next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    written++;
    return next.remove();
  }

  private void person() {
    people++;
    part.advance(1);
    boolean turn = people % faultyEvery == 0 || !good.hasNext();
    if (turn && faulty.hasNext()) {
      FaultyLine line = faulty.next();
      putIn.add(new FaultyLoad.Fault(written + 1, line.column(), line.complaint()));
      next.add(line.text());
    } else {
      Registration about = good.next();
      records += lines.recordCount(about);
      next.addAll(lines.lines(about));
    }
  }
}
