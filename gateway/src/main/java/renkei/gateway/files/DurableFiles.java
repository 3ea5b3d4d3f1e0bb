package renkei.gateway.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Writes files so that a power cut leaves either the old state or the new one: content and folder
 * are both synchronised to the disk. Every file and folder is the owner's alone (0600, 0700).
 *
 * <p>Every method throws {@link UncheckedIOException} naming the file; trying again is safe.
 */
public final class DurableFiles {

  private static final String OWNER_ONLY = "rw-------";
  private static final String OWNER_ONLY_FOLDER = "rwx------";

  private DurableFiles() {}

  /** Makes a folder and the folders above it, the new ones for the owner only. */
  public static void makeFolder(Path folder) {
    IoCall.run("cannot make folder " + folder, () -> make(folder));
  }

  private static void make(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      return;
    }
    Path parent = folder.toAbsolutePath().getParent();
    if (parent != null) {
      make(parent);
    }
    try {
      Files.createDirectory(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(OWNER_ONLY_FOLDER)));
    } catch (FileAlreadyExistsException e) {
      // Another process may have made it just now.
      if (!Files.isDirectory(folder)) {
        throw e;
      }
    }
    if (parent != null) {
      synchronise(parent);
    }
  }

  /** Writes the whole content under the name at once: no reader ever sees a part of it. */
  public static void write(Path file, byte[] content) {
    Path next = file.resolveSibling(file.getFileName() + ".new");
    IoCall.run(
        "cannot write " + file,
        () -> {
          Files.deleteIfExists(next);
          writeNew(next, content);
          move(next, file);
        });
  }

  private static void writeNew(Path file, byte[] content) throws IOException {
    try (FileChannel out =
        FileChannel.open(
            file,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(OWNER_ONLY)))) {
      ByteBuffer rest = ByteBuffer.wrap(content);
      while (rest.hasRemaining()) {
        out.write(rest);
      }
      out.force(true);
    }
  }

  /** Gives a finished file or folder its name; an empty folder of that name is replaced. */
  public static void rename(Path from, Path to) {
    IoCall.run("cannot rename " + from + " to " + to, () -> move(from, to));
  }

  /** Synchronises every file and folder below {@code root} to the disk. */
  public static void synchroniseTree(Path root) {
    IoCall.run("cannot synchronise " + root, () -> Files.walkFileTree(root, new Synchroniser()));
  }

  /** Removes a file, or a folder with all below it; nothing happens where there is none. */
  public static void remove(Path root) {
    IoCall.run(
        "cannot remove " + root,
        () -> {
          if (Files.exists(root, java.nio.file.LinkOption.NOFOLLOW_LINKS)) {
            Files.walkFileTree(root, new Remover());
          }
        });
  }

  private static void move(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    Path parent = to.toAbsolutePath().getParent();
    if (parent != null) {
      synchronise(parent);
    }
  }

  private static void synchronise(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private static final class Synchroniser extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      if (attributes.isRegularFile()) {
        synchronise(file);
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(
        Path folder, @org.jspecify.annotations.Nullable IOException failure) throws IOException {
      FileVisitResult next = super.postVisitDirectory(folder, failure);
      synchronise(folder);
      return next;
    }
  }

  private static final class Remover extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.delete(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(
        Path folder, @org.jspecify.annotations.Nullable IOException failure) throws IOException {
      FileVisitResult next = super.postVisitDirectory(folder, failure);
      Files.delete(folder);
      return next;
    }
  }
}
