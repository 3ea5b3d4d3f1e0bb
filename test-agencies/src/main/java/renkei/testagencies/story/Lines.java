package renkei.testagencies.story;

import java.util.Iterator;
import java.util.NoSuchElementException;
import renkei.testagencies.resident.Registration;
import renkei.testagencies.resident.ReplicaLines;

/**
 * The lines of a load while they are being made: header, good lines, and faulty ones in between.
 */
final class Lines implements Iterator<String> {

  private final ReplicaLines lines;
  private final Iterator<Registration> good;
  private final Iterator<String> faulty;
  private final int faultyEvery;
  private int written;

  Lines(ReplicaLines lines, Iterator<Registration> good, Iterator<String> faulty, int faultyEvery) {
    this.lines = lines;
    this.good = good;
    this.faulty = faulty;
    this.faultyEvery = faultyEvery;
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
    int number = written++;
    if (number == 0) {
      return lines.header();
    }
    boolean turn = number % faultyEvery == 0 || !good.hasNext();
    return turn && faulty.hasNext() ? faulty.next() : lines.line(good.next());
  }
}
