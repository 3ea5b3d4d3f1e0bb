package renkei.gateway.pki;

import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.time.Clock;
import java.util.List;
import javax.crypto.spec.SecretKeySpec;
import renkei.codebook.Agency;
import renkei.codebook.AgencyDirectory;
import renkei.codebook.TenantId;
import renkei.gateway.contract.PartyNames;

/**
 * Keys of an operator's own, as {@code docs/operations.md} describes them, by a root of its own.
 */
public final class OwnKeys {

  private static final char[] PASSWORD = "made-up-for-a-test".toCharArray();

  private final Path folder;
  private final SecureRandom random = new SecureRandom();
  private final Authority authority = Authority.create(Clock.systemUTC().instant(), random);

  /** Makes the folder with all files a gateway of this directory needs. */
  public OwnKeys(Path folder, AgencyDirectory directory) throws Exception {
    this.folder = Files.createDirectories(folder);
    Files.writeString(folder.resolve("password"), new String(PASSWORD) + "\n");
    Files.writeString(folder.resolve("operator-token"), "operators-of-a-test\n");
    write("anchors.p12", store -> store.setCertificateEntry("ca", root()));
    write("persons.p12", store -> store.setKeyEntry("data", secret("AES"), PASSWORD, null));
    platform(PartyNames.PLATFORM);
    for (Agency agency : directory.agencies()) {
      if (agency.tenant().isPresent()) {
        tenant(agency.tenant().get(), List.of(PartyNames.of(agency.code())));
      }
    }
  }

  /** Writes the platform's file anew, under a name. */
  public void platform(URI name) throws Exception {
    write("platform.p12", store -> identity(store, List.of(name)));
  }

  /** Writes a tenant's file anew, under names. */
  public void tenant(TenantId tenant, List<URI> names) throws Exception {
    write(
        "tenant-" + tenant.value() + ".p12",
        store -> {
          identity(store, names);
          store.setKeyEntry("data", secret("AES"), PASSWORD, null);
          store.setKeyEntry("index", secret("HmacSHA256"), PASSWORD, null);
        });
  }

  /** Takes all anchors away. */
  public void noAnchors() throws Exception {
    write("anchors.p12", _ -> {});
  }

  private void identity(KeyStore store, List<URI> names) throws Exception {
    Authority.Certified leaf = authority.leaf("Own", names, true);
    store.setKeyEntry(
        "identity",
        leaf.key(),
        PASSWORD,
        new Certificate[] {leaf.certificate(), authority.issuing().certificate()});
  }

  private Certificate root() {
    return authority.root().certificate();
  }

  private SecretKeySpec secret(String algorithm) {
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    return new SecretKeySpec(bytes, algorithm);
  }

  private interface Content {
    void addTo(KeyStore store) throws Exception;
  }

  private void write(String file, Content content) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    content.addTo(store);
    try (OutputStream out = Files.newOutputStream(folder.resolve(file))) {
      store.store(out, PASSWORD);
    }
  }
}
