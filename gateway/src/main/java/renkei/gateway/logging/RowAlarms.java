package renkei.gateway.logging;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import renkei.codebook.TenantId;

/**
 * Alarms where a sealed value in the database does not open: somebody with access to the database
 * changed or moved it, or the key is another one. Counted as {@code
 * renkei_alarms_total{door="database",reason="ROW_DOES_NOT_OPEN"}}, from the start on at 0.
 * Thread-safe.
 */
public final class RowAlarms {

  private static final Logger LOG = LoggerFactory.getLogger(RowAlarms.class);

  private final Counter alarms;

  public RowAlarms(MeterRegistry metrics) {
    this.alarms = Alarms.counter(metrics, "database", "ROW_DOES_NOT_OPEN");
  }

  /** Who is to be told of this tenant's values; of each by its column or table. */
  public Consumer<String> of(TenantId tenant) {
    return what -> {
      alarms.increment();
      LOG.error(
          "ALARM: of tenant {} a value ({}) does not open: changed, moved, or under another key",
          tenant,
          what);
    };
  }
}
