package renkei.gateway.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import renkei.gateway.config.AlgorithmsFile;
import renkei.gateway.config.BadConfigurationException;
import renkei.gateway.config.ConfiguredFile;
import renkei.gateway.files.HandedInText;
import renkei.gateway.files.NotUtf8Exception;
import renkei.signing.AlgorithmTable;
import renkei.signing.KeyStoreFile;
import renkei.signing.trust.CertificateNames;
import renkei.signing.trust.CertificateTrust;

/** An export that is verified without the platform: what it needs, and how it is told. */
final class ExportVerification {

  private static final int GENUINE = 0;
  private static final int NOT_GENUINE = 1;
  private static final int WRONG = 2;

  @Parameters(paramLabel = "FILE", description = "The export, as a door hands it out.")
  private @Nullable Path export;

  @Option(
      names = "--anchors",
      required = true,
      paramLabel = "FILE",
      description = "PKCS#12 file with the certificates to trust.")
  private @Nullable Path anchors;

  @Option(
      names = "--password-file",
      required = true,
      paramLabel = "FILE",
      description = "Holds the password of that file.")
  private @Nullable Path passwordFile;

  @Option(
      names = "--seen",
      paramLabel = "SIZE=ROOT",
      description =
          "A head seen earlier: its size and its root. Shows that nothing recorded by"
              + " then was taken away since. May be repeated.")
  private Map<Long, String> seen = Map.of();

  @Option(
      names = "--algorithms",
      paramLabel = "FILE",
      description =
          "The table of algorithms that says until when the head's signature is believed, as the"
              + " setting algorithms.file names one. Default: the standard table.")
  private @Nullable Path algorithms;

  /** What an export turned out to be. */
  sealed interface Verdict {

    /**
     * It is under a head, which counts if its signer is trusted.
     *
     * @param chain the signer's certificate and its issuers
     * @param text what it is, for people, without the signer
     * @param head number and root
     */
    record UnderHead(List<X509Certificate> chain, Instant signedAt, String text, String head)
        implements Verdict {}

    /** It does not count, and this is why. */
    record Broken(String reason) implements Verdict {}
  }

  /** Reads an export of one kind. */
  interface Reading {

    /**
     * @param seen roots of heads seen earlier, by their size
     */
    Verdict of(BufferedReader export, Map<Long, String> seen, AlgorithmTable table, Instant now)
        throws IOException;
  }

  /** Verifies it, prints what came of it, and returns the exit code. */
  int run(CommandSpec spec, Reading reading) {
    PrintWriter out = spec.commandLine().getOut();
    try {
      AlgorithmTable table = AlgorithmsFile.read(Optional.ofNullable(algorithms));
      CertificateTrust trust = trust(table);
      return switch (read(reading, table)) {
        case Verdict.Broken(String reason) -> notGenuine(out, reason);
        case Verdict.UnderHead head -> told(out, head, trust);
      };
    } catch (UncheckedIOException e) {
      // What has a byte in it that is no text was not written by a door.
      if (e.getCause() instanceof NotUtf8Exception notUtf8) {
        return notGenuine(out, Objects.requireNonNull(notUtf8.getMessage()));
      }
      return wrong(spec, e);
    } catch (IllegalArgumentException | BadConfigurationException e) {
      return wrong(spec, e);
    }
  }

  private static int wrong(CommandSpec spec, RuntimeException e) {
    spec.commandLine().getErr().println(e.getMessage());
    return WRONG;
  }

  private static int notGenuine(PrintWriter out, String reason) {
    out.println("NOT GENUINE: " + reason);
    return NOT_GENUINE;
  }

  private static int told(PrintWriter out, Verdict.UnderHead head, CertificateTrust trust) {
    return switch (trust.check(head.chain(), head.signedAt())) {
      case CertificateTrust.Trust.Untrusted(String reason) ->
          notGenuine(out, "the signer is not trusted: " + reason);
      case CertificateTrust.Trust.Trusted _ -> {
        out.printf(
            "genuine: %s, signed %s by %s%nhead: %s%n",
            head.text(), head.signedAt(), names(head.chain().getFirst()), head.head());
        yield GENUINE;
      }
    };
  }

  private static String names(X509Certificate signer) {
    return CertificateNames.uris(signer).stream()
        .map(Object::toString)
        .sorted()
        .collect(Collectors.joining(", "));
  }

  private CertificateTrust trust(AlgorithmTable table) {
    char[] password =
        ConfiguredFile.secret("--password-file", Objects.requireNonNull(passwordFile))
            .toCharArray();
    return CertificateTrust.anchoredAt(
        KeyStoreFile.open(Objects.requireNonNull(anchors), password).trusted(),
        table,
        Clock.systemUTC());
  }

  private Verdict read(Reading reading, AlgorithmTable table) {
    Path file = Objects.requireNonNull(export);
    Function<IOException, UncheckedIOException> named =
        failure -> new UncheckedIOException(HandedInText.problem(file, failure), failure);
    try (BufferedReader reader = HandedInText.open(file)) {
      return reading.of(reader, seen, table, Clock.systemUTC().instant());
    } catch (IOException e) {
      throw named.apply(e);
    } catch (UncheckedIOException e) {
      throw named.apply(Objects.requireNonNull(e.getCause()));
    }
  }
}
