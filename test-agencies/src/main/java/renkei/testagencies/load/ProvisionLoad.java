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
import renkei.testagencies.agency.Ending;
import renkei.testagencies.agency.OpenInquiry;
import renkei.testagencies.agency.Question;
import renkei.testagencies.core.Ask;
import renkei.testagencies.message.InquiryId;
import renkei.testagencies.message.Lane;
import renkei.testagencies.message.Matter;
import renkei.testagencies.message.Outcome;
import renkei.testagencies.message.Permit;
import renkei.testagencies.message.Purpose;
import renkei.testagencies.party.Post;
import renkei.testagencies.resident.Registration;
import renkei.testagencies.stage.Latencies;
import renkei.testagencies.stage.Municipality;
import renkei.testagencies.stage.Stage;
import renkei.testagencies.stage.Subjects;

/**
 * A closed loop of provisions: so many are under way at any time, each from a permitted inquiry of
 * the core to the answer in the pension service's hands, opened.
 */
public final class ProvisionLoad implements AutoCloseable {

  private static final Duration DEADLINE = Duration.ofSeconds(60);
  private static final Matter MATTER = Subjects.matter(Subjects.PENSION_ASKS, Subjects.REGISTER);

  private final Stage stage;
  private final List<X509Certificate> sealing;
  private final Clock clock;
  private final AtomicLong next = new AtomicLong();
  private final AtomicInteger answered = new AtomicInteger();
  private final AtomicInteger errors = new AtomicInteger();
  private final List<Thread> loops = new ArrayList<>();
  private volatile Latencies latencies = new Latencies();
  private volatile boolean closed;

  private ProvisionLoad(Stage stage, List<X509Certificate> sealing, Clock clock) {
    this.stage = stage;
    this.sealing = sealing;
    this.clock = clock;
  }

  /**
   * Begins.
   *
   * @param sealing the pension service's certificate, then its issuers
   * @param outstanding how many provisions are under way at any time
   */
  public static ProvisionLoad begin(
      Stage stage, List<X509Certificate> sealing, int outstanding, Clock clock) {
    ProvisionLoad load = new ProvisionLoad(stage, sealing, clock);
    for (int n = 0; n < outstanding; n++) {
      load.loops.add(Thread.ofVirtual().start(load::loop));
    }
    return load;
  }

  /** Answers with the expected outcome until now. */
  public int answered() {
    return answered.get();
  }

  /** Everything else that came of a provision until now. */
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
      try {
        loop.join();
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        loop.interrupt();
      }
    }
  }

  private void loop() {
    try {
      while (!closed) {
        provision(next.getAndIncrement());
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void provision(long number) throws InterruptedException {
    int cities = stage.municipalities().size();
    Municipality city = stage.city((int) (number % cities));
    List<Registration> people = city.files().registrations();
    Registration about = people.get((int) (number / cities % (people.size() - 3)));
    Question question =
        new Question(
            city.code(), Purpose.LINKAGE, Lane.ROUTINE, MATTER, about.resident().code(), DEADLINE);
    Instant answerBy = clock.instant().plus(DEADLINE);
    Ask ask =
        new Ask(stage.world().pension().code(), city.code(), Purpose.LINKAGE, Lane.ROUTINE, MATTER);
    Permit permit = stage.world().core().permit(InquiryId.random(), ask, answerBy);
    OpenInquiry inquiry = stage.world().pension().expect(question, permit);
    long begun = System.nanoTime();
    Post.Sending sending =
        stage.world().core().askProvider(permit, about.resident().code(), sealing);
    Optional<Ending> ending =
        sending instanceof Post.Sending.Done ? inquiry.await(DEADLINE) : Optional.empty();
    latencies.since(begun);
    if (ending.filter(end -> end.outcome() == Outcome.PROVIDED).isPresent()) {
      answered.incrementAndGet();
    } else {
      errors.incrementAndGet();
    }
  }
}
