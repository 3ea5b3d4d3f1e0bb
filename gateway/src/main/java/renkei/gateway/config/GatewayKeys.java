package renkei.gateway.config;

import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import renkei.codebook.AgencyDirectory;
import renkei.codebook.TenantId;
import renkei.gateway.console.OperatorConsole;
import renkei.gateway.contract.PartyNames;
import renkei.signing.AlgorithmTable;
import renkei.signing.BlindIndexKey;
import renkei.signing.DataKey;
import renkei.signing.KeyStoreFile;
import renkei.signing.SigningIdentity;
import renkei.signing.tls.Tls;
import renkei.signing.trust.CertificateNames;
import renkei.signing.trust.CertificateTrust;
import renkei.tenantstore.TenantKeys;

/**
 * All keys of one gateway, read once at start from PKCS#12 files.
 *
 * @param trust whose certificates count
 * @param tls for serving and for calling, as the platform
 * @param tenants the keys of every tenant
 * @param certificates all certificates of this gateway's own files, each with the name of its file
 * @param operatorToken lets its holder see the console
 */
public record GatewayKeys(
    CertificateTrust trust,
    SSLContext tls,
    Map<TenantId, TenantKeys> tenants,
    Map<X509Certificate, String> certificates,
    String operatorToken) {

  public GatewayKeys {
    tenants = Map.copyOf(tenants);
    certificates = Map.copyOf(certificates);
  }

  /**
   * Reads the folder.
   *
   * @param algorithms says by what the certificates may be signed
   * @throws BadConfigurationException naming every file that is missing or not what it should be,
   *     and what to do: a certificate others would refuse is refused here, before anything starts
   */
  public static GatewayKeys read(
      Configuration.KeyFolder keys,
      AgencyDirectory directory,
      AlgorithmTable algorithms,
      Clock clock) {
    return new Reader(keys, directory, algorithms, clock).read();
  }

  /**
   * The keys of one tenant.
   *
   * @throws IllegalArgumentException if there is no such tenant
   */
  public TenantKeys of(TenantId tenant) {
    TenantKeys found = tenants.get(tenant);
    if (found == null) {
      throw new IllegalArgumentException("no keys of tenant " + tenant.value());
    }
    return found;
  }

  /** Shows no key. */
  @Override
  public String toString() {
    return "GatewayKeys[" + tenants.keySet() + "]";
  }

  /** Looks at every file before it complains, so that an operator sees all problems at once. */
  private static final class Reader {

    private static final String IDENTITY = "identity";

    private final Configuration.KeyFolder keys;
    private final AgencyDirectory directory;
    private final AlgorithmTable algorithms;
    private final Clock clock;
    private final List<String> problems = new ArrayList<>();
    private final Map<X509Certificate, String> certificates = new HashMap<>();

    Reader(
        Configuration.KeyFolder keys,
        AgencyDirectory directory,
        AlgorithmTable algorithms,
        Clock clock) {
      this.keys = keys;
      this.directory = directory;
      this.algorithms = algorithms;
      this.clock = clock;
    }

    GatewayKeys read() {
      String token = operatorToken(keys.folder().resolve("operator-token"));
      char[] password = secret("keys.password-file", keys.passwordFile()).toCharArray();
      refuseProblems();
      Optional<CertificateTrust> trust = trust(password);
      Optional<SigningIdentity> platform =
          attempt("platform.p12", password, file -> identity(file, PartyNames.PLATFORM, trust));
      platform.ifPresent(identity -> note("platform.p12", identity));
      Map<TenantId, TenantKeys> tenants = new LinkedHashMap<>();
      for (TenantId tenant : directory.tenants()) {
        String name = "tenant-" + tenant.value() + ".p12";
        attempt(name, password, file -> tenant(file, nameOf(tenant), trust))
            .ifPresent(
                found -> {
                  tenants.put(tenant, found);
                  note(name, found.identity());
                });
      }
      refuseProblems();
      CertificateTrust trusted = trust.orElseThrow(this::refusal);
      return new GatewayKeys(
          trusted,
          Tls.context(platform.orElseThrow(this::refusal), trusted),
          tenants,
          certificates,
          token);
    }

    private void note(String file, SigningIdentity identity) {
      identity.chain().forEach(certificate -> certificates.putIfAbsent(certificate, file));
    }

    private String operatorToken(Path file) {
      String token = secret("keys.directory", file);
      if (!token.isEmpty() && token.length() < OperatorConsole.SHORTEST_TOKEN) {
        problems.add(
            "keys.directory: %s has %d characters; put a random text of at least %d there"
                .formatted(file, token.length(), OperatorConsole.SHORTEST_TOKEN));
      }
      return token;
    }

    private Optional<CertificateTrust> trust(char[] password) {
      return attempt(
          "anchors.p12",
          password,
          file -> {
            Set<X509Certificate> anchors = file.trusted();
            if (anchors.isEmpty()) {
              throw new IllegalArgumentException(
                  "holds no certificate to trust; import the root as a trusted entry");
            }
            anchors.forEach(anchor -> certificates.put(anchor, "anchors.p12"));
            return CertificateTrust.anchoredAt(anchors, algorithms, clock);
          });
    }

    private URI nameOf(TenantId tenant) {
      return PartyNames.of(
          directory
              .find(tenant)
              .orElseThrow(() -> new IllegalArgumentException("unknown tenant " + tenant))
              .code());
    }

    private TenantKeys tenant(KeyStoreFile file, URI name, Optional<CertificateTrust> trust) {
      return new TenantKeys(
          identity(file, name, trust),
          DataKey.of(file.secretKey("data")),
          BlindIndexKey.of(file.secretKey("index")));
    }

    /** Others refuse a certificate that names its holder twice, or that they do not trust. */
    private SigningIdentity identity(
        KeyStoreFile file, URI name, Optional<CertificateTrust> trust) {
      SigningIdentity identity = file.identity(IDENTITY);
      List<URI> names = CertificateNames.uris(identity.certificate());
      if (!names.equals(List.of(name))) {
        throw new IllegalArgumentException(
            "its certificate must name exactly " + name + " as URI, but names " + names);
      }
      trust.ifPresent(trusted -> refuseUntrusted(identity, trusted));
      return identity;
    }

    private void refuseUntrusted(SigningIdentity identity, CertificateTrust trust) {
      if (trust.check(identity.chain(), clock.instant())
          instanceof CertificateTrust.Trust.Untrusted(String reason)) {
        throw new IllegalArgumentException(
            "its chain does not lead to anchors.p12 today: "
                + reason
                + "; renew it, or add its root to anchors.p12");
      }
    }

    private String secret(String key, Path file) {
      Optional<String> secret = ConfiguredFile.find(file).map(String::strip);
      if (secret.isEmpty()) {
        problems.add(ConfiguredFile.unread(key, file));
      } else if (secret.get().isEmpty()) {
        problems.add(key + ": " + file + " is empty");
      }
      return secret.orElse("");
    }

    private <T> Optional<T> attempt(String name, char[] password, Function<KeyStoreFile, T> work) {
      Path path = keys.folder().resolve(name);
      KeyStoreFile file;
      try {
        file = KeyStoreFile.open(path, password);
      } catch (IllegalArgumentException | UncheckedIOException e) {
        problems.add("keys.directory: " + e.getMessage());
        return Optional.empty();
      }
      try {
        return Optional.of(work.apply(file));
      } catch (IllegalArgumentException e) {
        problems.add("keys.directory: " + path + ": " + e.getMessage());
        return Optional.empty();
      }
    }

    private BadConfigurationException refusal() {
      return new BadConfigurationException(problems);
    }

    private void refuseProblems() {
      if (!problems.isEmpty()) {
        throw refusal();
      }
    }
  }
}
