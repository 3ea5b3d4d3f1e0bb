package renkei.tenantstore.layout;

import java.util.Optional;

/**
 * Items that belong together, and perhaps occur several times in one record: the members of a
 * household, the months of a benefit.
 *
 * @param parent the group it lies in; empty if it lies in the record itself
 * @param atMost how many times it may occur in each instance of its parent: 1 if it does not repeat
 */
public record Group(GroupCode code, Optional<GroupCode> parent, Names names, int atMost) {

  private static final int MOST_INSTANCES = 200;

  /** Throws {@link IllegalArgumentException} if it may occur never, or more than 200 times. */
  public Group {
    if (atMost < 1 || atMost > MOST_INSTANCES) {
      throw new IllegalArgumentException("a group occurs 1 to 200 times");
    }
  }

  /** Whether it may occur more than once. */
  public boolean repeats() {
    return atMost > 1;
  }
}
