package renkei.testagencies.story;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import renkei.testagencies.agency.Question;
import renkei.testagencies.message.InformationCode;
import renkei.testagencies.message.Lane;
import renkei.testagencies.message.Purpose;
import renkei.testagencies.resident.Registration;

/** A mass inquiry (大量照会) of the pension service in the BULK lane. */
public final class BulkRun {

  /** How many inquiries the pension service has open at once. */
  private static final int OPEN = 1_500;

  private static final Duration DEADLINE = Duration.ofMinutes(15);
  private static final int TAX_EVERY = 16;

  private final Stage stage;

  /** A run on that stage. */
  public BulkRun(Stage stage) {
    this.stage = stage;
  }

  /**
   * How a run went.
   *
   * @param ended how many inquiries have their outcome
   * @param seconds from the first inquiry to the last answer
   * @param perSecond how many ended in each second
   */
  public record Course(int ended, double seconds, List<Long> perSecond) {

    /** Answers a second over the whole run. */
    public double rate() {
      return ended / Math.max(seconds, 1e-9);
    }
  }

  /**
   * Asks {@code size} times and waits for all outcomes.
   *
   * @param everySecond is told how many have ended, and how many there are
   */
  public Course run(int size, BiConsumer<Integer, Integer> everySecond)
      throws InterruptedException {
    AtomicInteger ended = new AtomicInteger();
    List<Long> perSecond = new ArrayList<>();
    long begun = System.nanoTime();
    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    try {
      threads.execute(() -> askAll(size, threads, ended));
      int before = 0;
      while (before < size) {
        Thread.sleep(Duration.ofSeconds(1));
        int now = ended.get();
        perSecond.add((long) (now - before));
        before = now;
        everySecond.accept(now, size);
        if (System.nanoTime() - begun > DEADLINE.toNanos()) {
          break;
        }
      }
      return new Course(ended.get(), (System.nanoTime() - begun) / 1e9, perSecond);
    } finally {
      // Whatever is still open has no time left, or nobody waits for it any more.
      threads.shutdownNow();
    }
  }

  private void askAll(int size, ExecutorService threads, AtomicInteger ended) {
    Semaphore open = new Semaphore(OPEN);
    try {
      for (int n = 0; n < size; n++) {
        Question question = question(n);
        open.acquire();
        threads.execute(() -> ask(question, open, ended));
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void ask(Question question, Semaphore open, AtomicInteger ended) {
    try {
      if (stage.world().pension().ask(question).await(DEADLINE).isPresent()) {
        ended.incrementAndGet();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      open.release();
    }
  }

  /** All municipalities in turn; now and then for tax, which one of them has not loaded. */
  private Question question(int number) {
    Municipality city = stage.city(number % stage.municipalities().size());
    List<Registration> people = city.files().registrations();
    // The last three are special: no code, or registered twice.
    Registration about = people.get(number / stage.municipalities().size() % (people.size() - 3));
    InformationCode information = number % TAX_EVERY == 0 ? Subjects.TAX : Subjects.REGISTER;
    return new Question(
        city.code(),
        Purpose.LINKAGE,
        Lane.BULK,
        Subjects.matter(Subjects.PENSION_ASKS, information),
        about.resident().code(),
        DEADLINE);
  }
}
