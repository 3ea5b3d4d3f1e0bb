package renkei.testagencies.story;

import java.util.List;
import java.util.Locale;

/** Charts made of text. */
final class Charts {

  private static final int HEIGHT = 6;
  private static final char[] EIGHTHS = " ▁▂▃▄▅▆▇█".toCharArray();

  private Charts() {}

  /** One column for each value, as high as its share of the highest. */
  static String columns(String unit, List<Long> values) {
    long top = Math.max(1, values.stream().mapToLong(Long::longValue).max().orElse(1));
    StringBuilder chart = new StringBuilder();
    for (int row = HEIGHT - 1; row >= 0; row--) {
      chart.append(
          row == HEIGHT - 1 ? String.format(Locale.ROOT, "   %7d ┤", top) : "           │");
      for (long value : values) {
        long eighths = value * HEIGHT * 8 / top - row * 8L;
        chart.append(EIGHTHS[(int) Math.max(0, Math.min(8, eighths))]);
      }
      chart.append('\n');
    }
    return chart
        .append("         0 └")
        .append("─".repeat(values.size()))
        .append(' ')
        .append(unit)
        .toString();
  }

  /** A bar of at most 40 characters. */
  static String bar(double value, double top) {
    return "█".repeat((int) Math.round(40 * value / Math.max(top, 1e-9)));
  }
}
