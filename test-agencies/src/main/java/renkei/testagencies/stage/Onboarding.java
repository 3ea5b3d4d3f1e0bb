package renkei.testagencies.stage;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import renkei.testagencies.concurrent.Concurrently;
import renkei.testagencies.municipality.Backend;
import renkei.testagencies.progress.Progress;
import renkei.testagencies.resident.ReplicaLines;
import renkei.testagencies.vocabulary.InformationCode;
import renkei.testagencies.world.World;

/**
 * What the municipalities of a world do before anybody can ask about their people, as far as the
 * platform does not have it yet: they acquire person codes and load replicas. The resident register
 * is everybody's; local tax the last one never loads, so that {@code NOT_REGISTERED} can be seen.
 */
public final class Onboarding {

  private final World world;
  private final List<Municipality> municipalities;
  private final Progress progress;

  /** The onboarding of those municipalities. */
  public Onboarding(World world, List<Municipality> municipalities, Progress progress) {
    this.world = world;
    this.municipalities = municipalities;
    this.progress = progress;
  }

  /**
   * Does what is missing.
   *
   * @throws IllegalStateException if the platform does not take it
   */
  public void run() throws InterruptedException {
    acquireCodes();
    for (Municipality city : municipalities) {
      load(city, DemoCodes.REGISTER);
    }
    for (Municipality city : municipalities.subList(0, municipalities.size() - 1)) {
      load(city, DemoCodes.TAX);
    }
  }

  private void acquireCodes() throws InterruptedException {
    int people =
        municipalities.stream().mapToInt(city -> city.files().registrations().size()).sum();
    try (Progress.Part part = progress.begin("person codes (符号)", people)) {
      List<Callable<Object>> work = new ArrayList<>();
      for (Municipality city : municipalities) {
        work.add(() -> new CodeAcquisition(world.residentNetwork(), part).run(city));
      }
      Concurrently.run(work);
    }
  }

  private void load(Municipality city, InformationCode information) {
    ReplicaLines lines = DemoCodes.lines(information);
    var people = city.files().registrations();
    var first = people.stream().filter(entry -> lines.recordCount(entry) > 0).findFirst();
    if (first.isEmpty()
        || city.backend().hasReplica(first.get().addresseeNumber(), lines.layout())) {
      return;
    }
    progress.doing("%s loads %s".formatted(city.name(), information.value()));
    Progress.Part part = Progress.silent().begin("", 0);
    var receipt =
        city.backend()
            .load(
                Backend.Load.FULL,
                lines,
                () -> new FaultyLoadLines(lines, people, List.of(), part));
    if (receipt.refused() > 0) {
      var fault = receipt.errors().getFirst();
      throw new IllegalStateException(
          "%s: the platform refused %d of %d records of %s, the first because of %s: %s"
              .formatted(
                  city.name(),
                  receipt.refused(),
                  receipt.records(),
                  information.value(),
                  fault.item(),
                  fault.reason()));
    }
  }
}
