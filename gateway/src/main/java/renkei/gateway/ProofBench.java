package renkei.gateway;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/** What the proof of one record costs in a large tree. */
final class ProofBench {

  private static final int WARM_UP_ROUNDS = 10;

  private final ProofTree tree;
  private final int leaves;
  private final int proofs;

  /**
   * What was found.
   *
   * @param leaves of the tree
   * @param millis of the slowest proof but one in a hundred
   * @param medianMillis of half of them
   * @param bareReadMicros of half of as many reads of one record by its person
   */
  record Measured(long leaves, double millis, double medianMillis, double bareReadMicros) {}

  /**
   * @param leaves of no record, to be planted
   * @param proofs that are timed
   */
  ProofBench(ProofTree tree, int leaves, int proofs) {
    this.tree = tree;
    this.leaves = leaves;
    this.proofs = proofs;
  }

  /** The records stand at equal distances; those to warm up are every second one. */
  Measured measure() {
    int records = 2 * proofs;
    for (int i = 0; i < records; i++) {
      tree.record(i);
      tree.plant(share(i + 1, records) - share(i, records));
    }
    List<Integer> warmUp = IntStream.range(0, records).filter(i -> i % 2 == 0).boxed().toList();
    List<Integer> timed = IntStream.range(0, records).filter(i -> i % 2 == 1).boxed().toList();
    for (int round = 0; round < WARM_UP_ROUNDS; round++) {
      List<Long> _ = nanos(warmUp, tree::read);
      List<Long> _ = nanos(warmUp, tree::prove);
    }
    List<Long> reads = nanos(timed, tree::read);
    List<Long> made = nanos(timed, tree::prove);
    return new Measured(
        tree.size(),
        made.get(made.size() * 99 / 100) / 1e6,
        made.get(made.size() / 2) / 1e6,
        reads.get(reads.size() / 2) / 1e3);
  }

  private int share(int part, int parts) {
    return (int) ((long) leaves * part / parts);
  }

  /** How long each took, the fastest first. */
  private static List<Long> nanos(List<Integer> records, IntConsumer work) {
    List<Long> nanos = new ArrayList<>();
    for (int record : records) {
      long begun = System.nanoTime();
      work.accept(record);
      nanos.add(System.nanoTime() - begun);
    }
    return nanos.stream().sorted().toList();
  }
}
