package renkei.tenantstore.layout;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import renkei.codebook.Edition;
import renkei.codebook.InformationCode;

/**
 * The layouts of form 1: flat, and part of the release. By these replicas are loaded as long as
 * they are flat themselves. Immutable.
 */
public final class FormOneLayouts implements Layouts {

  private final Map<InformationCode, Map<Edition, Layout>> layouts = new HashMap<>();

  /**
   * Throws {@link IllegalArgumentException} if there are two for one information code and edition.
   */
  public FormOneLayouts(List<Layout> all) {
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
  public static FormOneLayouts builtIn() {
    return new FormOneLayouts(FormOneFiles.builtIn());
  }

  @Override
  public List<Layout> all() {
    return layouts.values().stream()
        .flatMap(editions -> editions.values().stream())
        .sorted(
            Comparator.comparing((Layout layout) -> layout.information().value())
                .thenComparing(Layout::edition))
        .toList();
  }

  @Override
  public Optional<Layout> find(InformationCode information, Edition edition) {
    return Optional.ofNullable(layouts.getOrDefault(information, Map.of()).get(edition));
  }
}
