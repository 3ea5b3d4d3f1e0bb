package renkei.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import renkei.codebook.AgencyCode;
import renkei.codebook.InformationCode;
import renkei.codebook.ProcedureCode;
import renkei.codebook.TenantId;
import renkei.codebook.directory.Agency;
import renkei.codebook.directory.AgencyDirectory;
import renkei.codebook.directory.AgencyKind;
import renkei.codebook.directory.Holder;

/** The file of agencies, as {@code docs/directory.md} describes it. */
class DirectoryFileTest {

  private static final String TOWN =
      """
      "code": "9099004300000000", "kind": "MUNICIPALITY", "nameJa": "町", "nameEn": "Town"\
      """;

  private static final InformationCode TAX = new InformationCode("TM00000000000201");
  private static final InformationCode MEDICAL = new InformationCode("TM00000000000206");
  private static final AgencyCode CITY_A = new AgencyCode("9099001900000000");
  private static final AgencyCode TOWN_D = new AgencyCode("9099004300000000");
  private static final AgencyCode UNION = new AgencyCode("9099005100000000");
  private static final LocalDate MERGER = LocalDate.parse("2026-04-01");

  @TempDir private Path folder;

  private AgencyDirectory read(String json) {
    try {
      return DirectoryFile.read(Optional.of(Files.writeString(folder.resolve("agencies"), json)));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private void refuses(String json, String sentence) {
    assertThatThrownBy(() -> read(json))
        .isInstanceOf(BadConfigurationException.class)
        .hasMessageContaining("agencies.file")
        .hasMessageContaining(sentence);
  }

  private static AgencyCode holder(AgencyDirectory directory, InformationCode asked, LocalDate on) {
    return switch (directory.holder(asked, TOWN_D, on)) {
      case Holder.Body(Agency agency) -> agency.code();
      case Holder.Several several -> throw new AssertionError(several);
      case Holder.NoneKnown none -> throw new AssertionError(none);
    };
  }

  @Test
  void readsTheExampleOfItsPage() throws IOException {
    String page = Files.readString(Path.of("..", "docs", "directory.md"));
    AgencyDirectory directory =
        read(page.substring(page.indexOf("```json") + 7, page.indexOf("```\n\n##")));

    assertThat(holder(directory, TAX, MERGER.minusDays(1))).isEqualTo(TOWN_D);
    assertThat(holder(directory, TAX, MERGER)).isEqualTo(CITY_A);
    assertThat(holder(directory, MEDICAL, MERGER)).isEqualTo(UNION);
    assertThat(directory.delegates(UNION, CITY_A, new ProcedureCode("JT00000000000014"), MERGER))
        .isTrue();
    assertThat(directory.tenants()).contains(new TenantId("990051"));
  }

  @Test
  void readsAFileOfBeforeWithoutAnyOfTheNewMembers() {
    Agency agency =
        read("[{" + TOWN + ", \"tenant\": \"990043\", \"addresseeNumbers\": \"12####\"}]")
            .find(new TenantId("990043"))
            .orElseThrow();

    assertThat(agency.kind()).isEqualTo(AgencyKind.MUNICIPALITY);
    assertThat(agency.standsOn(LocalDate.parse("0001-01-01"))).isTrue();
    assertThat(agency.standsOn(LocalDate.parse("9999-12-31"))).isTrue();
  }

  @Test
  void readsTheDirectoryOfTheDemonstration() {
    assertThat(DirectoryFile.read(Optional.empty()).find(CITY_A)).isPresent();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"succesors\": []|has the unknown member succesors",
        "\"validTo\": \"2026-02-30\"|validTo: must be a day such as 2026-04-01",
        "\"validTo\": 20260401|validTo: must be text",
        "\"validFrom\": \"2026-04-01\", \"validTo\": \"2026-03-31\"|it ends on 2026-03-31",
        "\"successors\": {}|successors: must be a list",
        "\"successors\": [7]|successors: must be a list of objects",
        "\"successors\": [{\"code\": \"9099001900000000\"}]|successors: has no from",
        "\"successors\": [{\"from\": \"2026-04-01\", \"code\": \"12\"}]"
            + "|successors: code: AgencyCode must be 16 digits",
        "\"successors\": [{\"from\": \"2026-04-01\", \"code\": \"9099001900000000\","
            + " \"informations\": []}]|informations must name one at least",
        "\"successors\": [{\"from\": \"2026-04-01\", \"code\": \"9099001900000000\"}]"
            + "|validTo must be the day before",
        "\"members\": [\"9099001900000000\", \"9099001900000000\"]|members: names one twice",
        "\"members\": [\"9099001900000000\"]|neither a union nor a PREFECTURE",
        "\"partOf\": \"9099001900000000\"|no WARD",
        "\"responsibilities\": [{\"information\": \"TM1\"}]|responsibilities: information: ",
        "\"delegations\": [{\"to\": \"9099001900000000\", \"procedures\": []}]"
            + "|names no procedure",
        "\"addresseeNumbers\": \"12##\"|has addresseeNumbers and is no tenant",
        "\"tenant\": \"990044\"|tenant: ",
        "\"tenant\": null|tenant: must be text",
      })
  void refusesRubbishByTheEntryThatItStandsIn(String members, String sentence) {
    refuses(
        "[{" + TOWN.replace("4300", "4400") + "}, {" + TOWN + ", " + members + "}]",
        "entry 2 (9099004300000000): ");
    refuses("[{" + TOWN + ", " + members + "}]", sentence);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}|is no directory",
        "[7]|entry 1 is no object",
        "[|is no directory",
        "[{\"code\": \"9099004300000000\", \"kind\": \"TOWN\"}]|kind: must be one of CORE, ",
        "[{\"kind\": \"MUNICIPALITY\"}]|entry 1: has no code",
        "[{\"code\": \"a\\nb\"}]|entry 1: code: AgencyCode must be 16 digits",
      })
  void refusesAFileThatIsNoListOfBodies(String json, String sentence) {
    refuses(json, sentence);
  }

  @Test
  void refusesAMemberThatStandsTwice() {
    refuses("[{" + TOWN + ", \"nameEn\": \"Other\"}]", "nameEn");
  }

  @Test
  void refusesACycleOfSuccessors() {
    String other = TOWN.replace("9099004300000000", "9099001900000000");
    String passing =
        ", \"successors\": [{\"from\": \"2026-04-01\", \"code\": \"%s\","
            + " \"informations\": [\"TM00000000000201\"]}]";

    refuses(
        "[{" + TOWN + passing.formatted(CITY_A) + "}, {" + other + passing.formatted(TOWN_D) + "}]",
        "agency 9099004300000000 succeeds itself: "
            + "9099004300000000 -> 9099001900000000 -> 9099004300000000");
  }
}
