package renkei.broker.inquiry;

import java.util.List;
import java.util.stream.Stream;
import renkei.broker.engine.Settlement;
import renkei.codebook.Reason;

/** What came of a message whose exchanges were settled each by itself. */
final class Settlements {

  private Settlements() {}

  /**
   * What came of the whole.
   *
   * @param each what came of each exchange, one at least: done, late, refused or to be tried again;
   *     where one is to be tried again, nothing was changed for any
   */
  static Settlement together(List<Settlement> each) {
    if (each.stream().anyMatch(Settlement.TryAgain.class::isInstance)) {
      return new Settlement.TryAgain();
    }
    List<Reason> dropped = each.stream().flatMap(Settlements::dropped).toList();
    if (dropped.size() < each.size()) {
      return new Settlement.Done(dropped);
    }
    return each.stream()
        .filter(Settlement.Refused.class::isInstance)
        .findFirst()
        .orElseGet(Settlement.Late::new);
  }

  private static Stream<Reason> dropped(Settlement settlement) {
    return switch (settlement) {
      case Settlement.Refused(Reason reason) -> Stream.of(reason);
      case Settlement.Late() -> Stream.of(InquiryReasons.LATE);
      case Settlement.Done _,
          Settlement.Replied _,
          Settlement.TryAgain _,
          Settlement.Repeated _,
          Settlement.Overtaken _ ->
          Stream.empty();
    };
  }
}
