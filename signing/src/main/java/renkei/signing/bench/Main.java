package renkei.signing.bench;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import renkei.signing.algorithm.CryptoProviders;

/**
 * {@code bench signing}: measures and prints CPU microseconds for one operation. {@code --json}
 * prints one JSON object and nothing else on standard output.
 */
public final class Main {

  private static final List<String> MESSAGES =
      List.of(
          "signVerify2KiB",
          "bareSignVerify",
          "sealOpen2KiB",
          "bareSealOpen2KiB",
          "signVerify20KiB",
          "bareSignVerify20KiB",
          "sealOpen20KiB",
          "bareSealOpen20KiB");

  private static final List<String> BATCHES =
      List.of("batchSign", "bareBatchSign", "batchVerify", "bareBatchVerify");

  private static final List<String> OPERATIONS =
      Stream.concat(MESSAGES.stream(), BATCHES.stream()).toList();

  /** Benchmarks log nothing and have no logging provider; SLF4J need not say so. */
  private static final List<String> QUIET_LOGGING = List.of("slf4j.internal.verbosity", "ERROR");

  private static final String HELP =
      """
      Usage: ./renkei bench signing [--json] [--seconds N]

      Measures signing, sealing and batches on P-256, each beside the bare primitives of the same
      providers, in CPU microseconds of the Java threads for one operation; batches in items a
      second. Progress goes to standard error.

        --json       print one JSON object and nothing else on standard output
        --seconds N  measure each of the 12 operations for N seconds (default 5), after about 11
                     seconds of warming up
        --help       print this

      RENKEI_JAVA_OPTIONS=-Drenkei.accp=false measures without the native provider.
      """;

  private Main() {}

  /**
   * Runs.
   *
   * @param arguments {@code --json}, {@code --seconds N} for each measurement, {@code --help}
   */
  public static void main(String[] arguments) throws RunnerException {
    System.setProperty(QUIET_LOGGING.getFirst(), QUIET_LOGGING.getLast());
    List<String> words = List.of(arguments);
    if (words.contains("--help")) {
      System.out.print(HELP);
      return;
    }
    int seconds = seconds(words);
    boolean json = words.contains("--json");
    PrintStream out = System.out;
    if (json) {
      System.setOut(System.err);
    }
    Map<String, Double> micros = measure(seconds);
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("provider", CryptoProviders.ellipticCurves().getName());
    for (String name : MESSAGES) {
      report.put(name + "Micros", of(micros, name));
    }
    for (String name : BATCHES) {
      report.put(name + "PerSecond", 1e6 / of(micros, name));
    }
    print(report, json, out);
  }

  private static int seconds(List<String> words) {
    int at = words.indexOf("--seconds");
    if (at < 0) {
      return 5;
    }
    String value = at + 1 < words.size() ? words.get(at + 1) : "";
    if (!value.matches("[1-9][0-9]{0,3}")) {
      System.err.println("--seconds must be a number from 1 to 9999");
      System.exit(2);
    }
    return Integer.parseInt(value);
  }

  /**
   * One operation after the other, each in a JVM of its own; says on standard error where it is.
   */
  private static Map<String, Double> measure(int seconds) throws RunnerException {
    Map<String, Double> micros = new LinkedHashMap<>();
    for (String operation : OPERATIONS) {
      System.err.printf("%d of %d: %s%n", micros.size() + 1, OPERATIONS.size(), operation);
      micros.put(operation, measure(operation, seconds));
    }
    return micros;
  }

  private static double measure(String operation, int seconds) throws RunnerException {
    Options options =
        new OptionsBuilder()
            .include(SigningBenchmark.class.getName() + "." + operation + "$")
            .jvmArgsAppend("-D" + QUIET_LOGGING.getFirst() + "=" + QUIET_LOGGING.getLast())
            .addProfiler(CpuTime.class)
            .forks(1)
            .warmupIterations(1)
            .warmupTime(TimeValue.seconds(1))
            .measurementIterations(seconds)
            .measurementTime(TimeValue.seconds(1))
            .verbosity(VerboseMode.SILENT)
            .shouldFailOnError(true)
            .build();
    RunResult result = new Runner(options).runSingle();
    return of(result.getSecondaryResults(), CpuTime.LABEL).getScore();
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
