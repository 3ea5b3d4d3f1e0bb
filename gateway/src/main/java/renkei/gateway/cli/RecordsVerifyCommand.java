package renkei.gateway.cli;

import java.io.BufferedReader;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import renkei.gateway.cli.ExportVerification.Verdict;
import renkei.signing.AlgorithmTable;
import renkei.tenantstore.record.RecordVerification;
import renkei.tenantstore.record.SignedHead;

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
    version = Version.TEXT,
    mixinStandardHelpOptions = true)
final class RecordsVerifyCommand implements Callable<Integer> {

  @Mixin private final ExportVerification verification = new ExportVerification();

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    return verification.run(Objects.requireNonNull(spec), RecordsVerifyCommand::read);
  }

  private static Verdict read(
      BufferedReader export, Map<Long, String> seen, AlgorithmTable table, Instant now) {
    return switch (RecordVerification.of(export, seen, table, now)) {
      case RecordVerification.Broken(long line, String reason) ->
          new Verdict.Broken("line " + line + ": " + reason);
      case RecordVerification.Genuine(SignedHead head, X509Certificate _) ->
          new Verdict.UnderHead(
              head.chain(),
              head.signedAt(),
              "%d records of tenant %s".formatted(head.size(), head.tenant().value()),
              head.size() + "=" + head.root());
    };
  }
}
