package renkei.testagencies.story;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import renkei.testagencies.core.ResidentCode;
import renkei.testagencies.message.InquiryId;
import renkei.testagencies.message.Lane;
import renkei.testagencies.municipality.LocalInquiry;
import renkei.testagencies.municipality.LocalResult;

/**
 * Clerks with citizens at their counters: each asks, waits for the answer, and asks again after a
 * pause, until told to stop. They take the time from handing the inquiry in to holding the result.
 */
public final class Counter {

  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final AtomicInteger COUNTERS = new AtomicInteger();

  private final Stage stage;
  private final Ledger ledger;
  private final Duration pause;
  private final int name = COUNTERS.incrementAndGet();
  private final AtomicInteger localIds = new AtomicInteger();
  private final Latencies latencies = new Latencies();
  private final List<Thread> clerks = new ArrayList<>();
  private volatile boolean closed;
  private volatile @Nullable RuntimeException failure;

  private Counter(Stage stage, Ledger ledger, Duration pause) {
    this.stage = stage;
    this.ledger = ledger;
    this.pause = pause;
  }

  /**
   * Opens counters in the first two municipalities, which ask each other about people who moved.
   */
  public static Counter open(Stage stage, Ledger ledger, int clerks, Duration pause) {
    Counter counter = new Counter(stage, ledger, pause);
    List<ResidentCode> moved =
        stage
            .population()
            .knownInBoth(stage.city(0).backend().tenant(), stage.city(1).backend().tenant());
    for (int n = 0; n < clerks; n++) {
      int clerk = n;
      counter.clerks.add(Thread.ofVirtual().start(() -> counter.work(clerk, moved)));
    }
    return counter;
  }

  /**
   * Closes the counters after the citizens that are there.
   *
   * @return how long each had to wait
   * @throws RuntimeException what stopped a clerk, if something did
   */
  public Latencies close() throws InterruptedException {
    closed = true;
    for (Thread clerk : clerks) {
      clerk.join();
    }
    RuntimeException failed = failure;
    if (failed != null) {
      throw failed;
    }
    return latencies;
  }

  private void work(int clerk, List<ResidentCode> moved) {
    Municipality here = stage.city(clerk % 2);
    Municipality there = stage.city(1 - clerk % 2);
    try {
      for (int n = clerk; !closed; n += 7) {
        // The first few are the heroes of single scenes.
        ask(here, there, moved.get(5 + n % (moved.size() - 5)));
        Thread.sleep(pause);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      failure = e;
    }
  }

  private void ask(Municipality here, Municipality there, ResidentCode citizen) {
    LocalInquiry inquiry =
        new LocalInquiry(
            "counter-" + name + "-" + localIds.incrementAndGet(),
            here.files().find(citizen).orElseThrow().addresseeNumber(),
            Subjects.CITY_ASKS_CITY,
            Subjects.REGISTER,
            there.code(),
            Lane.COUNTER,
            Optional.empty());
    long begun = System.nanoTime();
    InquiryId id = here.backend().ask(inquiry);
    LocalResult result = here.backend().outcome(id, PATIENCE);
    latencies.since(begun);
    ledger.note(here, there.code(), citizen, result);
  }
}
