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

  /** Makes all of it count, or wait, or be looked at. */
  ImportReceipt finish(ReplicaSink.Writer writer) {
    return writer.finish(
        new ReplicaSink.End(
            isRegistering(load, tally.taken()), tally.isNameless(), digest, tally.touched()),
        settled ->
            tally.receipt(load.batch(), settled.state(), settled.deleted()).after(settled.late()));
  }

  /** Whether the information counts as loaded once this does. */
  private static boolean isRegistering(Load load, long taken) {
    // A load of which nothing could be taken says nothing about anybody.
    return load.scope() instanceof Load.Scope.Full && taken > 0;
  }
}
