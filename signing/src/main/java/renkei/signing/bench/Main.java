package renkei.signing.bench;

import java.io.PrintStream;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bench signing}: measures and prints CPU microseconds for one operation. */
@Command(
    name = "signing",
    description = {
      "Measure signatures and seals by themselves.",
      "Signing, sealing and batches on P-256, each beside the bare primitives of the same providers,"
          + " in CPU microseconds of the Java threads for one operation; batches in items a second."
          + " Progress goes to standard error.",
      "RENKEI_JAVA_OPTIONS=-Drenkei.accp=false measures without the native provider."
    },
    version = "Renkei 0.1.0",
    mixinStandardHelpOptions = true)
public final class Main implements Callable<Integer> {

  private static final int LONGEST_SECONDS = 9_999;

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--json",
      description = "Print one JSON object and nothing else on standard output.")
  private boolean json;

  @Option(
      names = "--seconds",
      description =
          "Measure each of the 12 operations for so long (default: ${DEFAULT-VALUE}), after about"
              + " 11 seconds of warming up.")
  private int seconds = 5;

  private Main() {}

  /** Exit code 0: measured; 1: something cannot be measured; 2: the call is wrong. */
  public static void main(String[] arguments) {
    CommandLine command = new CommandLine(new Main()).setCommandName("renkei bench signing");
    System.exit(command.execute(arguments));
  }

  @Override
  public Integer call() {
    if (seconds < 1 || seconds > LONGEST_SECONDS) {
      throw new ParameterException(
          Objects.requireNonNull(spec).commandLine(),
          "--seconds must be from 1 to %d, was: %d".formatted(LONGEST_SECONDS, seconds));
    }
    PrintStream out = System.out;
    if (json) {
      System.setOut(System.err);
    }
    print(Measurement.report(seconds), json, out);
    return 0;
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
