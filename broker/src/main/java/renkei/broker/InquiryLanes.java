package renkei.broker;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import renkei.codebook.InquiryId;
import renkei.codebook.Lane;
import renkei.codebook.TenantId;

/**
 * The lanes of inquiries, so that what comes in about one is accepted in its lane: remembered for
 * those handed in lately, looked up for others. Thread-safe.
 */
final class InquiryLanes {

  /** Half of what is remembered at most. */
  private static final int HALF = 20_000;

  private record Key(TenantId tenant, InquiryId inquiry) {}

  private final InquiryRows inquiries;
  private final LaneTransactions transactions;
  private volatile Map<Key, Lane> late = new ConcurrentHashMap<>();
  private volatile Map<Key, Lane> earlier = Map.of();

  InquiryLanes(InquiryRows inquiries, LaneTransactions transactions) {
    this.inquiries = inquiries;
    this.transactions = transactions;
  }

  void remember(TenantId tenant, InquiryId inquiry, Lane lane) {
    if (late.size() >= HALF) {
      earlier = late;
      late = new ConcurrentHashMap<>();
    }
    late.put(new Key(tenant, inquiry), lane);
  }

  /** Empty if the tenant has no such inquiry. */
  Optional<Lane> find(TenantId tenant, InquiryId inquiry) {
    Key key = new Key(tenant, inquiry);
    return Optional.ofNullable(late.get(key))
        .or(() -> Optional.ofNullable(earlier.get(key)))
        .or(() -> lookUp(tenant, inquiry));
  }

  private Optional<Lane> lookUp(TenantId tenant, InquiryId inquiry) {
    Optional<Lane> found = transactions.aside(tenant, work -> inquiries.lane(work, inquiry));
    found.ifPresent(lane -> remember(tenant, inquiry, lane));
    return found;
  }
}
