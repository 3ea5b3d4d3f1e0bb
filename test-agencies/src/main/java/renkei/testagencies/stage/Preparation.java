package renkei.testagencies.stage;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import renkei.testagencies.concurrent.Concurrently;
import renkei.testagencies.municipality.Backend;
import renkei.testagencies.municipality.LoadReceipt;
import renkei.testagencies.party.MessageSender;
import renkei.testagencies.progress.Progress;
import renkei.testagencies.resident.Registration;
import renkei.testagencies.resident.ReplicaLines;
import renkei.testagencies.vocabulary.AddresseeNumber;
import renkei.testagencies.vocabulary.InformationCode;

/** What must be there before anybody can ask: permission list, person codes, replicas. */
public final class Preparation {

  private static final Progress.Part SILENT = Progress.silent().begin("", 0);

  private final Stage stage;
  private final Progress progress;

  /**
   * A preparation of that stage.
   *
   * @param progress is told what is going on
   */
  public Preparation(Stage stage, Progress progress) {
    this.stage = stage;
    this.progress = progress;
  }

  /** A preparation that tells nobody. */
  public Preparation(Stage stage) {
    this(stage, Progress.silent());
  }

  /**
   * How code acquisition of one municipality ended, as the platform says.
   *
   * @param city whose
   * @param states of everybody asked for
   */
  public record Codes(Municipality city, Map<AddresseeNumber, String> states) {

    /** How many are in that state. */
    public int count(String state) {
      return (int) states.values().stream().filter(state::equals).count();
    }

    /**
     * Whether it ended as the files make it end: of somebody registered twice only one entry is
     * bound, whom the resident network does not know waits, and everybody else is bound.
     */
    public boolean asExpected() {
      List<String> twice =
          city.files().registeredTwice().stream()
              .map(entry -> states.get(entry.addresseeNumber()))
              .sorted()
              .toList();
      return twice.equals(List.of("ACTIVE", "SUSPENDED"))
          && "REQUESTED".equals(states.get(city.files().withoutCode().addresseeNumber()))
          && city.files().ordinary().stream()
              .allMatch(entry -> "ACTIVE".equals(states.get(entry.addresseeNumber())));
    }
  }

  /** The core delivers the permission list; returns when the platform has it. */
  public void deliverPermissions() throws InterruptedException {
    MessageSender.Sending sending = stage.world().core().deliverPermissions(stage.city(0).code());
    if (sending instanceof MessageSender.Sending.GivenUp(String why)) {
      throw new IllegalStateException("the platform did not take the permission list: " + why);
    }
  }

  /** All municipalities acquire codes for everybody in their files, at the same time. */
  public List<Codes> acquireCodes() throws InterruptedException {
    int people =
        stage.municipalities().stream().mapToInt(city -> city.files().registrations().size()).sum();
    try (Progress.Part part = progress.begin("person codes (符号)", people)) {
      CodeAcquisition acquisition = new CodeAcquisition(stage.world().residentNetwork(), part);
      List<Callable<Codes>> work = new ArrayList<>();
      for (Municipality city : stage.municipalities()) {
        work.add(() -> new Codes(city, acquisition.run(city)));
      }
      return Concurrently.run(work);
    }
  }

  /** One municipality loads what it has in its files about everybody. */
  public LoadReceipt load(Municipality city, InformationCode information) {
    ReplicaLines lines = stage.truth().lines(information);
    LoadReceipt receipt =
        city.backend()
            .load(
                Backend.Load.FULL,
                lines,
                () -> new FaultyLoadLines(lines, city.files().registrations(), List.of(), SILENT));
    stage.truth().loaded(city.code(), information, List.of());
    return receipt;
  }

  /**
   * The same, but the records of some people are faulty: each thing that the layout forbids occurs
   * once. {@link #correct} makes up for it.
   */
  public FaultyLoad loadWithFaults(Municipality city, InformationCode information) {
    return loadWithFaults(city, information, SILENT);
  }

  /**
   * As above.
   *
   * @param part advances by one for each person
   */
  public FaultyLoad loadWithFaults(
      Municipality city, InformationCode information, Progress.Part part) {
    ReplicaLines replicas = stage.truth().lines(information);
    // The last ones: the first are the heroes of scenes.
    List<Registration> unread =
        city.files().ordinary().reversed().stream()
            .filter(entry -> replicas.recordCount(entry) > 0)
            .limit(replicas.faultCount())
            .toList();
    List<Registration> good = new ArrayList<>(city.files().registrations());
    good.removeAll(unread);
    FaultyLoadLines lines = new FaultyLoadLines(replicas, good, replicas.faultyLines(unread), part);
    LoadReceipt receipt = city.backend().load(Backend.Load.FULL, replicas, () -> lines);
    stage.truth().loaded(city.code(), information, unread);
    return new FaultyLoad(city, information, lines.sent(), lines.putIn(), unread, receipt);
  }

  /** Loads the records that were faulty once more, as they should have been. */
  public LoadReceipt correct(FaultyLoad load) {
    ReplicaLines lines = stage.truth().lines(load.information());
    LoadReceipt receipt =
        load.city()
            .backend()
            .load(
                Backend.Load.DIFFERENCE,
                lines,
                () -> new FaultyLoadLines(lines, load.unread(), List.of(), SILENT));
    stage.truth().loaded(load.city().code(), load.information(), List.of());
    return receipt;
  }

  /** Takes away what a municipality loaded about one person: it was entered by mistake. */
  public LoadReceipt remove(Municipality city, InformationCode information, Registration about) {
    ReplicaLines lines = stage.truth().lines(information);
    LoadReceipt receipt =
        city.backend()
            .load(
                Backend.Load.DIFFERENCE,
                lines,
                () ->
                    Stream.concat(Stream.of(lines.header()), lines.removal(about).stream())
                        .iterator());
    stage.truth().removed(city.code(), information, about);
    return receipt;
  }
}
