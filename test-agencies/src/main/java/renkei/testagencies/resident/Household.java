package renkei.testagencies.resident;

import java.util.List;

/**
 * Who lives together (世帯): one person, or a family of two parents and their children.
 *
 * @param members the head first, then the other parent, then the children
 */
public record Household(List<Resident> members) {

  /** Throws {@link IllegalArgumentException} if nobody is in it. */
  public Household {
    members = List.copyOf(members);
    if (members.isEmpty()) {
      throw new IllegalArgumentException("nobody lives there");
    }
  }

  /** Somebody who lives alone. */
  public static Household alone(Resident resident) {
    return new Household(List.of(resident));
  }

  /** Its head (世帯主). */
  public Resident head() {
    return members.getFirst();
  }

  /** The children; none of somebody who lives alone. */
  public List<Resident> children() {
    return members.subList(Math.min(2, members.size()), members.size());
  }

  /** Everybody else in it. */
  List<Resident> others(Resident resident) {
    return members.stream().filter(member -> !member.equals(resident)).toList();
  }

  /** Says how many they are, and hides them. */
  @Override
  public String toString() {
    return "Household[" + members.size() + "]";
  }
}
