package renkei.testagencies.party;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import renkei.signing.KeyStoreFile;
import renkei.signing.SecretFile;
import renkei.signing.SigningIdentity;
import renkei.signing.trust.CertificateTrust;
import renkei.signing.xml.XmlVerifier;
import renkei.testagencies.vocabulary.AgencyCode;
import renkei.testagencies.vocabulary.TenantId;

/** The keys of the world outside the platform, from the folder {@code pki/world}. Thread-safe. */
public final class WorldKeys {

  private final Path folder;
  private final char[] password;
  private final CertificateTrust trust;
  private final XmlVerifier verifier;

  private WorldKeys(Path folder, char[] password, CertificateTrust trust) {
    this.folder = folder;
    this.password = password;
    this.trust = trust;
    verifier = XmlVerifier.trusting(trust);
  }

  /**
   * Opens the folder.
   *
   * @throws UncheckedIOException if it cannot be read
   * @throws IllegalArgumentException if others than its owner may read a secret in it
   */
  public static WorldKeys open(Path folder, Clock clock) {
    char[] password = SecretFile.text(folder.resolve("password")).toCharArray();
    KeyStoreFile anchors = KeyStoreFile.open(folder.resolve("anchors.p12"), password);
    return new WorldKeys(folder, password, CertificateTrust.anchoredAt(anchors.trusted(), clock));
  }

  /** The identity of an agency that is no tenant of the platform. */
  public SigningIdentity agency(AgencyCode agency) {
    return identity(file(agency));
  }

  /** The identity of a municipality's backend system (既存システム). */
  public SigningIdentity backend(TenantId tenant) {
    return identity(folder.resolve("backend-" + tenant.value() + ".p12"));
  }

  /** The identity of a municipality's staff (接続端末). */
  public SigningIdentity staff(TenantId tenant) {
    return identity(folder.resolve("staff-" + tenant.value() + ".p12"));
  }

  /** Whose certificates count. */
  public CertificateTrust trust() {
    return trust;
  }

  /** Verifies what anybody signed. */
  public XmlVerifier verifier() {
    return verifier;
  }

  /** The key store of an agency, for software that wants a file. */
  public Path file(AgencyCode agency) {
    return folder.resolve("agency-" + agency.value() + ".p12");
  }

  /** The trust store, for software that wants a file. */
  public Path anchors() {
    return folder.resolve("anchors.p12");
  }

  /** The password of every file here, for software that wants one. */
  public String passwordForFiles() {
    return new String(password);
  }

  private SigningIdentity identity(Path file) {
    return KeyStoreFile.open(file, password).identity("identity");
  }

  /** Names the folder and nothing in it. */
  @Override
  public String toString() {
    return "WorldKeys[" + folder + "]";
  }
}
