package renkei.gateway.pki;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import javax.crypto.spec.SecretKeySpec;
import renkei.codebook.TenantId;
import renkei.codebook.directory.Agency;
import renkei.codebook.directory.AgencyDirectory;
import renkei.gateway.contract.PartyNames;
import renkei.gateway.files.DurableFiles;

/**
 * Keys of an operator's own, as {@code docs/operations.md} describes them, by a root of its own.
 */
public final class OwnKeys {

  private final char[] password;
  private final Path folder;
  private final Map<TenantId, Rows> rows = new HashMap<>();
  private final SecureRandom random = new SecureRandom();
  private final Authority authority =
      Authority.create(Clock.systemUTC().instant(), random, Set.of());

  /** Makes the folder with all files a gateway of this directory needs. */
  public OwnKeys(Path folder, AgencyDirectory directory) throws Exception {
    this(folder, directory, "made-up-for-a-test");
  }

  /** As the other constructor, under a password. */
  public OwnKeys(Path folder, AgencyDirectory directory, String password) throws Exception {
    this.password = password.toCharArray();
    this.folder = Files.createDirectories(folder);
    write("password", password + "\n");
    write("operator-token", "operators-of-a-test\n");
    write("anchors.p12", store -> store.setCertificateEntry("ca", root()));
    write("persons.p12", store -> store.setKeyEntry("data", secret("AES"), this.password, null));
    platform(PartyNames.PLATFORM);
    for (Agency agency : directory.agencies()) {
      if (agency.tenant().isPresent()) {
        tenant(agency.tenant().get(), List.of(PartyNames.of(agency.code())));
      }
    }
  }

  /** Writes the platform's file anew, under a name. */
  public void platform(URI name) throws Exception {
    write("platform.p12", store -> identity(store, authority.leaf("Own", List.of(name), true)));
  }

  /** Writes a tenant's file anew, under names, with new keys for everything. */
  public void tenant(TenantId tenant, List<URI> names) throws Exception {
    rows.put(tenant, new Rows(secret("AES"), secret("HmacSHA256")));
    renew(tenant, names);
  }

  /** Writes a tenant's file anew, with another certificate; its rows stay readable. */
  public void renew(TenantId tenant, List<URI> names) throws Exception {
    write(tenant, authority.leaf("Own", names, true));
  }

  /** As {@link #renew}, with a certificate that has ended; returns when. */
  public Instant endedTenant(TenantId tenant, List<URI> names) throws Exception {
    Authority.Certified leaf = authority.leaf("Own", names, true, Duration.ofMinutes(30));
    write(tenant, leaf);
    return leaf.certificate().getNotAfter().toInstant();
  }

  private void write(TenantId tenant, Authority.Certified leaf) throws Exception {
    Rows keys = Objects.requireNonNull(rows.get(tenant));
    write(
        "tenant-" + tenant.value() + ".p12",
        store -> {
          identity(store, leaf);
          store.setKeyEntry("data", keys.data(), password, null);
          store.setKeyEntry("index", keys.index(), password, null);
        });
  }

  /** Takes all anchors away. */
  public void noAnchors() throws Exception {
    write("anchors.p12", _ -> {});
  }

  private void identity(KeyStore store, Authority.Certified leaf) throws Exception {
    store.setKeyEntry(
        "identity",
        leaf.key(),
        password,
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

  /** What a tenant's rows are encrypted and found by. */
  private record Rows(SecretKeySpec data, SecretKeySpec index) {}

  private interface Content {
    void addTo(KeyStore store) throws Exception;
  }

  private void write(String file, Content content) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    content.addTo(store);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    store.store(bytes, password);
    DurableFiles.write(folder.resolve(file), bytes.toByteArray());
  }

  private void write(String file, String text) {
    DurableFiles.write(folder.resolve(file), text.getBytes(StandardCharsets.UTF_8));
  }
}
