package renkei.broker.engine;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToIntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import renkei.codebook.TenantId;
import renkei.codebook.database.DatabaseDamagedException;
import renkei.codebook.database.DatabaseUnavailableException;
import renkei.codebook.database.NamedSql;

/** Ends what nobody answered in time, and deletes what nobody can ask for any more. */
final class Housekeeper {

  private static final Logger LOG = LoggerFactory.getLogger(Housekeeper.class);

  /** How much longer than its life a message is remembered, for clocks that disagree. */
  private static final Duration MEMORY = Duration.ofMinutes(10);

  /** How long a row that could not be ended is left alone, so that it does not stop others. */
  private static final Duration STUCK = Duration.ofMinutes(10);

  private static final int MOST_EXPIRED_TOGETHER = 200;

  /** How many rows of one table are deleted at once. */
  private static final int BATCH = 1000;

  private static final int BATCHES = 200;

  /** What could not be ended, and since when. */
  private final Map<String, Instant> stuck = new ConcurrentHashMap<>();

  private final Cases cases;
  private final NamedSql purgeMessages;
  private final LaneTransactions transactions;
  private final Clock clock;

  Housekeeper(EngineParts parts, Cases cases) {
    this.cases = cases;
    this.purgeMessages = MessageRows.purge(cases.neededWhile());
    this.transactions = parts.transactions();
    this.clock = parts.clock();
  }

  /** Ends what is overdue; returns how much. */
  int expire(TenantId tenant) {
    return cases.all().stream().mapToInt(one -> expire(tenant, one)).sum();
  }

  /** All in one transaction; if one of them cannot be ended, each in its own. */
  private int expire(TenantId tenant, MessageCase theirs) {
    Instant now = clock.instant();
    stuck.values().removeIf(since -> since.isBefore(now.minus(STUCK)));
    List<Expiry> overdue =
        transactions
            .unbounded(
                tenant, work -> theirs.overdue(work, now, MOST_EXPIRED_TOGETHER + stuck.size()))
            .stream()
            .filter(expiry -> !stuck.containsKey(expiry.id()))
            .limit(MOST_EXPIRED_TOGETHER)
            .toList();
    if (overdue.isEmpty()) {
      return 0;
    }
    try {
      return transactions.unbounded(
          tenant,
          work -> (int) overdue.stream().filter(expiry -> expiry.ending().test(work)).count());
    } catch (RuntimeException e) {
      throwIfAway(e);
      LOG.warn("expiring together did not work", e);
      return (int) overdue.stream().filter(expiry -> expireAlone(tenant, expiry)).count();
    }
  }

  /** Damage is no reason to leave alone what is sound. */
  private static void throwIfAway(RuntimeException e) {
    if (e instanceof DatabaseUnavailableException && !(e instanceof DatabaseDamagedException)) {
      throw e;
    }
  }

  private boolean expireAlone(TenantId tenant, Expiry expiry) {
    try {
      return transactions.unbounded(tenant, expiry.ending()::test);
    } catch (RuntimeException e) {
      throwIfAway(e);
      LOG.error("{} of {} cannot be expired; it is left alone for a while", expiry.id(), tenant, e);
      stuck.put(expiry.id(), clock.instant());
      return false;
    }
  }

  /** Deletes what is past remembering; returns how many rows. */
  int purge(TenantId tenant) {
    Instant now = clock.instant();
    int all = purge(tenant, work -> purgeMessages(work, now.minus(MEMORY)));
    for (MessageCase one : cases.all()) {
      all += purge(tenant, work -> one.purge(work, now, MEMORY, BATCH));
    }
    return all;
  }

  private int purgeMessages(UnitOfWork work, Instant before) {
    return purgeMessages
        .on(work.handle())
        .bind("tenant", work.tenant().value())
        .bind("before", before)
        .bind("atMost", BATCH)
        .update();
  }

  /** A thousand rows in one transaction, until none are left; the rest of very many next time. */
  private int purge(TenantId tenant, ToIntFunction<UnitOfWork> batch) {
    int all = 0;
    for (int i = 0; i < BATCHES; i++) {
      int deleted = transactions.unbounded(tenant, batch::applyAsInt);
      all += deleted;
      if (deleted < BATCH) {
        return all;
      }
    }
    return all;
  }
}
