package renkei.testagencies.story;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import renkei.testagencies.core.ResidentCode;
import renkei.testagencies.core.ResidentNetwork;
import renkei.testagencies.message.InformationCode;
import renkei.testagencies.message.SerialNumber;
import renkei.testagencies.municipality.LoadReceipt;
import renkei.testagencies.party.Post;
import renkei.testagencies.resident.LayoutFile;
import renkei.testagencies.resident.Registration;
import renkei.testagencies.resident.ReplicaLines;

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
   * How code acquisition of one municipality ended.
   *
   * @param requested how many were asked for
   * @param unknown how many the resident network does not know: their requests stay open
   * @param suspended how many codes came that are bound to somebody else
   */
  public record Codes(int requested, int unknown, int suspended) {

    /** How many are bound. */
    public int active() {
      return requested - unknown - suspended;
    }

    /** Whether it ended as the files make it end. */
    public boolean asExpected() {
      return unknown == 1 && suspended == 1;
    }
  }

  /** The core delivers the permission list; returns when the platform has it. */
  public void deliverPermissions() throws InterruptedException {
    Post.Sending sending = stage.world().core().deliverPermissions(stage.city(0).code());
    if (sending instanceof Post.Sending.GivenUp(String why)) {
      throw new IllegalStateException("the platform did not take the permission list: " + why);
    }
  }

  /** All municipalities acquire codes for everybody in their files, at the same time. */
  public List<Codes> acquireCodes() throws InterruptedException {
    List<Callable<Codes>> work = new ArrayList<>();
    for (Municipality city : stage.municipalities()) {
      work.add(() -> acquireCodes(city));
    }
    return Together.run(work);
  }

  /**
   * All municipalities load replicas, one after the other.
   *
   * @param city whose
   * @param withFaults whether faulty lines are among them
   */
  public LoadReceipt load(Municipality city, InformationCode information, boolean withFaults) {
    ReplicaLines lines = new ReplicaLines(LayoutFile.published(information, Subjects.EDITION));
    progress.accept("%s: loading %s".formatted(city.name(), information.value()));
    return city.backend()
        .load(lines.layout(), lines(lines, city.files().registrations(), withFaults));
  }

  /** How many faulty lines {@link #load} puts among the good ones. */
  public int faults(Municipality city, InformationCode information) {
    ReplicaLines lines = new ReplicaLines(LayoutFile.published(information, Subjects.EDITION));
    return lines.faultyLines(city.files().registrations().getFirst()).size();
  }

  private Iterable<String> lines(
      ReplicaLines lines, List<Registration> entries, boolean withFaults) {
    List<String> faulty = withFaults ? lines.faultyLines(entries.getFirst()) : List.of();
    int every =
        faulty.isEmpty() ? Integer.MAX_VALUE : Math.max(1, entries.size() / (faulty.size() + 1));
    return () -> new Lines(lines, entries.iterator(), faulty.iterator(), every);
  }

  private Codes acquireCodes(Municipality city) throws InterruptedException {
    Map<String, ResidentCode> people = new LinkedHashMap<>();
    for (Registration entry : city.files().registrations()) {
      people.put(entry.addresseeNumber(), entry.resident().code());
    }
    String withoutCode = city.files().withoutCode().addresseeNumber();
    ResidentNetwork network = stage.world().residentNetwork();
    List<String> numbers = List.copyOf(people.keySet());
    for (int from = 0; from < numbers.size(); from += BATCH) {
      Map<SerialNumber, ResidentCode> handOver = new LinkedHashMap<>();
      city.backend()
          .requestCodes(numbers.subList(from, Math.min(from + BATCH, numbers.size())))
          .forEach(
              (number, serial) -> {
                if (!number.equals(withoutCode)) {
                  handOver.put(serial, people.get(number));
                }
              });
      network.handOver(city.code(), handOver);
      progress.accept(
          "%s: codes asked for %,d of %,d"
              .formatted(city.name(), Math.min(from + BATCH, numbers.size()), numbers.size()));
    }
    int unknown = awaitCodes(city, numbers);
    int suspended = 0;
    for (Registration entry : city.files().registeredTwice()) {
      suspended += city.backend().codeState(entry.addresseeNumber()).equals("SUSPENDED") ? 1 : 0;
    }
    return new Codes(numbers.size(), unknown, suspended);
  }

  /** One person never gets a code. */
  private int awaitCodes(Municipality city, List<String> numbers) throws InterruptedException {
    List<String> pending = numbers;
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (pending.size() > 1) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException(
            pending.size() + " codes of " + city.name() + " are missing");
      }
      Thread.sleep(LOOK_EVERY);
      pending = pending(city, pending);
      progress.accept("%s: %,d codes still to come".formatted(city.name(), pending.size()));
    }
    return pending.size();
  }

  /** A repeated request costs nothing and tells who still waits for a code. */
  private static List<String> pending(Municipality city, List<String> numbers) {
    Map<String, SerialNumber> waiting = new HashMap<>();
    for (int from = 0; from < numbers.size(); from += BATCH) {
      waiting.putAll(
          city.backend()
              .requestCodes(numbers.subList(from, Math.min(from + BATCH, numbers.size()))));
    }
    return List.copyOf(waiting.keySet());
  }
}
