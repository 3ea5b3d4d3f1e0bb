package renkei.signing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Files that hold keys, passwords or tokens. Whoever may read one has what it holds, and whoever
 * may change one decides what is believed: a file that others than its owner may read or change is
 * not used. Links are followed. File systems without POSIX permissions do not say who may, and
 * nothing is asked there.
 *
 * <p>What the group may read counts as its owner's alone where the file is root's and the process
 * is not: so are secrets handed to an account that shall not change them, and PostgreSQL takes its
 * key by the same rule (its manual, 18.9.1).
 */
public final class SecretFile {

  private static final Set<PosixFilePermission> OF_CHANGING =
      Set.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);
  private static final Set<PosixFilePermission> OF_OTHERS =
      Set.of(
          PosixFilePermission.GROUP_READ,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.GROUP_EXECUTE,
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE,
          PosixFilePermission.OTHERS_EXECUTE);
  private static final String ROOT = "root";

  private SecretFile() {}

  /**
   * The text of a file in UTF-8, without the white space around it.
   *
   * @throws UncheckedIOException if it cannot be read
   * @throws IllegalArgumentException as {@link #refuseIfShared}
   */
  public static String text(Path file) {
    try {
      String text = Files.readString(file).strip();
      refuseIfShared(file);
      return text;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  /**
   * Refuses a file that others than its owner may read or change.
   *
   * @throws IllegalArgumentException naming the file and the command that mends it
   * @throws UncheckedIOException if its permissions cannot be read
   */
  public static void refuseIfShared(Path file) {
    refuse(sharing(file));
  }

  /** Refuses a file that others may change, as {@link #refuseIfShared}; all may read it. */
  public static void refuseIfOthersMayChange(Path file) {
    refuse(
        attributes(file)
            .filter(found -> hasAny(found.permissions(), OF_CHANGING))
            .map(
                found ->
                    "%s may be changed by others than its owner (%s); chmod go-w %s"
                        .formatted(
                            file, PosixFilePermissions.toString(found.permissions()), file)));
  }

  private static void refuse(Optional<String> objection) {
    if (objection.isPresent()) {
      throw new IllegalArgumentException(objection.get());
    }
  }

  /** What is wrong with who may read or change a file; empty if nothing, or it is not there. */
  public static Optional<String> sharing(Path file) {
    return attributes(file)
        .filter(
            found ->
                isShared(
                    found.permissions(),
                    found.owner().getName(),
                    System.getProperty("user.name", ROOT)))
        .map(
            found ->
                "%s may be read or changed by others than its owner (%s); chmod 600 %s"
                    .formatted(file, PosixFilePermissions.toString(found.permissions()), file));
  }

  /** Who may do what with a file, as {@code ls} writes it; empty if nobody says. */
  public static String permissions(Path file) {
    return attributes(file)
        .map(found -> PosixFilePermissions.toString(found.permissions()))
        .orElse("");
  }

  /**
   * Whether others than a file's owner may read or change it.
   *
   * @param owner of the file
   * @param reader the account that wants to read it
   */
  static boolean isShared(Set<PosixFilePermission> permissions, String owner, String reader) {
    Set<PosixFilePermission> denied = EnumSet.copyOf(OF_OTHERS);
    if (owner.equals(ROOT) && !reader.equals(ROOT)) {
      denied.remove(PosixFilePermission.GROUP_READ);
    }
    return hasAny(permissions, denied);
  }

  private static boolean hasAny(
      Set<PosixFilePermission> permissions, Set<PosixFilePermission> wanted) {
    return permissions.stream().anyMatch(wanted::contains);
  }

  private static Optional<PosixFileAttributes> attributes(Path file) {
    Optional<PosixFileAttributeView> view =
        Optional.ofNullable(Files.getFileAttributeView(file, PosixFileAttributeView.class));
    if (view.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(view.get().readAttributes());
    } catch (NoSuchFileException _) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read who may read " + file, e);
    }
  }
}
