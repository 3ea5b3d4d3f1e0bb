package renkei.tenantstore.layout;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import renkei.codebook.Edition;
import renkei.codebook.InformationCode;

/** Layouts in memory. Immutable. */
final class GivenLayouts implements Layouts {

  private final Map<InformationCode, Map<Edition, Layout>> layouts = new HashMap<>();

  GivenLayouts(List<Layout> all) {
    for (Layout layout : all) {
      Map<Edition, Layout> editions =
          layouts.computeIfAbsent(layout.information(), _ -> new HashMap<>());
      if (editions.put(layout.edition(), layout) != null) {
        throw new IllegalArgumentException(
            "two layouts of " + layout.information() + " in edition " + layout.edition());
      }
    }
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
