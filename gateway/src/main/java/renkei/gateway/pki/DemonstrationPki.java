package renkei.gateway.pki;

import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import renkei.codebook.directory.Agency;
import renkei.codebook.directory.AgencyDirectory;
import renkei.gateway.contract.PartyNames;
import renkei.gateway.files.DurableFiles;
import renkei.gateway.files.IoCall;

/**
 * Makes the keys of a demonstration: a root, an issuing authority, and one certificate for each
 * party, as PKCS#12 files (RFC 7292). Never for production: the private keys of all parties lie
 * side by side on one disk. Real certificates come by configuration.
 */
public final class DemonstrationPki {

  private static final String WORLD = "world";

  private final Path folder;
  private final Clock clock;
  private final Set<InetAddress> addresses;
  private final SecureRandom random = new SecureRandom();

  /**
   * Keys of parties that serve on the usual addresses of this machine.
   *
   * @param folder where the files go; made if missing
   * @param clock gives the day from which the certificates are valid
   */
  public DemonstrationPki(Path folder, Clock clock) {
    this(folder, clock, Set.of());
  }

  /**
   * As above.
   *
   * @param addresses further ones at which the platform serves
   */
  public DemonstrationPki(Path folder, Clock clock, Set<InetAddress> addresses) {
    this.folder = folder;
    this.clock = clock;
    this.addresses = Set.copyOf(addresses);
  }

  /**
   * Makes the whole folder, unless it already holds something; then only what the world's programs
   * read beside the key stores is made, as far as it is missing. The folder gets its name only when
   * every file in it is on the disk, so a crash half way leaves nothing that a later start could
   * mistake for keys.
   *
   * @return true if the folder was made, false if there already was one
   * @throws UncheckedIOException if the folder cannot be written; trying again is safe
   */
  public boolean makeIfMissing(AgencyDirectory directory) {
    if (holdsAnything(folder)) {
      PemFiles.addTo(folder.resolve(WORLD));
      return false;
    }
    Path draft = folder.resolveSibling(folder.getFileName() + ".draft");
    DurableFiles.remove(draft);
    DurableFiles.makeFolder(draft.resolve(WORLD));
    fill(draft, directory);
    PemFiles.addTo(draft.resolve(WORLD));
    DurableFiles.rename(draft, folder);
    return true;
  }

  private void fill(Path draft, AgencyDirectory directory) {
    Authority authority = Authority.create(clock.instant(), random, addresses);
    var platform = new KeyFiles(draft, password(draft), authority);
    platform.authority("root.p12");
    platform.anchors("anchors.p12");
    platform.server("platform.p12", "Renkei platform", PartyNames.PLATFORM);
    byte[] token = new byte[32];
    random.nextBytes(token);
    DurableFiles.write(
        draft.resolve("operator-token"),
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(token)
            .getBytes(StandardCharsets.US_ASCII));

    Path outside = draft.resolve(WORLD);
    var world = new KeyFiles(outside, password(outside), authority);
    world.anchors("anchors.p12");
    for (Agency agency : directory.agencies()) {
      String code = agency.code().value();
      URI uri = PartyNames.of(agency.code());
      if (agency.tenant().isEmpty()) {
        world.server("agency-" + code + ".p12", "Agency " + code, uri);
        continue;
      }
      String tenant = agency.tenant().get().value();
      platform.tenant("tenant-" + tenant + ".p12", "Tenant " + tenant, uri);
      for (String role : List.of("backend", "staff")) {
        world.client(
            role + "-" + tenant + ".p12",
            "Tenant " + tenant + " " + role,
            URI.create("urn:renkei:tenant:" + tenant + ":" + role));
      }
    }
  }

  private char[] password(Path target) {
    byte[] bytes = new byte[24];
    random.nextBytes(bytes);
    String password = HexFormat.of().formatHex(bytes);
    DurableFiles.write(target.resolve("password"), password.getBytes(StandardCharsets.US_ASCII));
    return password.toCharArray();
  }

  private static boolean holdsAnything(Path folder) {
    if (!Files.isDirectory(folder)) {
      return false;
    }
    return IoCall.get(
        "cannot read " + folder,
        () -> {
          try (Stream<Path> files = Files.list(folder)) {
            return files.findAny().isPresent();
          }
        });
  }
}
