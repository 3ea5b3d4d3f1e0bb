package renkei.gateway.config;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import javax.net.ssl.SSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import renkei.codebook.TenantId;
import renkei.codebook.concurrent.Loop;
import renkei.codebook.concurrent.StopSignal;
import renkei.codebook.database.KeysUnavailableException;
import renkei.gateway.health.KeyFault;
import renkei.gateway.logging.Alarms;
import renkei.signing.tls.Tls;
import renkei.signing.trust.CertificateTrust;
import renkei.tenantstore.TenantKeys;

/**
 * The keys of a gateway while it runs: the folder is looked at every few seconds, and what was
 * replaced there is checked as at a start and used from then on, for new connections and new
 * signatures. What cannot be used leaves what was there before in use, with an alarm. A tenant
 * whose certificate has ended, or whose file cannot be read, is named by {@link #findFault}; all
 * others go on. Thread-safe.
 */
public final class LiveKeys implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(LiveKeys.class);
  private static final Duration PAUSE = Duration.ofSeconds(5);

  private final KeyFolderReader reader;
  private final Alarms alarms;
  private final MeterRegistry metrics;
  private final Clock clock;
  private final StopSignal stop = new StopSignal();
  private final SSLContext tls;
  private final Set<String> measured = new HashSet<>();
  private Set<String> told = Set.of();
  private volatile GatewayKeys current;

  /**
   * Reads the folder.
   *
   * @throws BadConfigurationException as {@link KeyFolderReader#read}
   */
  public LiveKeys(KeyFolderReader reader, Alarms alarms, MeterRegistry metrics, Clock clock) {
    this.reader = reader;
    this.alarms = alarms;
    this.metrics = metrics;
    this.clock = clock;
    this.current = reader.read();
    this.tls = Tls.context(() -> current.platform(), trust());
    Gauge.builder("renkei.tenants.without.keys", () -> current.faults().size())
        .description("Tenants that are not served because of their certificate or key file")
        .register(metrics);
    measure();
    tell(problemsOf(current));
  }

  /** Begins to look at the folder, until closed. */
  public void begin() {
    Thread _ = Loop.every(PAUSE, stop, "watch over keys", log, this::look).start();
  }

  /** For serving and for calling, as the platform: by whatever is in the folder then. */
  public SSLContext tls() {
    return tls;
  }

  /** Whose certificates count: by whatever is in the folder then. */
  public CertificateTrust trust() {
    return (chain, at) -> current.trust().check(chain, at);
  }

  /**
   * The keys of one tenant.
   *
   * @throws KeysUnavailableException if its file cannot be read
   */
  public TenantKeys of(TenantId tenant) {
    TenantKeys found = current.tenants().get(tenant);
    if (found == null) {
      throw new KeysUnavailableException("the keys of tenant " + tenant.value() + " are not there");
    }
    return found;
  }

  /** Why nothing can be done for a tenant; empty if it is served. */
  public Optional<KeyFault> findFault(TenantId tenant) {
    return Optional.ofNullable(current.faults().get(tenant));
  }

  /** All certificates of this gateway's own files, each with the name of its file. */
  public Map<X509Certificate, String> certificates() {
    return current.certificates();
  }

  /** As it was at the start. */
  public String operatorToken() {
    return current.operatorToken();
  }

  /** Looks at the folder once. */
  synchronized void look() {
    GatewayKeys next;
    try {
      next = reader.read();
    } catch (BadConfigurationException e) {
      tell(Set.copyOf(e.problems()));
      return;
    }
    Set<String> problems = new TreeSet<>();
    current = takenOver(current, next, problems);
    problems.addAll(problemsOf(current));
    measure();
    tell(problems);
  }

  /** What is used from now on: each tenant's keys, unless what came instead cannot be used. */
  private static GatewayKeys takenOver(GatewayKeys before, GatewayKeys next, Set<String> problems) {
    Map<TenantId, TenantKeys> tenants = new HashMap<>(next.tenants());
    Map<TenantId, KeyFault> faults = new HashMap<>(next.faults());
    Map<X509Certificate, String> certificates = new HashMap<>(next.certificates());
    before
        .tenants()
        .forEach(
            (tenant, keys) -> {
              TenantKeys instead = next.tenants().get(tenant);
              if (instead != null && instead.opensWhatWasKeptUnder(keys)) {
                if (!instead.identity().chain().equals(keys.identity().chain())) {
                  log.info("{} was replaced and is in use", GatewayKeys.fileOf(tenant));
                }
                return;
              }
              problems.add(
                  instead == null
                      ? Optional.ofNullable(faults.get(tenant))
                          .map(KeyFault::sentence)
                          .orElse(GatewayKeys.fileOf(tenant) + " is gone")
                      : GatewayKeys.fileOf(tenant)
                          + ": its data and index keys are others than before; what is kept for the"
                          + " tenant would not open any more, and so it is not used");
              tenants.put(tenant, keys);
              KeyFault old = before.faults().get(tenant);
              if (old == null) {
                faults.remove(tenant);
              } else {
                faults.put(tenant, old);
              }
              keys.identity()
                  .chain()
                  .forEach(each -> certificates.putIfAbsent(each, GatewayKeys.fileOf(tenant)));
            });
    if (!next.platform().chain().equals(before.platform().chain())) {
      log.info("platform.p12 was replaced and is in use");
    }
    return new GatewayKeys(
        next.trust(), next.platform(), tenants, faults, certificates, before.operatorToken());
  }

  private static Set<String> problemsOf(GatewayKeys keys) {
    Set<String> problems = new TreeSet<>();
    keys.faults().values().forEach(fault -> problems.add(fault.sentence()));
    return problems;
  }

  /** Each problem once, as long as it lasts. */
  private void tell(Set<String> problems) {
    for (String problem : problems) {
      if (!told.contains(problem)) {
        alarms.raise("keys", "KEYS_UNUSABLE", problem);
      }
    }
    told.stream()
        .filter(problem -> !problems.contains(problem))
        .forEach(problem -> log.info("no longer so: {}", problem));
    told = Set.copyOf(problems);
  }

  private void measure() {
    for (String file : Set.copyOf(current.certificates().values())) {
      if (measured.add(file)) {
        Gauge.builder("renkei.certificate.days.left", () -> daysLeft(file))
            .description("Until the first certificate of the file ends; negative afterwards")
            .tag("file", file)
            .register(metrics);
      }
    }
  }

  private double daysLeft(String file) {
    return current.certificates().entrySet().stream()
        .filter(each -> each.getValue().equals(file))
        .mapToDouble(
            each ->
                Duration.between(clock.instant(), each.getKey().getNotAfter().toInstant())
                        .toSeconds()
                    / 86_400.0)
        .min()
        .orElse(Double.NaN);
  }

  /** Ends the looking. */
  @Override
  public void close() {
    stop.raise();
  }
}
