package renkei.broker;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import renkei.codebook.Outcome;
import renkei.codebook.TenantId;

/** Ends what nobody answered in time, and deletes what nobody can ask for any more. */
final class Sweeper {

  /** How much longer than its life a message is remembered, for clocks that disagree. */
  private static final Duration MEMORY = Duration.ofHours(1);

  private final MessageRows rows;
  private final InquiryRows inquiries;
  private final ProvisionRows provisions;
  private final Provisioning provisioning;
  private final InquiryEnding ending;
  private final LaneTransactions transactions;
  private final Duration retention;
  private final Clock clock;

  Sweeper(
      MessageRows rows,
      InquiryRows inquiries,
      ProvisionRows provisions,
      Provisioning provisioning,
      InquiryEnding ending,
      LaneTransactions transactions,
      Duration retention,
      Clock clock) {
    this.rows = rows;
    this.inquiries = inquiries;
    this.provisions = provisions;
    this.provisioning = provisioning;
    this.ending = ending;
    this.transactions = transactions;
    this.retention = retention;
    this.clock = clock;
  }

  /** Ends what is overdue; returns how many inquiries and provisions. */
  int expire(TenantId tenant) {
    return transactions.outside(tenant, this::expireInquiries)
        + transactions.outside(tenant, provisioning::expireHeld);
  }

  private int expireInquiries(Work work) {
    Instant now = clock.instant();
    List<InquiryRows.Row> overdue = inquiries.lockOverdue(work, now);
    for (InquiryRows.Row inquiry : overdue) {
      ending.finish(
          work,
          inquiry,
          inquiry.permit(),
          Outcome.EXPIRED,
          Optional.of(Reasons.NO_ANSWER_IN_TIME),
          now);
    }
    return overdue.size();
  }

  /** Deletes what is past remembering; returns how many rows. */
  int purge(TenantId tenant) {
    Instant now = clock.instant();
    return transactions.outside(
        tenant,
        work ->
            rows.purge(work, now.minus(MEMORY))
                + provisions.purge(work, now.minus(MEMORY))
                + inquiries.purge(work, now.minus(retention)));
  }
}
