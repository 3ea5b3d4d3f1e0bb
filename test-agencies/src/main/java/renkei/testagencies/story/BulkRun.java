package renkei.testagencies.story;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import renkei.testagencies.agency.Ending;
import renkei.testagencies.agency.Question;
import renkei.testagencies.concurrent.Interruptible;
import renkei.testagencies.message.Reply;
import renkei.testagencies.resident.Registration;
import renkei.testagencies.stage.DemoCodes;
import renkei.testagencies.stage.GroundTruth;
import renkei.testagencies.stage.Municipality;
import renkei.testagencies.stage.Stage;
import renkei.testagencies.vocabulary.InformationCode;
import renkei.testagencies.vocabulary.Lane;
import renkei.testagencies.vocabulary.Purpose;

/**
 * A mass inquiry (大量照会) of the pension service in the BULK lane. Runs once. Thread-safe.
 *
 * <p>Every answer is held against what the files say about the person.
 */
public final class BulkRun {

  /** How many inquiries the pension service has open at once. */
  public static final int OPEN = 1_500;

  /** How long an answer is of use: far less than a whole run may take. */
  private static final Duration DEADLINE = Duration.ofMinutes(4);

  /** So long may pass without a single ending: more than any inquiry takes until it expires. */
  private static final Duration STALL = DEADLINE.plusMinutes(1);

  private static final int TAX_EVERY = 16;

  private final Stage stage;
  private final AtomicInteger ended = new AtomicInteger();
  private final Queue<Long> endedAt = new ConcurrentLinkedQueue<>();
  private final Queue<String> wrong = new ConcurrentLinkedQueue<>();

  /** A run on that stage. */
  public BulkRun(Stage stage) {
    this.stage = stage;
  }

  /**
   * How a run went.
   *
   * @param ended how many inquiries have their outcome
   * @param wrong a sentence for each answer that does not say what the files say
   * @param seconds from the first inquiry to the last answer
   * @param perSecond how many ended in each second
   */
  public record Course(int ended, List<String> wrong, double seconds, List<Long> perSecond) {

    /** Answers a second over the whole run. */
    public double rate() {
      return ended / Math.max(seconds, 1e-9);
    }

    /** Answers a second in those neighbouring seconds, as many as told, that had the most. */
    public double fastest(int seconds) {
      long most = 0;
      for (int from = 0; from < perSecond.size(); from++) {
        int to = Math.min(from + seconds, perSecond.size());
        most =
            Math.max(most, perSecond.subList(from, to).stream().mapToLong(Long::longValue).sum());
      }
      return most / (double) seconds;
    }
  }

  /** How many have ended until now. */
  public int ended() {
    return ended.get();
  }

  /**
   * Asks {@code size} times and waits for all outcomes, as long as there are any.
   *
   * @param everySecond is told how many have ended, and how many there are
   */
  public Course run(int size, BiConsumer<Integer, Integer> everySecond)
      throws InterruptedException {
    long begun = System.nanoTime();
    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    try {
      threads.execute(() -> askAll(size, threads));
      int before = 0;
      long movedAt = begun;
      while (ended.get() < size && System.nanoTime() - movedAt < STALL.toNanos()) {
        Thread.sleep(Duration.ofSeconds(1));
        if (ended.get() > before) {
          before = ended.get();
          movedAt = System.nanoTime();
        }
        everySecond.accept(ended.get(), size);
      }
      return course(begun);
    } finally {
      // Whatever is still open has no time left, or nobody waits for it any more.
      threads.shutdownNow();
    }
  }

  private Course course(long begun) {
    List<Long> perSecond = new ArrayList<>();
    long last = begun;
    for (long at : endedAt) {
      int second = (int) ((at - begun) / 1_000_000_000L);
      while (perSecond.size() <= second) {
        perSecond.add(0L);
      }
      perSecond.set(second, perSecond.get(second) + 1);
      last = Math.max(last, at);
    }
    return new Course(ended.get(), List.copyOf(wrong), (last - begun) / 1e9, perSecond);
  }

  private void askAll(int size, ExecutorService threads) {
    Semaphore open = new Semaphore(OPEN);
    boolean _ =
        Interruptible.finished(
            () -> {
              for (int n = 0; n < size; n++) {
                Question question = question(n);
                open.acquire();
                threads.execute(() -> ask(question, open));
              }
            });
  }

  private void ask(Question question, Semaphore open) {
    try {
      boolean _ = Interruptible.finished(() -> askAndJudge(question));
    } finally {
      open.release();
    }
  }

  private void askAndJudge(Question question) throws InterruptedException {
    Optional<Ending> ending = stage.world().pension().ask(question).await(DEADLINE);
    if (ending.isPresent()) {
      judge(question, ending.get().reply());
      endedAt.add(System.nanoTime());
      ended.incrementAndGet();
    }
  }

  private void judge(Question question, Reply got) {
    Reply expected =
        stage
            .truth()
            .reply(question.provider(), question.matter().information(), question.resident());
    if (!got.equals(expected)) {
      wrong.add(GroundTruth.difference(expected, got));
    }
  }

  /** All municipalities in turn; now and then for tax, which one of them has not loaded. */
  private Question question(int number) {
    int cities = stage.municipalities().size();
    Municipality city = stage.city(number % cities);
    List<Registration> people = city.files().ordinary();
    Registration about = people.get(number / cities % people.size());
    InformationCode information = number % TAX_EVERY == 0 ? DemoCodes.TAX : DemoCodes.REGISTER;
    return new Question(
        city.code(),
        Purpose.LINKAGE,
        Lane.BULK,
        DemoCodes.matter(DemoCodes.PENSION_ASKS, information),
        about.resident().code(),
        DEADLINE);
  }
}
