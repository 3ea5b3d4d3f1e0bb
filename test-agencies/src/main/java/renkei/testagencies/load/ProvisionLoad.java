package renkei.testagencies.load;

import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import renkei.testagencies.agency.Ending;
import renkei.testagencies.agency.OpenInquiry;
import renkei.testagencies.agency.Question;
import renkei.testagencies.concurrent.Interruptible;
import renkei.testagencies.core.RequestedExchange;
import renkei.testagencies.message.Handling;
import renkei.testagencies.message.Matter;
import renkei.testagencies.message.Permit;
import renkei.testagencies.message.Wish;
import renkei.testagencies.party.MessageSender;
import renkei.testagencies.resident.Registration;
import renkei.testagencies.stage.DemoCodes;
import renkei.testagencies.stage.Latencies;
import renkei.testagencies.stage.Municipality;
import renkei.testagencies.stage.Stage;
import renkei.testagencies.vocabulary.ExchangeId;
import renkei.testagencies.vocabulary.InquiryId;
import renkei.testagencies.vocabulary.Lane;
import renkei.testagencies.vocabulary.Outcome;
import renkei.testagencies.vocabulary.Purpose;

/**
 * A closed loop of provisions: so many are under way at any time, each from a permitted inquiry of
 * the core to the answer in the pension service's hands, opened.
 */
public final class ProvisionLoad implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ProvisionLoad.class);
  private static final Duration DEADLINE = Duration.ofSeconds(60);

  /** Before a loop goes on that could not make a provision: so many errors, and not more. */
  private static final Duration PAUSE = Duration.ofMillis(100);

  private static final int MOST_LOGGED = 10;
  private static final Matter MATTER = DemoCodes.matter(DemoCodes.PENSION_ASKS, DemoCodes.REGISTER);

  /** One provision, from the permit to the opened answer. */
  interface Provision {

    /**
     * Makes it, and waits for its end.
     *
     * @param number from 0, another one each time
     * @return whether it ended as expected
     */
    boolean make(long number) throws InterruptedException;
  }

  private final Provision provision;
  private final AtomicLong next = new AtomicLong();
  private final AtomicInteger answered = new AtomicInteger();
  private final AtomicInteger errors = new AtomicInteger();
  private final AtomicInteger thrown = new AtomicInteger();
  private final List<Thread> loops = new ArrayList<>();
  private volatile Latencies latencies = new Latencies();
  private volatile boolean closed;

  private ProvisionLoad(Provision provision) {
    this.provision = provision;
  }

  /**
   * Begins.
   *
   * @param sealing the pension service's certificate, then its issuers
   * @param outstanding how many provisions are under way at any time
   */
  public static ProvisionLoad begin(
      Stage stage, List<X509Certificate> sealing, int outstanding, Clock clock) {
    return begin(number -> provision(stage, sealing, clock, number), outstanding);
  }

  static ProvisionLoad begin(Provision provision, int outstanding) {
    ProvisionLoad load = new ProvisionLoad(provision);
    for (int n = 0; n < outstanding; n++) {
      load.loops.add(Thread.ofVirtual().start(load::loop));
    }
    return load;
  }

  /** Answers with the expected outcome until now. */
  public int answered() {
    return answered.get();
  }

  /** Everything else that came of a provision until now, exceptions included. */
  public int errors() {
    return errors.get();
  }

  /** Begins a new collection of times, and returns the one until now. */
  public Latencies takeLatencies() {
    Latencies until = latencies;
    latencies = new Latencies();
    return until;
  }

  /** Lets what is under way end, and returns then. */
  @Override
  public void close() {
    closed = true;
    for (Thread loop : loops) {
      if (!Interruptible.finished(loop::join)) {
        loop.interrupt();
      }
    }
  }

  private void loop() {
    boolean goesOn = true;
    while (goesOn && !closed) {
      goesOn = Interruptible.finished(() -> one(next.getAndIncrement()));
    }
  }

  /** An exception is an error like others: the loop goes on, or there would be less load. */
  private void one(long number) throws InterruptedException {
    long begun = System.nanoTime();
    try {
      boolean asExpected = provision.make(number);
      latencies.since(begun);
      (asExpected ? answered : errors).incrementAndGet();
    } catch (RuntimeException e) {
      errors.incrementAndGet();
      if (thrown.incrementAndGet() <= MOST_LOGGED) {
        LOG.error("a provision could not be made", e);
      }
      Thread.sleep(PAUSE);
    }
  }

  private static boolean provision(
      Stage stage, List<X509Certificate> sealing, Clock clock, long number)
      throws InterruptedException {
    int cities = stage.municipalities().size();
    Municipality city = stage.city((int) (number % cities));
    List<Registration> people = city.files().registrations();
    Registration about = people.get((int) (number / cities % (people.size() - 3)));
    Question question =
        new Question(
            city.code(), Purpose.LINKAGE, Lane.ROUTINE, MATTER, about.resident().code(), DEADLINE);
    Instant answerBy = clock.instant().plus(DEADLINE);
    RequestedExchange ask =
        new RequestedExchange(
            ExchangeId.random(),
            InquiryId.random(),
            stage.world().pension().code(),
            city.code(),
            Purpose.LINKAGE,
            Handling.askedFor(Lane.ROUTINE),
            Wish.plain(MATTER));
    Permit permit = stage.world().core().permit(ask, answerBy);
    OpenInquiry inquiry = stage.world().pension().expect(question, permit);
    MessageSender.Sending sending =
        stage.world().core().askProvider(permit, about.resident().code(), sealing);
    Optional<Ending> ending =
        sending instanceof MessageSender.Sending.Done ? inquiry.await(DEADLINE) : Optional.empty();
    return ending.filter(end -> end.outcome() == Outcome.PROVIDED).isPresent();
  }
}
