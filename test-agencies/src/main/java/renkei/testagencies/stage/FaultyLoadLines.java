package renkei.testagencies.stage;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import renkei.testagencies.resident.FaultyLine;
import renkei.testagencies.resident.Registration;
import renkei.testagencies.resident.ReplicaLines;

/**
 * The lines of a load while they are being made: header, good lines, and faulty ones in between.
 */
final class FaultyLoadLines implements Iterator<String> {

  private final ReplicaLines lines;
  private final Iterator<Registration> good;
  private final Iterator<FaultyLine> faulty;
  private final int faultyEvery;
  private final List<FaultyLoad.Fault> putIn = new ArrayList<>();
  private int written;

  FaultyLoadLines(ReplicaLines lines, List<Registration> good, List<FaultyLine> faulty) {
    this.lines = lines;
    this.good = good.iterator();
    this.faulty = faulty.iterator();
    faultyEvery = Math.max(2, good.size() / (faulty.size() + 1));
  }

  /** The faulty lines written until now. */
  List<FaultyLoad.Fault> putIn() {
    return List.copyOf(putIn);
  }

  @Override
  public boolean hasNext() {
    return written == 0 || good.hasNext() || faulty.hasNext();
  }

  @Override
  public String next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    int before = written++;
    if (before == 0) {
      return lines.header();
    }
    boolean turn = before % faultyEvery == 0 || !good.hasNext();
    return turn && faulty.hasNext() ? faultyLine(faulty.next()) : lines.line(good.next());
  }

  private String faultyLine(FaultyLine line) {
    putIn.add(new FaultyLoad.Fault(written, line.column(), line.complaint()));
    return line.text();
  }
}
