package renkei.gateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import renkei.codebook.AgencyCode;
import renkei.codebook.AgencyDirectory;
import renkei.codebook.TenantId;
import renkei.signing.BlindIndexKey;
import renkei.signing.CertificateNames;
import renkei.signing.CertificateTrust;
import renkei.signing.DataKey;
import renkei.signing.KeyStoreFile;
import renkei.signing.SigningIdentity;
import renkei.signing.Tls;
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
record GatewayKeys(
    CertificateTrust trust,
    SSLContext tls,
    Map<TenantId, TenantKeys> tenants,
    Map<X509Certificate, String> certificates,
    String operatorToken) {

  GatewayKeys {
    tenants = Map.copyOf(tenants);
    certificates = Map.copyOf(certificates);
  }

  /**
   * Reads the folder.
   *
   * @throws BadConfigurationException naming every file that is missing or not what it should be
   */
  static GatewayKeys read(Configuration.KeyFolder keys, AgencyDirectory directory, Clock clock) {
    return new Reader(keys, directory, clock).read();
  }

  /**
   * The keys of one tenant.
   *
   * @throws IllegalArgumentException if there is no such tenant
   */
  TenantKeys of(TenantId tenant) {
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

  private static final class Reader {

    private final Configuration.KeyFolder keys;
    private final AgencyDirectory directory;
    private final Clock clock;
    private final List<String> problems = new ArrayList<>();
    private final Map<X509Certificate, String> certificates = new HashMap<>();

    Reader(Configuration.KeyFolder keys, AgencyDirectory directory, Clock clock) {
      this.keys = keys;
      this.directory = directory;
      this.clock = clock;
    }

    GatewayKeys read() {
      char[] password = secret("keys.password-file", keys.passwordFile()).toCharArray();
      String token = secret("keys.directory", keys.folder().resolve("operator-token"));
      Map<TenantId, TenantKeys> tenants = new LinkedHashMap<>();
      for (TenantId tenant : directory.tenants()) {
        attempt(() -> tenants.put(tenant, tenant(tenant, password)));
      }
      refuseProblems();
      try {
        Set<X509Certificate> anchors = open("anchors.p12", password).trusted();
        CertificateTrust trust = CertificateTrust.anchoredAt(anchors, clock);
        anchors.forEach(anchor -> certificates.put(anchor, "anchors.p12"));
        SigningIdentity platform = open("platform.p12", password).identity("identity");
        note("platform.p12", platform);
        return new GatewayKeys(trust, Tls.context(platform, trust), tenants, certificates, token);
      } catch (IllegalArgumentException | UncheckedIOException e) {
        throw new BadConfigurationException(List.of("keys.directory: " + e.getMessage()));
      }
    }

    private void note(String file, SigningIdentity identity) {
      identity.chain().forEach(certificate -> certificates.putIfAbsent(certificate, file));
    }

    private TenantKeys tenant(TenantId tenant, char[] password) {
      String name = "tenant-" + tenant.value() + ".p12";
      KeyStoreFile file = open(name, password);
      SigningIdentity identity = file.identity("identity");
      note(name, identity);
      AgencyCode agency =
          directory
              .find(tenant)
              .orElseThrow(() -> new IllegalArgumentException("unknown tenant " + tenant))
              .code();
      URI uri = URI.create("urn:renkei:agency:" + agency.value());
      if (!CertificateNames.uris(identity.certificate()).contains(uri)) {
        throw new IllegalArgumentException(
            "the certificate of tenant " + tenant.value() + " does not name " + uri);
      }
      return new TenantKeys(
          identity, DataKey.of(file.secretKey("data")), BlindIndexKey.of(file.secretKey("index")));
    }

    private KeyStoreFile open(String file, char[] password) {
      return KeyStoreFile.open(keys.folder().resolve(file), password);
    }

    private String secret(String key, Path file) {
      try {
        return Files.readString(file).strip();
      } catch (IOException e) {
        problems.add(key + ": cannot read " + file);
        return "";
      }
    }

    private void attempt(Supplier<?> work) {
      try {
        var _ = work.get();
      } catch (IllegalArgumentException | UncheckedIOException e) {
        problems.add("keys.directory: " + e.getMessage());
      }
    }

    private void refuseProblems() {
      if (!problems.isEmpty()) {
        throw new BadConfigurationException(problems);
      }
    }
  }
}
