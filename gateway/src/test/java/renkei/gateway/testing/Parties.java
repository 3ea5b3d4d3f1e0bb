package renkei.gateway.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLContext;
import renkei.codebook.AgencyCode;
import renkei.codebook.TenantId;
import renkei.codebook.directory.Agency;
import renkei.codebook.directory.AgencyDirectory;
import renkei.codebook.directory.AgencyKind;
import renkei.gateway.pki.DemonstrationPki;
import renkei.signing.BlindIndexKey;
import renkei.signing.DataKey;
import renkei.signing.KeyStoreFile;
import renkei.signing.SigningIdentity;
import renkei.signing.tls.Tls;
import renkei.signing.trust.CertificateTrust;
import renkei.signing.xml.XmlVerifier;
import renkei.tenantstore.TenantKeys;

/** Who takes part in the tests of the doors, with real keys that are made once. */
public final class Parties {

  public static final AgencyCode CORE = new AgencyCode("9000000000000001");
  public static final AgencyCode PENSION = new AgencyCode("9000000000000011");
  public static final AgencyCode NATIONAL = new AgencyCode("9000000000000012");
  public static final AgencyCode PORTAL = new AgencyCode("9000000000000021");
  public static final AgencyCode KITA_AGENCY = new AgencyCode("9099001900000000");
  public static final AgencyCode MINAMI_AGENCY = new AgencyCode("9099002700000000");
  public static final TenantId KITA = new TenantId("990019");
  public static final TenantId MINAMI = new TenantId("990027");

  public static final AgencyDirectory DIRECTORY =
      new AgencyDirectory(
          List.of(
              national(CORE, AgencyKind.CORE),
              national(PENSION, AgencyKind.PENSION_SERVICE),
              national(NATIONAL, AgencyKind.NATIONAL_AGENCY),
              national(PORTAL, AgencyKind.PORTAL),
              municipality(KITA_AGENCY, KITA),
              municipality(MINAMI_AGENCY, MINAMI)));

  private static final class Shared {
    static final Parties PARTIES = new Parties();
    static final Parties STRANGERS = new Parties();
  }

  private final Path folder;
  private final Map<String, SigningIdentity> identities = new HashMap<>();
  private final Map<TenantId, TenantKeys> keys = new ConcurrentHashMap<>();
  private final CertificateTrust trust;

  private Parties() {
    try {
      folder = Files.createTempDirectory(Path.of("target"), "parties").resolve("pki");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    new DemonstrationPki(folder, Clock.systemUTC()).makeIfMissing(DIRECTORY);
    trust = CertificateTrust.anchoredAt(open("anchors.p12").trusted(), Clock.systemUTC());
  }

  public static Parties shared() {
    return Shared.PARTIES;
  }

  /** People who gave themselves the same names, with authorities of their own. */
  public static Parties strangers() {
    return Shared.STRANGERS;
  }

  private static Agency national(AgencyCode code, AgencyKind kind) {
    return new Agency(code, kind, Optional.empty(), "国" + code, "National " + code);
  }

  private static Agency municipality(AgencyCode code, TenantId tenant) {
    return new Agency(
        code, AgencyKind.MUNICIPALITY, Optional.of(tenant), "市" + tenant, "City " + tenant);
  }

  public CertificateTrust trust() {
    return trust;
  }

  /** A file of theirs, as an operator has it: {@code anchors.p12}, {@code password}. */
  public Path file(String name) {
    return folder.resolve(name);
  }

  /** The root that everybody trusts. */
  public X509Certificate root() {
    return open("anchors.p12").trusted().iterator().next();
  }

  public XmlVerifier verifier() {
    return XmlVerifier.trusting(trust);
  }

  public SigningIdentity platform() {
    return identity("platform.p12");
  }

  /** The signing identity of any agency, tenants included. */
  public synchronized SigningIdentity agency(AgencyCode code) {
    return DIRECTORY
        .find(code)
        .flatMap(Agency::tenant)
        .map(tenant -> identity("tenant-" + tenant.value() + ".p12"))
        .orElseGet(() -> identity("world/agency-" + code.value() + ".p12"));
  }

  /** Opened once: who opens a file of keys derives its password's key first. */
  public TenantKeys keys(TenantId tenant) {
    return keys.computeIfAbsent(tenant, this::openKeys);
  }

  private TenantKeys openKeys(TenantId tenant) {
    KeyStoreFile file = open("tenant-" + tenant.value() + ".p12");
    return new TenantKeys(
        file.identity("identity"),
        DataKey.of(file.secretKey("data")),
        BlindIndexKey.of(file.secretKey("index")));
  }

  public Map<TenantId, SigningIdentity> tenants() {
    return Map.of(KITA, agency(KITA_AGENCY), MINAMI, agency(MINAMI_AGENCY));
  }

  public SigningIdentity backend(TenantId tenant) {
    return identity("world/backend-" + tenant.value() + ".p12");
  }

  public SigningIdentity staff(TenantId tenant) {
    return identity("world/staff-" + tenant.value() + ".p12");
  }

  public SSLContext tls(SigningIdentity identity) {
    return Tls.context(identity, trust);
  }

  private synchronized SigningIdentity identity(String file) {
    return identities.computeIfAbsent(file, name -> open(name).identity("identity"));
  }

  private KeyStoreFile open(String name) {
    Path file = folder.resolve(name);
    try {
      String password = Files.readString(file.resolveSibling("password"));
      return KeyStoreFile.open(file, password.toCharArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
