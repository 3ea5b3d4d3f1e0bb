package renkei.gateway.postgres;

import java.nio.file.Path;

/**
 * There is no database where there was one, or there is one where somebody wants a new one: in
 * either case a person has to say what is meant. An empty database in the place of one whose volume
 * is not mounted would answer that nobody has ever been registered.
 */
public final class DatabaseMissingException extends IllegalStateException {

  private static final long serialVersionUID = 1L;

  private DatabaseMissingException(String message) {
    super(message);
  }

  static DatabaseMissingException in(Path data) {
    return new DatabaseMissingException(
        """
        there was a database in %s, and it is gone. If its volume is not mounted, mount it and \
        start again. If it is lost, restore the folder from a backup (docs/operations.md, \
        "Restoring"). Only if nothing is to be restored: start once with --new-database"""
            .formatted(data));
  }

  static DatabaseMissingException notMissing(Path data) {
    return new DatabaseMissingException(
        """
        --new-database makes an empty database in the place of one that is gone, but there is \
        something in %s; start without it, or move that folder away first"""
            .formatted(data));
  }
}
