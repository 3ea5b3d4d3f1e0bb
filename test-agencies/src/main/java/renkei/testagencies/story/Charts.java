package renkei.testagencies.story;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/** Charts made of text. */
final class Charts {

  private static final int HEIGHT = 6;
  private static final int MOST_COLUMNS = 80;
  private static final char[] EIGHTHS = " ▁▂▃▄▅▆▇█".toCharArray();

  private Charts() {}

  /**
   * One column for each value, as high as its share of the highest; where there are too many, one
   * for some neighbours.
   *
   * @param joined makes one value of neighbours
   */
  static String columns(String what, List<Long> values, ToLongFunction<List<Long>> joined) {
    int each = Math.max(1, (values.size() + MOST_COLUMNS - 1) / MOST_COLUMNS);
    List<Long> columns = new ArrayList<>();
    for (int from = 0; from < values.size(); from += each) {
      columns.add(joined.applyAsLong(values.subList(from, Math.min(from + each, values.size()))));
    }
    long top = Math.max(1, columns.stream().mapToLong(Long::longValue).max().orElse(1));
    StringBuilder chart = new StringBuilder();
    for (int row = HEIGHT - 1; row >= 0; row--) {
      chart.append(
          row == HEIGHT - 1 ? String.format(Locale.ROOT, "   %7d ┤", top) : "           │");
      for (long value : columns) {
        long eighths = value * HEIGHT * 8 / top - row * 8L;
        chart.append(EIGHTHS[(int) Math.max(0, Math.min(8, eighths))]);
      }
      chart.append('\n');
    }
    chart.append("         0 └").append("─".repeat(columns.size()));
    return chart.append("\n            ").append(what).toString();
  }

  /** A bar of at most 40 characters. */
  static String bar(double value, double top) {
    return "█".repeat((int) Math.round(40 * value / Math.max(top, 1e-9)));
  }

  /** The mean of some, cut off. */
  static long mean(List<Long> some) {
    return some.stream().mapToLong(Long::longValue).sum() / some.size();
  }
}
