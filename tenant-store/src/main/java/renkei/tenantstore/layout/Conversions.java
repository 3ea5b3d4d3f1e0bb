package renkei.tenantstore.layout;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import renkei.codebook.Edition;
import renkei.codebook.InformationCode;
import renkei.tenantstore.layout.Converter.Direction;

/**
 * How records of one edition become records of another, however many lie between: the conversions
 * of neighbours one behind the other. Kept in memory, since a layout never changes. Thread-safe.
 */
public final class Conversions {

  private static final long MOST_IN_MEMORY = 1_000;

  private final Cache<Way, List<Conversion>> known =
      Caffeine.newBuilder().maximumSize(MOST_IN_MEMORY).build();

  private record Way(InformationCode information, Edition from, Edition to) {}

  /**
   * Finds the way from one edition to another; empty if a converter is missing on it.
   *
   * @param layouts where the editions are found that lie on it
   */
  public Optional<UnaryOperator<RecordContent>> between(
      Layouts layouts, InformationCode information, Edition from, Edition to) {
    Way way = new Way(information, from, to);
    List<Conversion> found = known.getIfPresent(way);
    Optional<List<Conversion>> steps = found != null ? Optional.of(found) : steps(layouts, way);
    // A way that is missing may be there tomorrow: the layout in its middle may yet be taken.
    steps.ifPresent(all -> known.put(way, all));
    return steps.map(all -> record -> convert(all, record));
  }

  private static RecordContent convert(List<Conversion> steps, RecordContent record) {
    RecordContent converted = record;
    for (Conversion step : steps) {
      converted = step.convert(converted);
    }
    return converted;
  }

  private static Optional<List<Conversion>> steps(Layouts layouts, Way way) {
    boolean up = way.from().compareTo(way.to()) < 0;
    Edition oldest = up ? way.from() : way.to();
    List<Conversion> steps = new ArrayList<>();
    Edition at = up ? way.to() : way.from();
    while (!at.equals(oldest)) {
      Optional<Layout> newer = layouts.find(way.information(), at);
      Optional<Layout> older =
          newer
              .flatMap(layout -> layout.converter(up ? Direction.UP : Direction.DOWN))
              .filter(converter -> converter.other().compareTo(oldest) >= 0)
              .flatMap(converter -> layouts.find(way.information(), converter.other()));
      if (older.isEmpty()) {
        return Optional.empty();
      }
      Conversion step =
          Conversion.of(newer.orElseThrow(), up ? Direction.UP : Direction.DOWN, older.get())
              .orElseThrow();
      steps.add(up ? 0 : steps.size(), step);
      at = older.get().edition();
    }
    return Optional.of(List.copyOf(steps));
  }
}
