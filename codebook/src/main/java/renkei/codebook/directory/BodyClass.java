package renkei.codebook.directory;

import java.util.Set;
import renkei.codebook.AgencyCode;

/**
 * A class of bodies, which a row of the permission list names: a ministry, all cities and wards,
 * the members of a union. It is data and travels with the list. No class is a member of a class, so
 * there is no cycle.
 *
 * @param id as rows name it
 * @param nameJa the Japanese name, for people
 * @param nameEn the English name, for people
 * @param members whoever is any of these belongs to it; one at least
 */
public record BodyClass(BodyClassId id, String nameJa, String nameEn, Set<Member> members) {

  /** Throws {@link IllegalArgumentException} if it has no members, or no name in a language. */
  public BodyClass {
    members = Set.copyOf(members);
    if (members.isEmpty()) {
      throw new IllegalArgumentException("class " + id + " has no members");
    }
    if (nameJa.isBlank() || nameEn.isBlank()) {
      throw new IllegalArgumentException("class " + id + " needs a name in both languages");
    }
  }

  /** Who belongs to a class. */
  public sealed interface Member {

    /** All bodies of a kind. */
    record OfKind(AgencyKind kind) implements Member {}

    /** One body. */
    record Body(AgencyCode body) implements Member {}

    /** The bodies that a union or a prefecture is made of, without itself. */
    record MembersOf(AgencyCode union) implements Member {}

    /** As it is written: {@code kind:WARD}, {@code body:9099…}, {@code members-of:9099…}. */
    default String text() {
      return switch (this) {
        case OfKind(AgencyKind kind) -> "kind:" + kind;
        case Body(AgencyCode body) -> "body:" + body.value();
        case MembersOf(AgencyCode union) -> "members-of:" + union.value();
      };
    }

    /** Reads what {@link #text} writes; throws {@link IllegalArgumentException} otherwise. */
    static Member read(String text) {
      int colon = Math.max(0, text.indexOf(':'));
      String named = text.substring(Math.min(text.length(), colon + 1));
      return switch (text.substring(0, colon)) {
        case "kind" -> new OfKind(AgencyKind.valueOf(named));
        case "body" -> new Body(new AgencyCode(named));
        case "members-of" -> new MembersOf(new AgencyCode(named));
        default ->
            throw new IllegalArgumentException(
                "a member must be kind:, body: or members-of: and what it names");
      };
    }
  }
}
