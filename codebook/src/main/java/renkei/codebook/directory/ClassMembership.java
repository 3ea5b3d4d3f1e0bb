package renkei.codebook.directory;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import renkei.codebook.AgencyCode;

/**
 * Which classes each body of a directory belongs to, worked out once for a list of classes and a
 * directory. Immutable.
 */
public final class ClassMembership {

  /** The most classes that one body belongs to: deciding tries each of them. */
  public static final int MOST = 24;

  private static final int[] NONE = {};

  private final Map<AgencyCode, int[]> places = new HashMap<>();

  /**
   * A body that the directory does not have belongs to nothing: it can neither ask nor be asked.
   *
   * <p>Throws {@link IllegalArgumentException}, naming it, if two classes have one id, or a body
   * belongs to more than {@link #MOST}.
   */
  public ClassMembership(List<BodyClass> classes, AgencyDirectory directory) {
    Map<BodyClassId, Integer> seen = new HashMap<>();
    for (int place = 0; place < classes.size(); place++) {
      BodyClass one = classes.get(place);
      if (seen.put(one.id(), place) != null) {
        throw new IllegalArgumentException("class " + one.id() + " occurs twice");
      }
      int added = place;
      one.members().stream()
          .flatMap(member -> bodies(member, directory))
          .distinct()
          .forEach(body -> places.merge(body, new int[] {added}, ClassMembership::joined));
    }
    places.forEach(
        (body, all) -> {
          if (all.length > MOST) {
            throw new IllegalArgumentException(
                "agency %s is in %d classes, more than %d".formatted(body, all.length, MOST));
          }
        });
  }

  /** The places of a body's classes in the list of classes, ascending; empty if it has none. */
  public int[] of(AgencyCode body) {
    return places.getOrDefault(body, NONE).clone();
  }

  private static int[] joined(int[] before, int[] added) {
    int[] joined = Arrays.copyOf(before, before.length + added.length);
    System.arraycopy(added, 0, joined, before.length, added.length);
    return joined;
  }

  private static Stream<AgencyCode> bodies(BodyClass.Member member, AgencyDirectory directory) {
    return switch (member) {
      case BodyClass.Member.OfKind(AgencyKind kind) ->
          directory.agencies().stream().filter(agency -> agency.kind() == kind).map(Agency::code);
      case BodyClass.Member.Body(AgencyCode body) ->
          directory.find(body).stream().map(Agency::code);
      case BodyClass.Member.MembersOf(AgencyCode union) ->
          directory.find(union).stream().flatMap(agency -> agency.remit().members().stream());
    };
  }

  /** A body that a class names and the directory does not have; empty if there is none. */
  public static Optional<AgencyCode> unknownBody(BodyClass one, AgencyDirectory directory) {
    return one.members().stream()
        .flatMap(
            member ->
                switch (member) {
                  case BodyClass.Member.OfKind _ -> Stream.<AgencyCode>empty();
                  case BodyClass.Member.Body(AgencyCode body) -> Stream.of(body);
                  case BodyClass.Member.MembersOf(AgencyCode union) -> Stream.of(union);
                })
        .filter(body -> directory.find(body).isEmpty())
        .min(Comparator.comparing(AgencyCode::value));
  }
}
