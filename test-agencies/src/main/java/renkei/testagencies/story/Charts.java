package renkei.testagencies.story;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Charts made of text. */
final class Charts {

  private static final int HEIGHT = 6;
  private static final int MOST_COLUMNS = 80;
  private static final char[] EIGHTHS = " ▁▂▃▄▅▆▇█".toCharArray();

  private Charts() {}

  /**
   * One column for each value, as high as its share of the highest; where there are too many, one
   * for the mean of some neighbours.
   */
  static String columns(String what, List<Long> values) {
    int each = (values.size() + MOST_COLUMNS - 1) / MOST_COLUMNS;
    List<Long> columns = means(values, Math.max(1, each));
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

  private static List<Long> means(List<Long> values, int each) {
    List<Long> means = new ArrayList<>();
    for (int from = 0; from < values.size(); from += each) {
      List<Long> some = values.subList(from, Math.min(from + each, values.size()));
      means.add(some.stream().mapToLong(Long::longValue).sum() / some.size());
    }
    return means;
  }
}
