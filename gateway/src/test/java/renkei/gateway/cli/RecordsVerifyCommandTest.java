package renkei.gateway.cli;

import static java.lang.System.lineSeparator;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import renkei.codebook.AgencyCode;
import renkei.codebook.Exchange;
import renkei.codebook.Exchange.Role;
import renkei.codebook.ExchangeId;
import renkei.codebook.InformationCode;
import renkei.codebook.InquiryId;
import renkei.codebook.Outcome;
import renkei.codebook.ProcedureCode;
import renkei.codebook.Purpose;
import renkei.codebook.TenantId;
import renkei.codebook.database.Database;
import renkei.codebook.database.DatabaseSettings;
import renkei.codebook.directory.AgencyDirectory;
import renkei.gateway.config.Configuration;
import renkei.gateway.config.DirectoryFile;
import renkei.gateway.config.GatewayKeys;
import renkei.gateway.config.KeyFolderReader;
import renkei.gateway.pki.DemonstrationPki;
import renkei.gateway.postgres.EmbeddedPostgres;
import renkei.gateway.postgres.TestPostgres;
import renkei.signing.AlgorithmTable;
import renkei.tenantstore.TenantStore;
import renkei.tenantstore.layout.Layouts;
import renkei.tenantstore.postgres.PostgresTenantStore;

class RecordsVerifyCommandTest {

  private static final TenantId TENANT = new TenantId("990019");
  private static final Clock CLOCK = Clock.systemUTC();

  private static final String P256 = "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256";

  @TempDir static Path folder;
  private static Path pki;
  private static Path genuine;

  @BeforeAll
  static void exportSomeRecords() throws Exception {
    AgencyDirectory directory = DirectoryFile.read(Optional.empty());
    pki = folder.resolve("pki");
    new DemonstrationPki(pki, CLOCK).makeIfMissing(directory);
    GatewayKeys keys =
        new KeyFolderReader(
                new Configuration.KeyFolder(pki, pki.resolve("password"), true),
                directory,
                AlgorithmTable.standard(),
                CLOCK)
            .read();
    List<String> lines = new ArrayList<>();
    try (EmbeddedPostgres postgres = TestPostgres.start(folder.resolve("postgres"));
        Database database =
            Database.open(
                new DatabaseSettings(
                    postgres.url(),
                    postgres.user(),
                    postgres.password(),
                    4,
                    Duration.ofSeconds(5)))) {
      database.migrate();
      TenantStore store =
          new PostgresTenantStore(
              database,
              Layouts.of(List.of()),
              tenant -> Objects.requireNonNull(keys.tenants().get(tenant)),
              CLOCK,
              new SecureRandom());
      for (int i = 0; i < 3; i++) {
        database.inTenant(TENANT, tx -> store.records(tx).append(exchange()));
      }
      assertThat(store.sealer(AlgorithmTable.standard()).seal(TENANT)).isPresent();
      database.inTenant(
          TENANT,
          tx -> {
            store.records(tx).export(lines::add);
            return lines.size();
          });
    }
    genuine = Files.writeString(folder.resolve("genuine.txt"), String.join("\n", lines) + "\n");
  }

  @Test
  void saysThatAnExportIsGenuineAndBySayingSoNamesItsHead() {
    Run run = verify(genuine, pki.resolve("anchors.p12"), pki.resolve("password"));

    assertThat(run.exitCode()).as(run.output()).isZero();
    assertThat(run.output())
        .contains("genuine: 3 records of tenant 990019", "urn:renkei:agency:9099001900000000")
        .containsPattern("head: 3=[0-9a-f]{64}");
  }

  @Test
  void saysWhereAnExportWasChanged() throws Exception {
    String text = Files.readString(genuine);
    Path changed =
        Files.writeString(
            folder.resolve("changed.txt"), text.replaceFirst("PROVIDED", "NO_RECORD"));

    Run run = verify(changed, pki.resolve("anchors.p12"), pki.resolve("password"));

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.output()).startsWith("NOT GENUINE: line ");
  }

  @Test
  void repeatsNothingThatAnExportSaysOfItsOwnAlgorithm() throws Exception {
    String text = Files.readString(genuine);
    assertThat(text).contains(P256);
    Path changed =
        Files.writeString(
            folder.resolve("renamed.txt"), text.replace(P256, "\u001b[2K\u001b[1Ggenuine: 3"));

    Run run = verify(changed, pki.resolve("anchors.p12"), pki.resolve("password"));

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.output())
        .startsWith("NOT GENUINE: line 2: the head is not signed")
        .doesNotContain("\u001b", "genuine: 3");
  }

  @Test
  void doesNotBelieveASignerOfSomebodyElses() {
    Path others = folder.resolve("others");
    new DemonstrationPki(others, CLOCK).makeIfMissing(DirectoryFile.read(Optional.empty()));

    Run run = verify(genuine, others.resolve("anchors.p12"), others.resolve("password"));

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.output()).startsWith("NOT GENUINE: the signer is not trusted");
  }

  @Test
  void believesWhatItsTableStillBelievesOfOldAndNothingElse() throws Exception {
    Run still = verify(P256 + "  2051-01-01  2059-01-01\n");
    assertThat(still.exitCode()).as(still.output()).isZero();

    Run over = verify(P256 + "  2020-01-01  2021-01-01\n");
    assertThat(over.exitCode()).isEqualTo(1);
    assertThat(over.output()).startsWith("NOT GENUINE: line 2: ").contains("no longer believes");

    Run tooLate = verify(P256 + "  2020-01-01  2059-01-01\n");
    assertThat(tooLate.exitCode()).isEqualTo(1);

    Run rubbish = verify("no table\n");
    assertThat(rubbish.exitCode()).isEqualTo(2);
    assertThat(rubbish.output()).contains("algorithms.file");
  }

  private static Run verify(String table) throws Exception {
    return verify(
        genuine,
        pki.resolve("anchors.p12"),
        pki.resolve("password"),
        "--algorithms=" + Files.writeString(folder.resolve("algorithms"), table));
  }

  @Test
  void anExportWithAByteThatIsNoTextIsNotGenuineAndTheLineIsNamed() throws Exception {
    byte[] bytes = Files.readAllBytes(genuine);
    int second = new String(bytes, ISO_8859_1).indexOf('\n') + 5;
    bytes[second] = (byte) 0xFF;
    Path changed = Files.write(folder.resolve("no-text.txt"), bytes);

    Run run = verify(changed, pki.resolve("anchors.p12"), pki.resolve("password"));

    assertThat(run).isEqualTo(new Run(1, "NOT GENUINE: line 2 is not UTF-8" + lineSeparator()));
  }

  @Test
  void anExportThatAnEditorSavedWithAByteOrderMarkIsStillGenuine() throws Exception {
    Path marked =
        Files.writeString(folder.resolve("marked.txt"), "\uFEFF" + Files.readString(genuine));

    assertThat(verify(marked, pki.resolve("anchors.p12"), pki.resolve("password")).exitCode())
        .isZero();
  }

  @Test
  void saysOfEveryFileInOneSentenceWhatIsTheMatterWithIt() throws Exception {
    Path noText = Files.write(folder.resolve("no-password"), new byte[] {(byte) 0xFF});
    Path anchors = pki.resolve("anchors.p12");

    assertThat(verify(genuine, anchors, noText))
        .isEqualTo(
            new Run(
                2,
                "--password-file: %s: line 1 is not UTF-8; save it as UTF-8%n".formatted(noText)));
    assertThat(verify(folder, anchors, pki.resolve("password")))
        .isEqualTo(new Run(2, folder + " is a folder" + lineSeparator()));
    assertThat(verify(genuine, anchors, folder.resolve("nowhere")))
        .isEqualTo(
            new Run(
                2,
                "--password-file: there is no file "
                    + folder.resolve("nowhere")
                    + lineSeparator()));
  }

  @Test
  void saysWhenAFileIsMissing() {
    Run run =
        verify(folder.resolve("nowhere"), pki.resolve("anchors.p12"), pki.resolve("password"));

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.output()).contains("nowhere");
  }

  private record Run(int exitCode, String output) {}

  private static Run verify(
      Path export, Path anchors, Path passwordFile, String... furtherOptions) {
    StringWriter output = new StringWriter();
    List<String> arguments = new ArrayList<>();
    arguments.addAll(
        List.of(export.toString(), "--anchors=" + anchors, "--password-file=" + passwordFile));
    arguments.addAll(List.of(furtherOptions));
    int exitCode =
        new CommandLine(new RecordsVerifyCommand())
            .setOut(new PrintWriter(output))
            .setErr(new PrintWriter(output))
            .execute(arguments.toArray(String[]::new));
    return new Run(exitCode, output.toString());
  }

  private static Exchange exchange() {
    return new Exchange(
        Role.PROVIDER,
        ExchangeId.random(CLOCK, new SecureRandom()),
        InquiryId.random(CLOCK, new SecureRandom()),
        Optional.empty(),
        new AgencyCode("9000000000000011"),
        new AgencyCode("9099001900000000"),
        new Exchange.Asked(
            Purpose.LINKAGE,
            Optional.empty(),
            new ProcedureCode("JT00000000000012"),
            new InformationCode("TM00000000000101")),
        Optional.empty(),
        Exchange.Handling.UNKNOWN,
        Exchange.Told.of(Outcome.PROVIDED, Optional.empty(), CLOCK.instant()));
  }
}
