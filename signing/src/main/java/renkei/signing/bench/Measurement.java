package renkei.signing.bench;

import java.util.LinkedHashMap;
import java.util.List;
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

/** Runs {@link SigningBenchmark}, one operation after the other, each in a JVM of its own. */
final class Measurement {

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

  private Measurement() {}

  /** What to print, by name: the provider, microseconds for messages, a second for batches. */
  static Map<String, Object> report(int seconds) {
    System.setProperty(QUIET_LOGGING.getFirst(), QUIET_LOGGING.getLast());
    Map<String, Double> micros = new LinkedHashMap<>();
    for (String operation : OPERATIONS) {
      System.err.printf("%d of %d: %s%n", micros.size() + 1, OPERATIONS.size(), operation);
      micros.put(operation, micros(operation, seconds));
    }
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("provider", CryptoProviders.ellipticCurves().getName());
    for (String name : MESSAGES) {
      report.put(name + "Micros", of(micros, name));
    }
    for (String name : BATCHES) {
      report.put(name + "PerSecond", 1e6 / of(micros, name));
    }
    return report;
  }

  private static double micros(String operation, int seconds) {
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
    try {
      RunResult result = new Runner(options).runSingle();
      return of(result.getSecondaryResults(), CpuTime.LABEL).getScore();
    } catch (RunnerException e) {
      throw new IllegalStateException("cannot measure " + operation, e);
    }
  }

  private static <V> V of(Map<String, V> values, String name) {
    return Objects.requireNonNull(values.get(name), name);
  }
}
