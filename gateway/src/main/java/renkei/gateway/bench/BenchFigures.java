package renkei.gateway.bench;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What a measurement found: numbers by name, in the order in which they came. */
public final class BenchFigures {

  private final Map<String, Number> figures = new LinkedHashMap<>();

  /** Adds one. */
  public void put(String name, Number value) {
    figures.put(name, value);
  }

  /** Adds all that another measurement found. */
  public void putAll(BenchFigures others) {
    figures.putAll(others.figures);
  }

  /** As one JSON object on one line. */
  public String json() {
    return figures.entrySet().stream()
        .map(figure -> "\"" + figure.getKey() + "\":" + shown(figure.getValue()))
        .collect(Collectors.joining(",", "{", "}"));
  }

  /** Prints them, for people or as {@link #json}. */
  public void print(PrintWriter out, boolean json) {
    if (json) {
      out.println(json());
    } else {
      figures.forEach((name, value) -> out.printf("%-18s %s%n", name, shown(value)));
    }
    out.flush();
  }

  private static String shown(Number value) {
    return value instanceof Double number
        ? String.format(Locale.ROOT, "%.3f", number)
        : value.toString();
  }
}
