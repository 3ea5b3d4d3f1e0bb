package renkei.testagencies.stage;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import renkei.testagencies.concurrent.Concurrently;
import renkei.testagencies.core.ResidentCode;
import renkei.testagencies.core.ResidentNetwork;
import renkei.testagencies.municipality.Backend;
import renkei.testagencies.municipality.LoadReceipt;
import renkei.testagencies.party.MessageSender;
import renkei.testagencies.resident.FaultyLine;
import renkei.testagencies.resident.Registration;
import renkei.testagencies.resident.ReplicaLines;
import renkei.testagencies.vocabulary.AddresseeNumber;
import renkei.testagencies.vocabulary.InformationCode;
import renkei.testagencies.vocabulary.SerialNumber;

/** What must be there before anybody can ask: permission list, person codes, replicas. */
public final class Preparation {

  private static final int BATCH = 1_000;
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Duration LOOK_EVERY = Duration.ofMillis(200);

  private final Stage stage;
  private final Consumer<String> progress;

  /**
   * A preparation of that stage.
   *
   * @param progress is told what is going on
   */
  public Preparation(Stage stage, Consumer<String> progress) {
    this.stage = stage;
    this.progress = progress;
  }

  /** A preparation that tells nobody. */
  public Preparation(Stage stage) {
    this(stage, _ -> {});
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
    List<Callable<Codes>> work = new ArrayList<>();
    for (Municipality city : stage.municipalities()) {
      work.add(() -> acquireCodes(city));
    }
    return Concurrently.run(work);
  }

  /** One municipality loads what it has in its files about everybody. */
  public LoadReceipt load(Municipality city, InformationCode information) {
    ReplicaLines lines = stage.truth().lines(information);
    LoadReceipt receipt =
        city.backend()
            .load(
                Backend.Load.FULL,
                lines.layout(),
                () -> new FaultyLoadLines(lines, city.files().registrations(), List.of()));
    stage.truth().loaded(city.code(), information, List.of());
    return receipt;
  }

  /**
   * The same, but the lines of some people are faulty: each thing that the layout forbids occurs
   * once. {@link #correct} makes up for it.
   */
  public FaultyLoad loadWithFaults(Municipality city, InformationCode information) {
    ReplicaLines replicas = stage.truth().lines(information);
    // The last ones: the first are the heroes of scenes.
    List<Registration> unread =
        city.files().ordinary().reversed().subList(0, replicas.faultCount());
    List<Registration> good = new ArrayList<>(city.files().registrations());
    good.removeAll(unread);
    List<FaultyLine> faulty = replicas.faultyLines(unread);
    FaultyLoadLines lines = new FaultyLoadLines(replicas, good, faulty);
    progress.accept("%s: loading %s".formatted(city.name(), information.value()));
    LoadReceipt receipt = city.backend().load(Backend.Load.FULL, replicas.layout(), () -> lines);
    stage.truth().loaded(city.code(), information, unread);
    return new FaultyLoad(city, information, good.size(), lines.putIn(), unread, receipt);
  }

  /** Loads the lines that were faulty once more, as they should have been. */
  public LoadReceipt correct(FaultyLoad load) {
    ReplicaLines lines = stage.truth().lines(load.information());
    LoadReceipt receipt =
        load.city()
            .backend()
            .load(
                Backend.Load.DIFFERENCE,
                lines.layout(),
                () -> new FaultyLoadLines(lines, load.unread(), List.of()));
    stage.truth().loaded(load.city().code(), load.information(), List.of());
    return receipt;
  }

  private Codes acquireCodes(Municipality city) throws InterruptedException {
    Map<AddresseeNumber, ResidentCode> people = new LinkedHashMap<>();
    for (Registration entry : city.files().registrations()) {
      people.put(entry.addresseeNumber(), entry.resident().code());
    }
    AddresseeNumber withoutCode = city.files().withoutCode().addresseeNumber();
    ResidentNetwork network = stage.world().residentNetwork();
    List<AddresseeNumber> numbers = List.copyOf(people.keySet());
    for (int from = 0; from < numbers.size(); from += BATCH) {
      int to = Math.min(from + BATCH, numbers.size());
      Map<SerialNumber, ResidentCode> handOver = new LinkedHashMap<>();
      city.backend()
          .requestCodes(numbers.subList(from, to))
          .forEach(
              (number, request) -> {
                if (!number.equals(withoutCode)) {
                  request
                      .serialNumber()
                      .ifPresent(serial -> handOver.put(serial, people.get(number)));
                }
              });
      network.handOver(city.code(), handOver);
      progress.accept("%s: codes asked for %,d of %,d".formatted(city.name(), to, numbers.size()));
    }
    return awaitCodes(city, numbers);
  }

  /** One person never gets a code. */
  private Codes awaitCodes(Municipality city, List<AddresseeNumber> numbers)
      throws InterruptedException {
    Map<AddresseeNumber, String> states = new HashMap<>();
    List<AddresseeNumber> pending = numbers;
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (pending.size() > 1) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException(
            pending.size() + " codes of " + city.name() + " are missing");
      }
      Thread.sleep(LOOK_EVERY);
      look(city, pending, states);
      pending = pending.stream().filter(number -> "REQUESTED".equals(states.get(number))).toList();
      progress.accept("%s: %,d codes still to come".formatted(city.name(), pending.size()));
    }
    return new Codes(city, Map.copyOf(states));
  }

  /** A repeated request costs nothing and tells where each code stands. */
  private static void look(
      Municipality city, List<AddresseeNumber> numbers, Map<AddresseeNumber, String> states) {
    for (int from = 0; from < numbers.size(); from += BATCH) {
      city.backend()
          .requestCodes(numbers.subList(from, Math.min(from + BATCH, numbers.size())))
          .forEach((number, request) -> states.put(number, request.state()));
    }
  }
}
