package renkei.gateway.cli;

import java.io.BufferedReader;
import java.io.IOException;
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
import renkei.gateway.contract.PartyNames;
import renkei.gateway.staff.ActHead;
import renkei.gateway.staff.ActVerification;
import renkei.signing.AlgorithmTable;
import renkei.signing.trust.CertificateNames;

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
    version = Version.TEXT,
    mixinStandardHelpOptions = true)
final class RecordsVerifyActsCommand implements Callable<Integer> {

  @Mixin private final ExportVerification verification = new ExportVerification();

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    return verification.run(Objects.requireNonNull(spec), RecordsVerifyActsCommand::read);
  }

  private static Verdict read(
      BufferedReader export, Map<Long, String> seen, AlgorithmTable table, Instant now)
      throws IOException {
    return switch (ActVerification.of(export, seen, table, now)) {
      case ActVerification.Broken(long line, String reason) ->
          new Verdict.Broken("line " + line + ": " + reason);
      case ActVerification.Genuine(ActHead head) -> underItsOwnHead(head);
    };
  }

  /**
   * Operators' acts are the platform's to sign; whose a tenant's are, who reads it must compare.
   */
  private static Verdict underItsOwnHead(ActHead head) {
    boolean byPlatform =
        CertificateNames.uris(head.chain().getFirst()).contains(PartyNames.PLATFORM);
    return head.place().tenant().isEmpty() == byPlatform
        ? new Verdict.UnderHead(
            head.chain(),
            head.signedAt(),
            "%d acts of %s".formatted(head.size(), head.place()),
            head.size() + "=" + head.root())
        : new Verdict.Broken("the signer is another than the place's");
  }
}
