package renkei.broker.engine;

import java.util.Optional;
import renkei.codebook.PermissionRowId;
import renkei.codebook.permission.PermissionDecision;
import renkei.codebook.permission.PermissionListState;
import renkei.codebook.permission.PermissionQuestion;
import renkei.codebook.permission.Permissions;

/**
 * What the permission list says, and which list said so.
 *
 * @param list its version; empty if there is none, or another one came while it was asked
 */
public record ListDecision(PermissionDecision decision, Optional<Long> list) {

  /** Decides by the list in force. */
  public static ListDecision by(Permissions permissions, PermissionQuestion question) {
    Optional<Long> before = version(permissions);
    PermissionDecision decision = permissions.allow(question);
    return new ListDecision(decision, version(permissions, decision, before));
  }

  /** The row that allowed it; empty if none did. */
  public Optional<PermissionRowId> row() {
    return switch (decision) {
      case PermissionDecision.Allowed(PermissionRowId row, _) -> Optional.of(row);
      case PermissionDecision.Denied _ -> Optional.empty();
    };
  }

  /** One that allows names its list itself. */
  private static Optional<Long> version(
      Permissions permissions, PermissionDecision decision, Optional<Long> before) {
    return switch (decision) {
      case PermissionDecision.Allowed(_, long version) -> Optional.of(version);
      case PermissionDecision.Denied _ -> before.filter(_ -> before.equals(version(permissions)));
    };
  }

  private static Optional<Long> version(Permissions permissions) {
    return permissions.state().map(PermissionListState::version);
  }
}
