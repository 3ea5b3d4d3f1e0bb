package renkei.broker.inquiry;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Optional;
import renkei.broker.engine.LaneTransactions;
import renkei.codebook.InquiryId;
import renkei.codebook.Lane;
import renkei.codebook.TenantId;

/**
 * The lanes of inquiries, so that what comes in about one is accepted in its lane: remembered for
 * those handed in lately, looked up for others. Thread-safe.
 */
final class InquiryLanes {

  private static final int REMEMBERED = 40_000;

  private record Key(TenantId tenant, InquiryId inquiry) {}

  private final InquiryRows inquiries;
  private final LaneTransactions transactions;
  private final Cache<Key, Lane> lanes = Caffeine.newBuilder().maximumSize(REMEMBERED).build();

  InquiryLanes(InquiryRows inquiries, LaneTransactions transactions) {
    this.inquiries = inquiries;
    this.transactions = transactions;
  }

  void remember(TenantId tenant, InquiryId inquiry, Lane lane) {
    lanes.put(new Key(tenant, inquiry), lane);
  }

  /** Empty if the tenant has no such inquiry. */
  Optional<Lane> find(TenantId tenant, InquiryId inquiry) {
    return remembered(tenant, inquiry).or(() -> lookUp(tenant, inquiry));
  }

  /** Empty if it would have to be looked up, too. */
  Optional<Lane> remembered(TenantId tenant, InquiryId inquiry) {
    return Optional.ofNullable(lanes.getIfPresent(new Key(tenant, inquiry)));
  }

  private Optional<Lane> lookUp(TenantId tenant, InquiryId inquiry) {
    Optional<Lane> found = transactions.lookUp(tenant, work -> inquiries.lane(work, inquiry));
    found.ifPresent(lane -> remember(tenant, inquiry, lane));
    return found;
  }
}
