package renkei.gateway;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
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
import renkei.gateway.contract.PartyNames;
import renkei.gateway.staff.ActHead;
import renkei.gateway.staff.ActVerification;
import renkei.signing.AlgorithmTable;
import renkei.signing.KeyStoreFile;
import renkei.signing.trust.CertificateNames;
import renkei.signing.trust.CertificateTrust;

/**
 * Verifies exported acts of operators or of a municipality's staff without the platform: every act
 * is under the head that was signed, in its place, and nothing else is.
 */
@Command(
    name = "verify-acts",
    description = {
      "Verify exported acts of operators or staff, without database and platform.",
      "Exit code 0: genuine; 1: not genuine; 2: the call is wrong."
    },
    version = Main.VERSION,
    mixinStandardHelpOptions = true)
final class RecordsVerifyActsCommand implements Callable<Integer> {

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
          "A head seen earlier: its number of acts and its root. Shows that nothing recorded by"
              + " then was taken away since. May be repeated.")
  private Map<Long, String> seen = Map.of();

  @Option(
      names = "--algorithms",
      paramLabel = "FILE",
      description =
          "The table of algorithms that says until when the head's signature is believed. Default:"
              + " the standard table.")
  private @Nullable Path algorithms;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    try {
      AlgorithmTable table = AlgorithmsFile.read(Optional.ofNullable(algorithms));
      ActVerification verification = verify(table);
      Optional<String> objection = objection(verification, trust(table));
      out.println(
          objection
              .map(why -> "NOT GENUINE: " + why)
              .orElseGet(() -> genuine(((ActVerification.Genuine) verification).head())));
      return objection.isPresent() ? NOT_GENUINE : GENUINE;
    } catch (IOException
        | UncheckedIOException
        | IllegalArgumentException
        | BadConfigurationException e) {
      spec.commandLine().getErr().println(e.getMessage());
      return WRONG;
    }
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

  private ActVerification verify(AlgorithmTable table) throws IOException {
    // Replaces what is no UTF-8, where it is; the verification names the line.
    try (InputStream in = Files.newInputStream(Objects.requireNonNull(export));
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      return ActVerification.of(reader, seen, table, Clock.systemUTC().instant());
    }
  }

  /** Why the export does not count; empty if it does. */
  private static Optional<String> objection(ActVerification verification, CertificateTrust trust) {
    return switch (verification) {
      case ActVerification.Broken(long line, String reason) ->
          Optional.of("line " + line + ": " + reason);
      case ActVerification.Genuine(ActHead head) ->
          switch (trust.check(head.chain(), head.signedAt())) {
            case CertificateTrust.Trust.Trusted _ -> wrongSigner(head);
            case CertificateTrust.Trust.Untrusted(String reason) ->
                Optional.of("the signer is not trusted: " + reason);
          };
    };
  }

  /**
   * Operators' acts are the platform's to sign; whose a tenant's are, who reads it must compare.
   */
  private static Optional<String> wrongSigner(ActHead head) {
    boolean byPlatform =
        CertificateNames.uris(head.chain().getFirst()).contains(PartyNames.PLATFORM);
    return head.place().tenant().isEmpty() == byPlatform
        ? Optional.empty()
        : Optional.of("the signer is another than the place's");
  }

  private static String genuine(ActHead head) {
    return "genuine: %d acts of %s, signed %s by %s%nhead: %d=%s"
        .formatted(
            head.size(),
            head.place(),
            head.signedAt(),
            String.join(
                ", ",
                CertificateNames.uris(head.chain().getFirst()).stream()
                    .map(Object::toString)
                    .sorted()
                    .toList()),
            head.size(),
            head.root());
  }
}
