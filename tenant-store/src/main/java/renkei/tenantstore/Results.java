package renkei.tenantstore;

import java.time.Duration;
import java.util.Optional;
import renkei.codebook.ExchangeId;

/**
 * The results of one municipality's inquiries inside one transaction, kept for a limited time. All
 * methods throw {@link renkei.codebook.database.DatabaseUnavailableException} if the store cannot
 * be reached.
 */
public interface Results {

  /** How long results are kept unless configured otherwise. */
  Duration KEPT_FOR = Duration.ofDays(7);

  /** Stores a result; a second one for the same exchange changes nothing. */
  void put(Result result);

  /** Finds the result of an exchange; empty if there is none, or it was deleted after its time. */
  Optional<Result> find(ExchangeId exchange);

  /**
   * Deletes what is older than {@code kept}.
   *
   * @return how many
   */
  int deleteOlderThan(Duration kept);
}
