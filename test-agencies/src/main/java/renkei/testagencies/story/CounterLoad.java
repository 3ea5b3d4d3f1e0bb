package renkei.testagencies.story;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import renkei.testagencies.concurrent.Interruptible;
import renkei.testagencies.core.ResidentCode;
import renkei.testagencies.message.Reply;
import renkei.testagencies.municipality.LocalId;
import renkei.testagencies.municipality.LocalInquiry;
import renkei.testagencies.municipality.LocalResult;
import renkei.testagencies.stage.DemoCodes;
import renkei.testagencies.stage.GroundTruth;
import renkei.testagencies.stage.Latencies;
import renkei.testagencies.stage.Municipality;
import renkei.testagencies.stage.Stage;
import renkei.testagencies.vocabulary.InquiryId;
import renkei.testagencies.vocabulary.Lane;

/**
 * An open load of counter inquiries: to each clerk citizens come at fixed times, whatever happened
 * to those before them. Who has to wait longer does not keep the next one away, and is not left out
 * of the figures (no coordinated omission). The time of each runs from the arrival to the answer in
 * the clerk's hand.
 */
public final class CounterLoad {

  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final int CLERKS = 4;
  private static final AtomicInteger COUNTERS = new AtomicInteger();

  private final Stage stage;
  private final Ledger ledger;
  private final IntSupplier bulkEnded;
  private final List<ResidentCode> moved;
  private final int name = COUNTERS.incrementAndGet();
  private final List<Thread> clerks = new ArrayList<>();
  private final Latencies latencies = new Latencies();
  private final Queue<Integer> overtakings = new ConcurrentLinkedQueue<>();
  private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
  private final AtomicInteger served = new AtomicInteger();
  private final AtomicInteger sentHome = new AtomicInteger();
  private volatile boolean closed;
  private volatile @Nullable RuntimeException failure;

  private CounterLoad(Stage stage, Ledger ledger, IntSupplier bulkEnded) {
    this.stage = stage;
    this.ledger = ledger;
    this.bulkEnded = bulkEnded;
    moved =
        stage
            .population()
            .knownInBoth(stage.city(0).backend().tenant(), stage.city(1).backend().tenant());
  }

  /**
   * What came of it.
   *
   * @param served how many citizens got an answer
   * @param sentHome how many were still waiting for a clerk when the counters closed
   * @param wrong a sentence for each answer that does not say what the files say
   * @param latencies how long each citizen had to wait; those sent home, until then
   * @param overtakings how many bulk inquiries ended while each inquiry was under way
   */
  public record Day(
      int served,
      int sentHome,
      List<String> wrong,
      Latencies latencies,
      List<Integer> overtakings) {

    /** The number of overtakings that {@code percent} of the citizens did not exceed. */
    public int overtakings(double percent) {
      List<Integer> sorted = overtakings.stream().sorted().toList();
      int rank = (int) Math.ceil(percent / 100 * sorted.size());
      return sorted.isEmpty() ? 0 : sorted.get(Math.max(0, rank - 1));
    }

    /** Whether some were served, and all of them rightly. */
    public boolean right() {
      return served > 0 && wrong.isEmpty();
    }
  }

  /**
   * Opens counters in the first two municipalities, which ask each other about people who moved.
   *
   * @param every how much time lies between two arrivals
   * @param bulkEnded how many bulk inquiries have ended until now
   */
  public static CounterLoad open(
      Stage stage, Ledger ledger, Duration every, IntSupplier bulkEnded) {
    CounterLoad counter = new CounterLoad(stage, ledger, bulkEnded);
    long opened = System.nanoTime();
    for (int n = 0; n < CLERKS; n++) {
      int clerk = n;
      counter.clerks.add(Thread.ofVirtual().start(() -> counter.work(clerk, opened, every)));
    }
    return counter;
  }

  /**
   * Closes the counters; who is being served still gets an answer.
   *
   * @throws RuntimeException what stopped a clerk, if something did
   */
  public Day close() throws InterruptedException {
    closed = true;
    for (Thread clerk : clerks) {
      clerk.join();
    }
    RuntimeException failed = failure;
    if (failed != null) {
      throw failed;
    }
    return new Day(
        served.get(), sentHome.get(), List.copyOf(wrong), latencies, List.copyOf(overtakings));
  }

  /** The citizens come to the clerks in turn. */
  private void work(int clerk, long opened, Duration every) {
    Municipality here = stage.city(clerk % 2);
    Municipality there = stage.city(1 - clerk % 2);
    int number = clerk;
    try {
      while (!closed) {
        long arrival = opened + number * every.toNanos();
        Duration early = Duration.ofNanos(Math.max(0, arrival - System.nanoTime()));
        if (!Interruptible.finished(() -> Thread.sleep(early)) || closed) {
          break;
        }
        // The first few people are the heroes of single scenes.
        ask(number, here, there, moved.get(5 + number % (moved.size() - 5)));
        latencies.since(arrival);
        number += CLERKS;
      }
    } catch (RuntimeException e) {
      failure = e;
    }
    sendHome(number, opened, every);
  }

  private void sendHome(int first, long opened, Duration every) {
    long now = System.nanoTime();
    for (int number = first; opened + number * every.toNanos() < now; number += CLERKS) {
      latencies.since(opened + number * every.toNanos());
      sentHome.incrementAndGet();
    }
  }

  private void ask(int number, Municipality here, Municipality there, ResidentCode citizen) {
    LocalInquiry inquiry =
        new LocalInquiry(
            new LocalId("counter-" + name + "-" + number),
            here.files().find(citizen).orElseThrow().addresseeNumber(),
            DemoCodes.CITY_ASKS_CITY,
            DemoCodes.REGISTER,
            there.code(),
            Lane.COUNTER,
            Optional.empty());
    int before = bulkEnded.getAsInt();
    InquiryId id = here.backend().ask(inquiry);
    LocalResult result = here.backend().outcome(id, PATIENCE);
    served.incrementAndGet();
    overtakings.add(bulkEnded.getAsInt() - before);
    ledger.note(here, inquiry, citizen, result);
    Reply expected = stage.truth().reply(there.code(), DemoCodes.REGISTER, citizen);
    Reply got = result.reply().orElseThrow();
    if (!got.equals(expected)) {
      wrong.add(GroundTruth.difference(expected, got));
    }
  }
}
