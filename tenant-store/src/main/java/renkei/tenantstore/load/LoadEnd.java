package renkei.tenantstore.load;

import java.util.List;

/** The end of a load whose parts all came whole. */
@SuppressWarnings("ArrayRecordComponent")
record LoadEnd(Load load, Tally tally, byte[] digest) {

  /** Of these parts, in their order. */
  static LoadEnd of(Load load, List<ReplicaSink.Progress> parts) {
    Tally whole = new Tally();
    parts.forEach(part -> whole.add(part.tally()));
    return new LoadEnd(
        load, whole, PartChain.ofParts(parts.stream().map(ReplicaSink.Progress::chain).toList()));
  }

  /** Whether it is a full load without a line: an export that failed looks the same. */
  static boolean isEmpty(Load load, List<ReplicaSink.Progress> parts) {
    return load.scope() instanceof Load.Scope.Full
        && parts.stream().allMatch(part -> part.tally().lines() == 0);
  }

  /** Makes all of it count. */
  ImportReceipt release(ReplicaSink.Writer writer) {
    // A load of which nothing could be taken says nothing about anybody.
    boolean registers = load.scope() instanceof Load.Scope.Full && tally.taken() > 0;
    return writer.release(
        new ReplicaSink.End(registers, tally.isNameless(), digest),
        settled -> {
          Tally whole = tally.copy();
          settled.late().forEach(late -> late(late, whole));
          return whole.receipt(load.batch(), LoadState.RELEASED, settled.deleted());
        });
  }

  /** What was counted as applied is something else after all. */
  private static void late(ReplicaSink.Late late, Tally whole) {
    whole.apply(-1);
    ImportProgress.count(late.line(), new ReplicaSink.Effect(late.kind(), 0), whole);
  }
}
