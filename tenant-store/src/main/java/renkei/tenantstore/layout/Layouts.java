package renkei.tenantstore.layout;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import renkei.codebook.Edition;
import renkei.codebook.InformationCode;

/** All layouts of all editions in use. Immutable. */
public final class Layouts {

  private final Map<InformationCode, Map<Edition, Layout>> layouts = new HashMap<>();

  /**
   * Throws {@link IllegalArgumentException} if there are two for one information code and edition.
   */
  public Layouts(List<Layout> all) {
    for (Layout layout : all) {
      Map<Edition, Layout> editions =
          layouts.computeIfAbsent(layout.information(), _ -> new HashMap<>());
      if (editions.put(layout.edition(), layout) != null) {
        throw new IllegalArgumentException(
            "two layouts of " + layout.information() + " in edition " + layout.edition());
      }
    }
  }

  /**
   * The layouts on the class path, listed in {@code layouts/index.txt}.
   *
   * @throws IllegalArgumentException naming the file, if one cannot be used
   */
  public static Layouts builtIn() {
    return new Layouts(LayoutFiles.builtIn());
  }

  /** All of them, by information code and then by edition. */
  public List<Layout> all() {
    return layouts.values().stream()
        .flatMap(editions -> editions.values().stream())
        .sorted(
            Comparator.comparing((Layout layout) -> layout.information().value())
                .thenComparing(Layout::edition))
        .toList();
  }

  /** Finds the layout of an information code in an edition. */
  public Optional<Layout> find(InformationCode information, Edition edition) {
    return Optional.ofNullable(layouts.getOrDefault(information, Map.of()).get(edition));
  }
}
