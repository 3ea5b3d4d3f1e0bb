package renkei.testagencies.story;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import renkei.testagencies.agency.Ending;
import renkei.testagencies.agency.Question;
import renkei.testagencies.core.CoreRecord;
import renkei.testagencies.core.ResidentCode;
import renkei.testagencies.message.Content;
import renkei.testagencies.message.Matter;
import renkei.testagencies.message.Reply;
import renkei.testagencies.municipality.LoadReceipt;
import renkei.testagencies.municipality.LocalId;
import renkei.testagencies.municipality.LocalInquiry;
import renkei.testagencies.municipality.LocalResult;
import renkei.testagencies.resident.Registration;
import renkei.testagencies.soap.HttpReply;
import renkei.testagencies.stage.DemoCodes;
import renkei.testagencies.stage.FaultyLoad;
import renkei.testagencies.stage.Municipality;
import renkei.testagencies.stage.Preparation;
import renkei.testagencies.stage.Stage;
import renkei.testagencies.vocabulary.AddresseeNumber;
import renkei.testagencies.vocabulary.AgencyCode;
import renkei.testagencies.vocabulary.InformationCode;
import renkei.testagencies.vocabulary.InquiryId;
import renkei.testagencies.vocabulary.Lane;
import renkei.testagencies.vocabulary.Outcome;
import renkei.testagencies.vocabulary.PermitId;
import renkei.testagencies.vocabulary.Purpose;
import renkei.testagencies.vocabulary.Reason;

/** The single exchanges of the story: one for each thing that can come of an inquiry. */
public final class Scenes {

  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final Duration SHORT = Duration.ofSeconds(8);
  private static final Matter REGISTER =
      DemoCodes.matter(DemoCodes.CITY_ASKS_CITY, DemoCodes.REGISTER);
  private static final Matter TAX = DemoCodes.matter(DemoCodes.CITY_ASKS_CITY, DemoCodes.TAX);
  private static final Matter BENEFIT =
      DemoCodes.matter(DemoCodes.CITY_ASKS_AGENCY, DemoCodes.BENEFIT);

  private final Stage stage;
  private final Ledger ledger;
  private final Municipality a;
  private final Municipality b;
  private final Municipality c;
  private final Registration atHome;
  private final AtomicInteger localIds = new AtomicInteger();

  /** Scenes on that stage, noted in that ledger. */
  public Scenes(Stage stage, Ledger ledger) {
    this.stage = stage;
    this.ledger = ledger;
    a = stage.city(0);
    b = stage.city(1);
    c = stage.city(2);
    // The first moved on to the next municipality and is known in both; the second is known here.
    atHome = a.files().registrations().get(1);
  }

  /**
   * What came of one scene.
   *
   * @param title who asks whom for what
   * @param expected what the inquirer must hold in the end
   * @param got what it holds
   * @param right whether everything else about it was as it must be
   * @param note what is to be said about it
   */
  public record Scene(String title, Reply expected, Reply got, boolean right, String note) {

    /** Whether it ended as it must. */
    public boolean asExpected() {
      return expected.equals(got) && right;
    }
  }

  /** One inquiry of the first municipality. */
  private record Asking(Registration about, Matter matter, AgencyCode provider) {}

  /** Plays all of them; the one that waits for its deadline runs beside the others. */
  public List<Scene> play() throws InterruptedException {
    List<ResidentCode> moved =
        stage.population().knownInBoth(a.backend().tenant(), b.backend().tenant());
    List<Scene> scenes = new ArrayList<>();
    scenes.add(fromNeighbour(moved.get(0)));
    Asking silent = new Asking(atHome, BENEFIT, stage.national(1));
    LocalInquiry unanswered = inquiry(silent, Optional.of(SHORT));
    InquiryId unansweredId = a.backend().ask(unanswered);
    scenes.add(withdrawn(silent));
    scenes.add(fromAgency());
    for (Municipality city : stage.municipalities()) {
      scenes.add(forPension(city));
    }
    scenes.add(unknownThere());
    scenes.add(notLoadedThere());
    scenes.add(nothingThere(taxedThere(moved.subList(3, moved.size()))));
    scenes.add(held(moved.get(1), false));
    scenes.add(held(moved.get(2), true));
    scenes.add(refusedAtHome());
    scenes.add(refusedByCore());
    scenes.add(rubbish());
    scenes.add(
        without(
            a.name() + " asks an agency that never answers",
            Outcome.EXPIRED,
            outcome(unanswered, unansweredId, atHome.resident().code()),
            "at its deadline of " + SHORT.toSeconds() + " s"));
    return scenes;
  }

  /**
   * A person whose line could not be read, before and after the municipality has put it right.
   *
   * @param correct puts it right
   */
  public List<Scene> unread(FaultyLoad load, Runnable correct) throws InterruptedException {
    Registration about = load.unread().getFirst();
    List<Scene> scenes = new ArrayList<>();
    scenes.add(
        pensionScene(
            "the pension service asks about somebody whose line was refused",
            load.city(),
            about,
            "not readable is not nothing"));
    correct.run();
    scenes.add(
        pensionScene(
            "the same again, after the line was corrected", load.city(), about, "as corrected"));
    return scenes;
  }

  /** What the door says to an inquiry about somebody who has no code: nothing is asked then. */
  public HttpReply askAboutSomebodyWithoutCode() {
    Asking asking = new Asking(a.files().withoutCode(), REGISTER, b.code());
    return a.backend().tryToAsk(inquiry(asking, Optional.empty()));
  }

  /** Somebody whom both cities know. */
  public ResidentCode movedCitizen() {
    return stage.population().knownInBoth(a.backend().tenant(), b.backend().tenant()).getFirst();
  }

  /** Somebody about whom the first city asked many, and nobody asked it. */
  public ResidentCode citizenAtHome() {
    return atHome.resident().code();
  }

  private Scene fromNeighbour(ResidentCode moved) {
    Asking asking = new Asking(a.files().find(moved).orElseThrow(), REGISTER, b.code());
    return new Scene(
        a.name() + " asks " + b.name() + " about somebody who moved",
        truth(asking),
        outcome(asking).reply().orElseThrow(),
        true,
        "exactly as loaded there");
  }

  private Scene fromAgency() {
    Content.Items benefit = stage.world().answering().content();
    Reply got = outcome(new Asking(atHome, BENEFIT, stage.national(0))).reply().orElseThrow();
    boolean same = got.given().filter(given -> given.content().equals(benefit)).isPresent();
    return new Scene(
        a.name() + " asks a national agency",
        // Its as-of day is the day it answered, and midnight may pass.
        same ? got : Reply.without(Outcome.PROVIDED),
        got,
        got.outcome() == Outcome.PROVIDED,
        "exactly what it says");
  }

  /** The citizen has gone home: the answer is of no use any more. */
  private Scene withdrawn(Asking silent) {
    LocalInquiry inquiry = inquiry(silent, Optional.empty());
    LocalResult result = a.backend().withdraw(a.backend().ask(inquiry));
    ledger.note(a, inquiry, silent.about().resident().code(), result);
    return without(
        a.name() + " takes back what it asked",
        Outcome.WITHDRAWN,
        result,
        "before anybody answered");
  }

  private Scene forPension(Municipality city) throws InterruptedException {
    return pensionScene(
        "the pension service asks " + city.name(),
        city,
        city.files().registrations().getFirst(),
        "exactly as loaded");
  }

  private Scene pensionScene(String title, Municipality city, Registration about, String note)
      throws InterruptedException {
    return new Scene(
        title,
        stage.truth().reply(city.code(), DemoCodes.REGISTER, about.resident().code()),
        pensionAsks(city, about, DemoCodes.REGISTER).reply(),
        true,
        note);
  }

  private Scene unknownThere() {
    return without(
        a.name() + " asks " + b.name() + " about somebody unknown there",
        Outcome.NOT_REGISTERED,
        outcome(new Asking(atHome, REGISTER, b.code())),
        "of whom it does not know it says nothing");
  }

  private Scene notLoadedThere() {
    return without(
        a.name() + " asks " + c.name() + " for tax",
        Outcome.NOT_REGISTERED,
        outcome(new Asking(a.files().registrations().getFirst(), TAX, c.code())),
        "never loaded there, and so nobody says \"nothing\"");
  }

  /** The first of them of whom the second city has tax records. */
  private ResidentCode taxedThere(List<ResidentCode> moved) {
    return moved.stream()
        .filter(
            one -> stage.truth().reply(b.code(), DemoCodes.TAX, one).outcome() == Outcome.PROVIDED)
        .findFirst()
        .orElseThrow();
  }

  private Scene nothingThere(ResidentCode moved) {
    Registration there = b.files().find(moved).orElseThrow();
    LoadReceipt receipt = new Preparation(stage).remove(b, DemoCodes.TAX, there);
    Asking asking = new Asking(a.files().find(moved).orElseThrow(), TAX, b.code());
    return new Scene(
        a.name() + " asks " + b.name() + " for tax it took away",
        truth(asking),
        outcome(asking).reply().orElseThrow(),
        receipt.records() > 0 && receipt.applied() == receipt.records(),
        "everybody's is loaded there, and so it may say \"nothing\"");
  }

  /** Staff must decide; the answer waits for them. */
  private Scene held(ResidentCode moved, boolean release) throws InterruptedException {
    AddresseeNumber there = b.files().find(moved).orElseThrow().addresseeNumber();
    b.staff().hold(there, DemoCodes.REGISTER);
    Asking asking = new Asking(a.files().find(moved).orElseThrow(), REGISTER, b.code());
    LocalInquiry inquiry = inquiry(asking, Optional.empty());
    InquiryId id = a.backend().ask(inquiry);
    PermitId permit = awaitHeld(id);
    boolean open = a.backend().result(id, Duration.ZERO).outcome().isEmpty();
    if (release) {
      b.staff().release(permit);
    } else {
      b.staff().refuse(permit);
    }
    LocalResult result = outcome(inquiry, id, moved);
    b.staff().unhold(there, DemoCodes.REGISTER);
    return new Scene(
        "staff of " + b.name() + (release ? " release" : " refuse") + " a held answer",
        release ? truth(asking) : Reply.without(Outcome.WITHHELD),
        result.reply().orElseThrow(),
        open,
        release ? "a hold that ends well" : "");
  }

  /** Waits until the answer to that very inquiry is on hold. */
  private PermitId awaitHeld(InquiryId id) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < end) {
      Optional<PermitId> permit = stage.world().core().find(id).flatMap(CoreRecord::permitId);
      if (permit.isPresent() && b.staff().held().contains(permit.get())) {
        return permit.get();
      }
      Thread.sleep(Duration.ofMillis(50));
    }
    throw new IllegalStateException("the answer to " + id + " is not on hold");
  }

  private Scene refusedAtHome() {
    Matter notAllowed = DemoCodes.matter(DemoCodes.CITY_ASKS_AGENCY, DemoCodes.REGISTER);
    Asking asking = new Asking(atHome, notAllowed, b.code());
    LocalInquiry inquiry = inquiry(asking, Optional.empty());
    InquiryId id = a.backend().ask(inquiry);
    LocalResult result = outcome(inquiry, id, atHome.resident().code());
    return new Scene(
        a.name() + " asks under a procedure that gives no leave",
        Reply.without(Outcome.REFUSED),
        result.reply().orElseThrow(),
        stage.world().core().find(id).isEmpty(),
        "by its own copy of the permission list");
  }

  private Scene refusedByCore() throws InterruptedException {
    Ending ending = pensionAsks(a, a.files().registrations().getFirst(), DemoCodes.BENEFIT);
    return new Scene(
        "the pension service asks for what is not on the list",
        Reply.without(Outcome.REFUSED),
        ending.reply(),
        ending.reason().equals(Optional.of(new Reason("NOT_PERMITTED"))),
        "by the core");
  }

  private Scene rubbish() {
    int before = stage.world().rubbish().calls();
    LocalResult result = outcome(new Asking(atHome, BENEFIT, stage.national(2)));
    String reason = result.reason().orElse("no reason");
    return new Scene(
        a.name() + " asks an agency that answers with rubbish",
        Reply.without(Outcome.FAILED),
        result.reply().orElseThrow(),
        reason.equals("PROVIDER_UNINTELLIGIBLE") && stage.world().rubbish().calls() > before,
        reason);
  }

  private Ending pensionAsks(Municipality city, Registration about, InformationCode information)
      throws InterruptedException {
    Question question =
        new Question(
            city.code(),
            Purpose.LINKAGE,
            Lane.ROUTINE,
            DemoCodes.matter(DemoCodes.PENSION_ASKS, information),
            about.resident().code(),
            PATIENCE);
    return stage.world().pension().ask(question).await(PATIENCE).orElseThrow();
  }

  private LocalInquiry inquiry(Asking asking, Optional<Duration> deadline) {
    return new LocalInquiry(
        new LocalId("scene-" + localIds.incrementAndGet()),
        asking.about().addresseeNumber(),
        asking.matter().procedure(),
        asking.matter().information(),
        asking.provider(),
        Lane.COUNTER,
        deadline);
  }

  private LocalResult outcome(Asking asking) {
    LocalInquiry inquiry = inquiry(asking, Optional.empty());
    return outcome(inquiry, a.backend().ask(inquiry), asking.about().resident().code());
  }

  private LocalResult outcome(LocalInquiry inquiry, InquiryId id, ResidentCode about) {
    LocalResult result = a.backend().outcome(id, PATIENCE);
    ledger.note(a, inquiry, about, result);
    return result;
  }

  private Reply truth(Asking asking) {
    return stage
        .truth()
        .reply(asking.provider(), asking.matter().information(), asking.about().resident().code());
  }

  private static Scene without(String title, Outcome expected, LocalResult result, String note) {
    return new Scene(title, Reply.without(expected), result.reply().orElseThrow(), true, note);
  }
}
