package renkei.testagencies;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import renkei.testagencies.core.Directory;
import renkei.testagencies.core.ResidentCode;
import renkei.testagencies.resident.Population;
import renkei.testagencies.resident.Registration;
import renkei.testagencies.vocabulary.AgencyKind;
import renkei.testagencies.vocabulary.TenantId;
import renkei.testagencies.world.People;
import renkei.testagencies.world.WorldFolder;

/** Lists people of a world who can be asked about. */
@Command(
    name = "people",
    description = {
      "List people of a world who can be asked about.",
      "For each its addressee number in that municipality, its code in the world outside, its name,"
          + " and which other municipalities have it in their files. All are invented."
    },
    version = Main.VERSION,
    mixinStandardHelpOptions = true)
final class WorldPeopleCommand implements Callable<Integer> {

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "The platform's data folder (default: data/serve in the project).")
  private @Nullable Path data;

  @Option(
      names = "--town",
      paramLabel = "TENANT",
      description = "Only of that municipality, such as 990019 (default: of all).")
  private @Nullable String town;

  @Option(
      names = "--limit",
      description = "So many of each municipality at most (default: ${DEFAULT-VALUE}).")
  private int limit = 10;

  @Override
  public Integer call() {
    Path folder =
        (data == null ? Home.folder().resolve("data").resolve("serve") : data).toAbsolutePath();
    List<Directory.Agency> cities = Directory.published().ofKind(AgencyKind.MUNICIPALITY);
    List<TenantId> tenants = cities.stream().map(city -> city.tenant().orElseThrow()).toList();
    if (town != null && tenants.stream().noneMatch(tenant -> tenant.value().equals(town))) {
      throw new ParameterException(
          Objects.requireNonNull(spec).commandLine(),
          "--town must be one of " + tenants + ", was: " + town);
    }
    Optional<People> people = new WorldFolder(folder).people();
    if (people.isEmpty()) {
      System.err.println(
          "Nobody lives in " + folder + " yet: start ./renkei serve, then ./renkei world.");
      return 1;
    }
    Population population = WorldFolder.population(people.get(), tenants);
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    for (Directory.Agency city : cities) {
      if (town == null || city.tenant().orElseThrow().value().equals(town)) {
        list(city, population, out);
      }
    }
    return 0;
  }

  private void list(Directory.Agency city, Population population, PrintStream out) {
    TenantId tenant = city.tenant().orElseThrow();
    Population.Town files = population.town(tenant);
    out.printf(
        "%s %s: tenant %s, agency %s, %,d people%n",
        city.nameEn(),
        city.nameJa(),
        tenant.value(),
        city.code().value(),
        files.registrations().size());
    for (Registration entry : files.ordinary().stream().limit(Math.max(0, limit)).toList()) {
      out.printf(
          "  %s  %s  %s%s%n",
          entry.addresseeNumber().value(),
          entry.resident().code().value(),
          entry.resident().name(),
          elsewhere(population, tenant, entry.resident().code()));
    }
  }

  private static String elsewhere(Population population, TenantId here, ResidentCode resident) {
    List<String> others =
        population.towns().entrySet().stream()
            .filter(other -> !other.getKey().equals(here))
            .filter(other -> other.getValue().find(resident).isPresent())
            .map(other -> other.getKey().value())
            .toList();
    return others.isEmpty() ? "" : "  also in " + String.join(", ", others);
  }
}
