package renkei.gateway.postgres;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import renkei.gateway.files.DurableFiles;
import renkei.gateway.files.IoCall;

/** PostgreSQL's programs, unpacked from the archive that travels on the classpath. */
record Programs(Path folder) {

  private static final Logger log = LoggerFactory.getLogger(Programs.class);
  private static final String ARCHIVE =
      archive(System.getProperty("os.name"), System.getProperty("os.arch"));

  /**
   * Unpacks the archive once for each version of it; older versions are removed. The folder of a
   * version gets its name when everything in it is on the disk.
   */
  static Programs unpackedIn(Path parent) {
    Path target = parent.resolve(version());
    if (!Files.isDirectory(target)) {
      log.info("unpacking PostgreSQL {}", version());
      DurableFiles.remove(parent);
      Path draft = parent.resolve("draft");
      DurableFiles.makeFolder(draft);
      unpack(draft);
      DurableFiles.synchroniseTree(draft);
      DurableFiles.rename(draft, target);
    }
    return new Programs(target);
  }

  Path program(String name) {
    return folder.resolve("bin").resolve(name);
  }

  /** As the library for that system and processor names it; the build puts one on the classpath. */
  static String archive(String system, String processor) {
    return "/postgres-%s-%s.txz"
        .formatted(
            system.startsWith("Mac") ? "darwin" : "linux",
            processor.equals("aarch64") ? "arm_64" : "x86_64");
  }

  /** The version stands in the name of the library that carries the archive. */
  private static String version() {
    var archive = Programs.class.getResource(ARCHIVE);
    if (archive == null) {
      throw new IllegalStateException(
          "no PostgreSQL for this machine; set database.url to one of your own");
    }
    String address = archive.toString();
    String library = address.substring(0, address.indexOf(".jar!"));
    return library.substring(library.lastIndexOf('-') + 1);
  }

  private static void unpack(Path target) {
    IoCall.run("cannot unpack PostgreSQL into " + target, () -> unpackAll(target));
  }

  private static void unpackAll(Path target) throws IOException {
    try (InputStream resource = Programs.class.getResourceAsStream(ARCHIVE);
        InputStream xz = new XZCompressorInputStream(new BufferedInputStream(resource));
        TarArchiveInputStream tar = new TarArchiveInputStream(xz)) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        Path path = target.resolve(entry.getName()).normalize();
        if (!path.startsWith(target)) {
          throw new IOException("entry outside of the archive: " + entry.getName());
        }
        unpack(tar, entry, path);
      }
    }
  }

  private static void unpack(InputStream tar, TarArchiveEntry entry, Path path) throws IOException {
    if (entry.isDirectory()) {
      Files.createDirectories(path);
      return;
    }
    Files.createDirectories(path.getParent());
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
      return;
    }
    Files.copy(tar, path);
    if ((entry.getMode() & 0100) != 0) {
      Files.setPosixFilePermissions(
          path,
          Set.of(
              PosixFilePermission.OWNER_READ,
              PosixFilePermission.OWNER_WRITE,
              PosixFilePermission.OWNER_EXECUTE));
    }
  }
}
