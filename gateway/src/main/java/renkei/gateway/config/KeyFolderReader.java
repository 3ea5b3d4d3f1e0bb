package renkei.gateway.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import renkei.codebook.TenantId;
import renkei.codebook.directory.AgencyDirectory;
import renkei.gateway.console.OperatorConsole;
import renkei.gateway.contract.PartyNames;
import renkei.gateway.health.KeyFault;
import renkei.signing.AlgorithmTable;
import renkei.signing.BlindIndexKey;
import renkei.signing.DataKey;
import renkei.signing.KeyStoreFile;
import renkei.signing.SecretFile;
import renkei.signing.SigningIdentity;
import renkei.signing.trust.CertificateNames;
import renkei.signing.trust.CertificateTrust;
import renkei.tenantstore.TenantKeys;

/**
 * Reads the folder of keys, again and again: a file that has not changed since is not opened a
 * second time, for each takes a while. What is wrong with the platform's own certificate, the
 * anchors or the password is wrong for everybody; what is wrong with a tenant's file is that
 * tenant's alone. Not thread-safe.
 */
public final class KeyFolderReader {

  private static final String IDENTITY = "identity";
  private static final String ANCHORS = "anchors.p12";
  private static final String PLATFORM = "platform.p12";

  private final Configuration.KeyFolder keys;
  private final AgencyDirectory directory;
  private final AlgorithmTable algorithms;
  private final Clock clock;
  private final Map<String, Opened<?>> opened = new HashMap<>();
  private String password = "";
  private Set<X509Certificate> anchors = Set.of();

  /** What changes when a file does. */
  private record Stamp(long size, Instant changed, Optional<Object> file, String permissions) {}

  /** What came of a file as it was then: its content, or what is wrong with it. */
  private record Opened<T>(Stamp stamp, Optional<T> content, String problem) {}

  /**
   * @param algorithms says by what the certificates may be signed
   */
  public KeyFolderReader(
      Configuration.KeyFolder keys,
      AgencyDirectory directory,
      AlgorithmTable algorithms,
      Clock clock) {
    this.keys = keys;
    this.directory = directory;
    this.algorithms = algorithms;
    this.clock = clock;
  }

  /**
   * Reads the folder as it is now.
   *
   * @throws BadConfigurationException if nobody can be served, naming every file that is missing or
   *     not what it should be, and what to do: a certificate others would refuse is refused here
   */
  public GatewayKeys read() {
    List<String> problems = new ArrayList<>();
    String token = operatorToken(keys.folder().resolve("operator-token"), problems);
    String secret = secret("keys.password-file", keys.passwordFile(), problems);
    refuse(problems);
    if (!secret.equals(password)) {
      opened.clear();
      password = secret;
    }
    Map<X509Certificate, String> certificates = new HashMap<>();
    Opened<CertificateTrust> trust = open(ANCHORS, this::trust);
    Opened<SigningIdentity> platform = open(PLATFORM, file -> file.identity(IDENTITY));
    tell(trust, problems);
    tell(platform, problems);
    platform
        .content()
        .flatMap(identity -> objection(identity, PartyNames.PLATFORM, trust.content()))
        .ifPresent(fault -> problems.add(problem(PLATFORM, fault.sentence())));
    platform.content().ifPresent(identity -> note(PLATFORM, identity, certificates));
    Map<TenantId, TenantKeys> tenants = new LinkedHashMap<>();
    Map<TenantId, KeyFault> faults = new LinkedHashMap<>();
    for (TenantId tenant : directory.tenants()) {
      readTenant(tenant, trust.content(), tenants, faults);
    }
    tenants.forEach(
        (tenant, each) -> note(GatewayKeys.fileOf(tenant), each.identity(), certificates));
    if (!problems.isEmpty()) {
      faults.values().forEach(fault -> problems.add(fault.sentence()));
    }
    refuse(problems);
    anchors.forEach(anchor -> certificates.put(anchor, ANCHORS));
    return new GatewayKeys(
        trust.content().orElseThrow(),
        platform.content().orElseThrow(),
        tenants,
        faults,
        certificates,
        token);
  }

  private void readTenant(
      TenantId tenant,
      Optional<CertificateTrust> trust,
      Map<TenantId, TenantKeys> tenants,
      Map<TenantId, KeyFault> faults) {
    String name = GatewayKeys.fileOf(tenant);
    Opened<TenantKeys> file = open(name, KeyFolderReader::tenant);
    if (file.content().isEmpty()) {
      faults.put(
          tenant, new KeyFault(KeyFault.Kind.KEYS_UNREADABLE, file.problem(), Optional.empty()));
      return;
    }
    tenants.put(tenant, file.content().get());
    objection(file.content().get().identity(), nameOf(tenant), trust)
        .ifPresent(
            fault ->
                faults.put(
                    tenant,
                    new KeyFault(fault.kind(), problem(name, fault.sentence()), fault.ended())));
  }

  private static TenantKeys tenant(KeyStoreFile file) {
    return new TenantKeys(
        file.identity(IDENTITY),
        DataKey.of(file.secretKey("data")),
        BlindIndexKey.of(file.secretKey("index")));
  }

  private CertificateTrust trust(KeyStoreFile file) {
    Set<X509Certificate> found = file.trusted();
    if (found.isEmpty()) {
      throw new IllegalArgumentException(
          "holds no certificate to trust; import the root as a trusted entry");
    }
    anchors = found;
    return CertificateTrust.anchoredAt(found, algorithms, clock);
  }

  private URI nameOf(TenantId tenant) {
    return PartyNames.of(directory.find(tenant).orElseThrow().code());
  }

  /** Others refuse a certificate that names its holder twice, or that they do not trust. */
  private Optional<KeyFault> objection(
      SigningIdentity identity, URI name, Optional<CertificateTrust> trust) {
    List<URI> names = CertificateNames.uris(identity.certificate());
    if (!names.equals(List.of(name))) {
      return Optional.of(
          new KeyFault(
              KeyFault.Kind.CERTIFICATE_NOT_TRUSTED,
              "its certificate must name exactly " + name + " as URI, but names " + names,
              Optional.empty()));
    }
    return trust.flatMap(trusted -> distrust(identity, trusted));
  }

  private Optional<KeyFault> distrust(SigningIdentity identity, CertificateTrust trust) {
    Instant now = clock.instant();
    if (!(trust.check(identity.chain(), now)
        instanceof CertificateTrust.Trust.Untrusted(String reason))) {
      return Optional.empty();
    }
    Optional<Instant> ended =
        identity.chain().stream()
            .map(certificate -> certificate.getNotAfter().toInstant())
            .filter(now::isAfter)
            .min(Instant::compareTo);
    return Optional.of(
        new KeyFault(
            ended.isPresent()
                ? KeyFault.Kind.CERTIFICATE_ENDED
                : KeyFault.Kind.CERTIFICATE_NOT_TRUSTED,
            "its chain does not lead to anchors.p12 today: "
                + reason
                + "; renew it, or add its root to anchors.p12",
            ended));
  }

  private static void note(
      String file, SigningIdentity identity, Map<X509Certificate, String> certificates) {
    identity.chain().forEach(certificate -> certificates.putIfAbsent(certificate, file));
  }

  private static String operatorToken(Path file, List<String> problems) {
    String token = secret("keys.directory", file, problems);
    if (!token.isEmpty() && token.length() < OperatorConsole.SHORTEST_TOKEN) {
      problems.add(
          "keys.directory: %s has %d characters; put a random text of at least %d there"
              .formatted(file, token.length(), OperatorConsole.SHORTEST_TOKEN));
    }
    return token;
  }

  private static String secret(String key, Path file, List<String> problems) {
    Optional<String> secret = ConfiguredFile.find(file).map(String::strip);
    if (secret.isEmpty()) {
      problems.add(ConfiguredFile.unread(key, file));
    } else if (secret.get().isEmpty()) {
      problems.add(key + ": " + file + " is empty");
    } else {
      SecretFile.sharing(file).ifPresent(shared -> problems.add(key + ": " + shared));
    }
    return secret.orElse("");
  }

  /** A file's content, read anew if the file has changed since. */
  @SuppressWarnings("unchecked") // one name, one form
  private <T> Opened<T> open(String name, Function<KeyStoreFile, T> form) {
    Path path = keys.folder().resolve(name);
    Stamp stamp = stamp(path);
    Opened<?> before = opened.get(name);
    if (before != null && before.stamp().equals(stamp)) {
      return (Opened<T>) before;
    }
    Opened<T> now = opened(path, name, stamp, form);
    opened.put(name, now);
    return now;
  }

  private <T> Opened<T> opened(
      Path path, String name, Stamp stamp, Function<KeyStoreFile, T> form) {
    KeyStoreFile file;
    try {
      file = KeyStoreFile.open(path, password.toCharArray());
    } catch (IllegalArgumentException | UncheckedIOException e) {
      return new Opened<>(stamp, Optional.empty(), "keys.directory: " + e.getMessage());
    }
    try {
      return new Opened<>(stamp, Optional.of(form.apply(file)), "");
    } catch (IllegalArgumentException e) {
      return new Opened<>(
          stamp,
          Optional.empty(),
          problem(name, Objects.requireNonNullElse(e.getMessage(), "cannot be used")));
    }
  }

  private static Stamp stamp(Path path) {
    try {
      BasicFileAttributes found = Files.readAttributes(path, BasicFileAttributes.class);
      return new Stamp(
          found.size(),
          found.lastModifiedTime().toInstant(),
          Optional.ofNullable(found.fileKey()),
          SecretFile.permissions(path));
    } catch (IOException | UncheckedIOException _) {
      return new Stamp(-1, Instant.EPOCH, Optional.empty(), "");
    }
  }

  private String problem(String name, String sentence) {
    return "keys.directory: " + keys.folder().resolve(name) + ": " + sentence;
  }

  private static void tell(Opened<?> file, List<String> problems) {
    if (file.content().isEmpty()) {
      problems.add(file.problem());
    }
  }

  private static void refuse(List<String> problems) {
    if (!problems.isEmpty()) {
      throw new BadConfigurationException(problems);
    }
  }
}
