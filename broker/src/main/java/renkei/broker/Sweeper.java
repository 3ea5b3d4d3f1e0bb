package renkei.broker;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiPredicate;
import java.util.function.ToIntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import renkei.codebook.InquiryId;
import renkei.codebook.Outcome;
import renkei.codebook.PermitId;
import renkei.codebook.TenantId;
import renkei.codebook.database.DatabaseUnavailableException;

/** Ends what nobody answered in time, and deletes what nobody can ask for any more. */
final class Sweeper {

  private static final Logger LOG = LoggerFactory.getLogger(Sweeper.class);

  /** How much longer than its life a message is remembered, for clocks that disagree. */
  private static final Duration MEMORY = Duration.ofMinutes(10);

  /** How long a row that could not be ended is left alone, so that it does not stop others. */
  private static final Duration STUCK = Duration.ofMinutes(10);

  /** How many rows the statements of {@code purge} delete at once. */
  private static final int BATCH = 1000;

  private static final int BATCHES = 200;

  /** Ids of what is overdue. */
  private interface Finding {
    List<UUID> find(Work work, Instant now, int atMost);
  }

  /** Rows that could not be ended, and since when. */
  private final Map<UUID, Instant> stuck = new ConcurrentHashMap<>();

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
    return expire(tenant, inquiries::overdue, this::expireInquiry)
        + expire(
            tenant,
            provisions::overdue,
            (work, id) -> provisioning.expireHeld(work, new PermitId(id)));
  }

  /** All in one transaction; if one of them cannot be ended, each in its own. */
  private int expire(TenantId tenant, Finding finding, BiPredicate<Work, UUID> ending) {
    Instant now = clock.instant();
    stuck.values().removeIf(since -> since.isBefore(now.minus(STUCK)));
    List<UUID> overdue =
        transactions.outside(tenant, work -> finding.find(work, now, 200 + stuck.size())).stream()
            .filter(id -> !stuck.containsKey(id))
            .limit(200)
            .toList();
    if (overdue.isEmpty()) {
      return 0;
    }
    try {
      return transactions.outside(
          tenant, work -> (int) overdue.stream().filter(id -> ending.test(work, id)).count());
    } catch (DatabaseUnavailableException e) {
      throw e;
    } catch (RuntimeException e) {
      LOG.warn("expiring together did not work", e);
      return (int) overdue.stream().filter(id -> expireAlone(tenant, id, ending)).count();
    }
  }

  private boolean expireAlone(TenantId tenant, UUID id, BiPredicate<Work, UUID> ending) {
    try {
      return transactions.outside(tenant, work -> ending.test(work, id));
    } catch (DatabaseUnavailableException e) {
      throw e;
    } catch (RuntimeException e) {
      LOG.error("{} of {} cannot be expired; it is left alone for a while", id, tenant, e);
      stuck.put(id, clock.instant());
      return false;
    }
  }

  private boolean expireInquiry(Work work, UUID id) {
    Optional<InquiryRows.Row> overdue =
        inquiries
            .lockIdle(work, new InquiryId(id))
            .filter(inquiry -> inquiry.state() != InquiryState.FINISHED);
    overdue.ifPresent(
        inquiry ->
            ending.finish(
                work,
                inquiry,
                Ending.of(Outcome.EXPIRED, Optional.of(Reasons.NO_ANSWER_IN_TIME)),
                clock.instant()));
    return overdue.isPresent();
  }

  /** Deletes what is past remembering; returns how many rows. */
  int purge(TenantId tenant) {
    Instant now = clock.instant();
    return purge(tenant, work -> rows.purge(work, now.minus(MEMORY)))
        + purge(tenant, work -> provisions.purge(work, now.minus(MEMORY)))
        + purge(tenant, work -> inquiries.purge(work, now.minus(retention)));
  }

  /** A thousand rows in one transaction, until none are left; the rest of very many next time. */
  private int purge(TenantId tenant, ToIntFunction<Work> batch) {
    int all = 0;
    for (int i = 0; i < BATCHES; i++) {
      int deleted = transactions.outside(tenant, batch::applyAsInt);
      all += deleted;
      if (deleted < BATCH) {
        return all;
      }
    }
    return all;
  }
}
