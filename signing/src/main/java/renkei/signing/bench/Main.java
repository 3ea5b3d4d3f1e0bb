package renkei.signing.bench;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import renkei.signing.CryptoProviders;

/**
 * {@code bench signing}: measures and prints CPU microseconds for one operation. {@code --json}
 * prints one JSON object and nothing else on standard output.
 */
public final class Main {

  private Main() {}

  /**
   * Runs.
   *
   * @param arguments {@code --json}, {@code --seconds N} for each measurement, {@code --help}
   */
  public static void main(String[] arguments) throws RunnerException {
    List<String> words = List.of(arguments);
    if (words.contains("--help")) {
      System.out.println("Usage: ./renkei bench signing [--json] [--seconds N]");
      return;
    }
    int at = words.indexOf("--seconds");
    int seconds = at < 0 ? 5 : Integer.parseInt(words.get(at + 1));
    boolean json = words.contains("--json");
    PrintStream out = System.out;
    if (json) {
      System.setOut(System.err);
    }
    Map<String, Double> micros = measure(seconds);
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("provider", CryptoProviders.ellipticCurves().getName());
    for (String name :
        List.of(
            "signVerify2KiB",
            "bareSignVerify",
            "sealOpen2KiB",
            "signVerify20KiB",
            "sealOpen20KiB")) {
      report.put(name + "Micros", of(micros, name));
    }
    report.put("batchSignPerSecond", 1e6 / of(micros, "batchSign"));
    report.put("batchVerifyPerSecond", 1e6 / of(micros, "batchVerify"));
    print(report, json, out);
  }

  private static Map<String, Double> measure(int seconds) throws RunnerException {
    Options options =
        new OptionsBuilder()
            .include(SigningBenchmark.class.getName() + ".*")
            .addProfiler(CpuTime.class)
            .forks(1)
            .warmupIterations(1)
            .warmupTime(TimeValue.seconds(1))
            .measurementIterations(seconds)
            .measurementTime(TimeValue.seconds(1))
            .verbosity(VerboseMode.SILENT)
            .shouldFailOnError(true)
            .build();
    Map<String, Double> micros = new LinkedHashMap<>();
    for (RunResult result : new Runner(options).run()) {
      String name = result.getParams().getBenchmark();
      micros.put(
          name.substring(name.lastIndexOf('.') + 1),
          of(result.getSecondaryResults(), CpuTime.LABEL).getScore());
    }
    return micros;
  }

  private static <V> V of(Map<String, V> values, String name) {
    return Objects.requireNonNull(values.get(name), name);
  }

  private static void print(Map<String, Object> report, boolean json, PrintStream out) {
    StringBuilder text = new StringBuilder(json ? "{" : "");
    report.forEach(
        (name, value) -> {
          String shown =
              switch (value) {
                case Double number ->
                    String.format(Locale.ROOT, number >= 1000 ? "%.0f" : "%.1f", number);
                default -> json ? "\"" + value + "\"" : value.toString();
              };
          if (json) {
            text.append(text.length() > 1 ? "," : "")
                .append('"')
                .append(name)
                .append("\":")
                .append(shown);
          } else {
            text.append(String.format(Locale.ROOT, "%-24s %s%n", name, shown));
          }
        });
    out.println(json ? text.append('}') : text.toString().stripTrailing());
  }
}
