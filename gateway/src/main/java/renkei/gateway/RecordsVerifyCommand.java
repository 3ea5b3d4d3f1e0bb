package renkei.gateway;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import renkei.gateway.config.AlgorithmsFile;
import renkei.gateway.config.BadConfigurationException;
import renkei.gateway.config.ConfiguredFile;
import renkei.gateway.files.HandedInText;
import renkei.gateway.files.NotUtf8Exception;
import renkei.signing.AlgorithmTable;
import renkei.signing.KeyStoreFile;
import renkei.signing.trust.CertificateNames;
import renkei.signing.trust.CertificateTrust;
import renkei.tenantstore.RecordVerification;
import renkei.tenantstore.SignedHead;

/**
 * Verifies exported exchange records without the platform: every record is under the head that the
 * tenant signed, in its place, and nothing else is.
 */
@Command(
    name = "verify",
    description = {
      "Verify exported exchange records, without database and platform.",
      "Exit code 0: genuine; 1: not genuine; 2: the call is wrong."
    },
    version = Main.VERSION,
    mixinStandardHelpOptions = true)
final class RecordsVerifyCommand implements Callable<Integer> {

  private static final int GENUINE = 0;
  private static final int NOT_GENUINE = 1;
  private static final int WRONG = 2;

  @Parameters(paramLabel = "FILE", description = "The export, as the local door hands it out.")
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
          "A head seen earlier: its number of records and its root. Shows that nothing recorded by"
              + " then was taken away since. May be repeated.")
  private Map<Long, String> seen = Map.of();

  @Option(
      names = "--algorithms",
      paramLabel = "FILE",
      description =
          "The table of algorithms that says until when the head's signature is believed, as the"
              + " setting algorithms.file names one. Default: the standard table.")
  private @Nullable Path algorithms;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    try {
      AlgorithmTable table = AlgorithmsFile.read(Optional.ofNullable(algorithms));
      CertificateTrust trust = trust(table);
      RecordVerification verification = verify(table);
      Optional<String> objection = objection(verification, trust);
      out.println(
          objection
              .map(why -> "NOT GENUINE: " + why)
              .orElseGet(() -> genuine((RecordVerification.Genuine) verification)));
      return objection.isPresent() ? NOT_GENUINE : GENUINE;
    } catch (UncheckedIOException e) {
      return unreadable(e, out, err);
    } catch (IllegalArgumentException | BadConfigurationException e) {
      err.println(e.getMessage());
      return WRONG;
    }
  }

  /** What has a byte in it that is no text was not written by the local door. */
  private static int unreadable(UncheckedIOException e, PrintWriter out, PrintWriter err) {
    if (e.getCause() instanceof NotUtf8Exception notUtf8) {
      out.println("NOT GENUINE: " + notUtf8.getMessage());
      return NOT_GENUINE;
    }
    err.println(e.getMessage());
    return WRONG;
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

  private RecordVerification verify(AlgorithmTable table) {
    Path file = Objects.requireNonNull(export);
    try (BufferedReader reader = HandedInText.open(file)) {
      return RecordVerification.of(reader, seen, table, Clock.systemUTC().instant());
    } catch (IOException e) {
      throw new UncheckedIOException(HandedInText.problem(file, e), e);
    } catch (UncheckedIOException e) {
      IOException cause = Objects.requireNonNull(e.getCause());
      throw new UncheckedIOException(HandedInText.problem(file, cause), cause);
    }
  }

  /** Why the export does not count; empty if it does. */
  private static Optional<String> objection(
      RecordVerification verification, CertificateTrust trust) {
    return switch (verification) {
      case RecordVerification.Broken(long line, String reason) ->
          Optional.of("line " + line + ": " + reason);
      case RecordVerification.Genuine(SignedHead head, X509Certificate _) -> objection(head, trust);
    };
  }

  private static Optional<String> objection(SignedHead head, CertificateTrust trust) {
    return switch (trust.check(head.chain(), head.signedAt())) {
      case CertificateTrust.Trust.Trusted _ -> Optional.empty();
      case CertificateTrust.Trust.Untrusted(String reason) ->
          Optional.of("the signer is not trusted: " + reason);
    };
  }

  private static String genuine(RecordVerification.Genuine verified) {
    SignedHead head = verified.head();
    List<String> names =
        CertificateNames.uris(verified.signer()).stream().map(Object::toString).sorted().toList();
    return "genuine: %d records of tenant %s, signed %s by %s%nhead: %d=%s"
        .formatted(
            head.size(),
            head.tenant().value(),
            head.signedAt(),
            String.join(", ", names),
            head.size(),
            head.root());
  }
}
