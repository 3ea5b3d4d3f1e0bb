package renkei.gateway;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import renkei.codebook.Edition;
import renkei.codebook.InformationCode;
import renkei.codebook.database.Database;
import renkei.codebook.directory.Agency;
import renkei.codebook.directory.AgencyDirectory;
import renkei.codebook.directory.AgencyKind;
import renkei.gateway.files.IoCall;
import renkei.signing.AlgorithmTable;
import renkei.signing.KeyStoreFile;
import renkei.signing.SigningIdentity;
import renkei.signing.jws.CompactJws;
import renkei.tenantstore.layout.LayoutFile;
import renkei.tenantstore.layout.LayoutShelf;
import renkei.tenantstore.layout.ShelvedLayout;

/**
 * The layouts of a demonstration, whose core is made up with its keys: what that core would publish
 * is signed with its key and taken as if it had come. In production layouts come from their
 * publisher alone.
 */
final class DemonstrationLayouts {

  private static final Logger LOG = LoggerFactory.getLogger(DemonstrationLayouts.class);
  private static final String FOLDER = "/layouts/form-2/";

  private final LayoutShelf shelf;
  private final Database database;
  private final AlgorithmTable algorithms;
  private final Clock clock;

  DemonstrationLayouts(
      LayoutShelf shelf, Database database, AlgorithmTable algorithms, Clock clock) {
    this.shelf = shelf;
    this.database = database;
    this.algorithms = algorithms;
    this.clock = clock;
  }

  private record Name(InformationCode information, Edition edition) {

    /** Of a line such as {@code 2026-06/TM00000000000101.json}. */
    static Name of(String file) {
      int slash = file.indexOf('/');
      return new Name(
          new InformationCode(file.substring(slash + 1, file.length() - ".json".length())),
          new Edition(file.substring(0, slash)));
    }

    static Name of(ShelvedLayout layout) {
      return new Name(layout.layout().information(), layout.layout().edition());
    }
  }

  /**
   * Takes what is not on the shelf yet.
   *
   * @param keys the folder of the demonstration's keys
   */
  void publish(Path keys, AgencyDirectory directory) {
    Set<Name> known = new HashSet<>();
    shelf.list().forEach(layout -> known.add(Name.of(layout)));
    List<String> files =
        read("index.txt").lines().filter(file -> !known.contains(Name.of(file))).toList();
    Optional<Agency> core =
        directory.agencies().stream()
            .filter(agency -> agency.kind() == AgencyKind.CORE)
            .findFirst();
    if (files.isEmpty() || core.isEmpty()) {
      return;
    }
    SigningIdentity identity = identity(keys.resolve("world"), core.get());
    for (String file : files) {
      byte[] signed =
          CompactJws.sign(
              identity,
              LayoutFile.TYPE,
              read(file).getBytes(StandardCharsets.UTF_8),
              algorithms,
              clock.instant());
      if (database.inPlatform(tx -> shelf.take(signed, tx))
          instanceof LayoutShelf.Taken.Refused(var refused)) {
        LOG.warn("the demonstration does without layout {}: {}", file, refused.en());
      }
    }
    LOG.warn("took {} layouts signed with the demonstration's keys", files.size());
  }

  private static SigningIdentity identity(Path world, Agency core) {
    String password =
        IoCall.get(
            "cannot read the demonstration's keys",
            () -> Files.readString(world.resolve("password")).strip());
    return KeyStoreFile.open(
            world.resolve("agency-" + core.code().value() + ".p12"), password.toCharArray())
        .identity("identity");
  }

  private static String read(String file) {
    return IoCall.get("cannot read layout " + file, () -> text(file));
  }

  private static String text(String file) throws IOException {
    try (InputStream in = DemonstrationLayouts.class.getResourceAsStream(FOLDER + file)) {
      if (in == null) {
        throw new IOException("there is none");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
