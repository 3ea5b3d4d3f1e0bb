package renkei.broker.message;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** What holds of the exchanges in every message. */
final class Elements {

  private Elements() {}

  /**
   * A copy of the list.
   *
   * @param id what no two of them may share
   * @throws IllegalArgumentException if there is none, or two are of one id
   */
  static <T> List<T> distinct(List<T> elements, Function<T, ?> id) {
    if (elements.isEmpty()) {
      throw new IllegalArgumentException("a message holds one exchange at least");
    }
    Set<Object> seen = new HashSet<>();
    for (T element : elements) {
      if (!seen.add(id.apply(element))) {
        throw new IllegalArgumentException("a message holds an exchange twice");
      }
    }
    return List.copyOf(elements);
  }

  /**
   * What all of them say.
   *
   * @throws IllegalArgumentException if one of them says otherwise than the first
   */
  static <T, V> V common(List<T> elements, Function<T, V> value) {
    V first = value.apply(elements.getFirst());
    if (!elements.stream().allMatch(each -> value.apply(each).equals(first))) {
      throw new IllegalArgumentException("the exchanges of a message do not belong together");
    }
    return first;
  }
}
