package renkei.testagencies.story;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import renkei.testagencies.agency.Ending;
import renkei.testagencies.agency.Question;
import renkei.testagencies.core.ResidentCode;
import renkei.testagencies.message.AgencyCode;
import renkei.testagencies.message.Content;
import renkei.testagencies.message.InformationCode;
import renkei.testagencies.message.InquiryId;
import renkei.testagencies.message.ItemCode;
import renkei.testagencies.message.Lane;
import renkei.testagencies.message.Matter;
import renkei.testagencies.message.Outcome;
import renkei.testagencies.message.Purpose;
import renkei.testagencies.municipality.LocalInquiry;
import renkei.testagencies.municipality.LocalResult;
import renkei.testagencies.resident.LayoutFile;
import renkei.testagencies.resident.Registration;
import renkei.testagencies.resident.ReplicaLines;

/** The single exchanges of the story: one for each thing that can come of an inquiry. */
public final class Scenes {

  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final Duration SHORT = Duration.ofSeconds(8);
  private static final Matter REGISTER =
      Subjects.matter(Subjects.CITY_ASKS_CITY, Subjects.REGISTER);
  private static final Matter TAX = Subjects.matter(Subjects.CITY_ASKS_CITY, Subjects.TAX);
  private static final Matter BENEFIT =
      Subjects.matter(Subjects.CITY_ASKS_AGENCY, Subjects.BENEFIT);

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
   * @param expected how it must end
   * @param got how it ended
   * @param right whether everything else about it was as it must be
   * @param note what is to be said about it
   */
  public record Scene(String title, Outcome expected, Outcome got, boolean right, String note) {

    /** Whether it ended as it must. */
    public boolean asExpected() {
      return expected == got && right;
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
    InquiryId unanswered = ask(silent, Optional.of(SHORT));
    scenes.add(fromAgency());
    for (Municipality city : stage.municipalities()) {
      scenes.add(forPension(city));
    }
    scenes.add(unknownThere());
    scenes.add(notLoadedThere());
    scenes.add(held(moved.get(1), false));
    scenes.add(held(moved.get(2), true));
    scenes.add(refusedAtHome());
    scenes.add(refusedByCore());
    scenes.add(rubbish());
    scenes.add(
        scene(
            a.name() + " asks an agency that never answers",
            Outcome.EXPIRED,
            outcome(silent, unanswered),
            "at its deadline of " + SHORT.toSeconds() + " s"));
    return scenes;
  }

  /** What an inquirer must get about a person; items without a value are left out. */
  public static Map<ItemCode, String> expected(Registration entry, InformationCode information) {
    ReplicaLines lines = new ReplicaLines(LayoutFile.published(information, Subjects.EDITION));
    Map<ItemCode, String> values = new HashMap<>();
    for (LayoutFile.LayoutItem item : lines.layout().items()) {
      String value = lines.value(entry, item);
      if (!value.isEmpty()) {
        values.put(item.code(), value);
      }
    }
    return values;
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
    LocalResult result =
        outcome(new Asking(a.files().find(moved).orElseThrow(), REGISTER, b.code()));
    boolean same =
        result.items().equals(expected(b.files().find(moved).orElseThrow(), Subjects.REGISTER));
    return new Scene(
        a.name() + " asks " + b.name() + " about somebody who moved",
        Outcome.PROVIDED,
        result.outcome().orElseThrow(),
        same,
        same ? result.items().size() + " items, exactly as loaded" : "NOT what was loaded");
  }

  private Scene fromAgency() {
    LocalResult result = outcome(new Asking(atHome, BENEFIT, stage.national(0)));
    return scene(
        a.name() + " asks a national agency",
        Outcome.PROVIDED,
        result,
        result.items().size() + " items");
  }

  private Scene forPension(Municipality city) throws InterruptedException {
    Registration entry = city.files().registrations().getFirst();
    Ending ending = pensionAsks(city, entry, Subjects.REGISTER);
    boolean same =
        ending.content().equals(Optional.of(new Content.Items(expected(entry, Subjects.REGISTER))));
    return new Scene(
        "the pension service asks " + city.name(),
        Outcome.PROVIDED,
        ending.outcome(),
        same,
        same ? "exactly as loaded" : "NOT what was loaded");
  }

  private Scene unknownThere() {
    return scene(
        a.name() + " asks " + b.name() + " about somebody unknown there",
        Outcome.NO_RECORD,
        outcome(new Asking(atHome, REGISTER, b.code())),
        "");
  }

  private Scene notLoadedThere() {
    return scene(
        a.name() + " asks " + c.name() + " for tax",
        Outcome.NOT_REGISTERED,
        outcome(new Asking(a.files().registrations().getFirst(), TAX, c.code())),
        "never loaded there, and so nobody says \"nothing\"");
  }

  /** Staff must decide; the answer waits for them. */
  private Scene held(ResidentCode moved, boolean release) throws InterruptedException {
    String there = b.files().find(moved).orElseThrow().addresseeNumber();
    b.staff().hold(there, Subjects.REGISTER);
    Asking asking = new Asking(a.files().find(moved).orElseThrow(), REGISTER, b.code());
    InquiryId id = ask(asking, Optional.empty());
    String permit = awaitHeld();
    if (release) {
      b.staff().release(permit);
    } else {
      b.staff().refuse(permit);
    }
    LocalResult result = outcome(asking, id);
    b.staff().unhold(there, Subjects.REGISTER);
    return scene(
        "staff of " + b.name() + (release ? " release" : " refuse") + " a held answer",
        release ? Outcome.PROVIDED : Outcome.WITHHELD,
        result,
        release ? "a hold that ends well" : "");
  }

  private String awaitHeld() throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < end) {
      List<String> held = b.staff().held();
      if (!held.isEmpty()) {
        return held.getFirst();
      }
      Thread.sleep(Duration.ofMillis(50));
    }
    throw new IllegalStateException("no answer of " + b.name() + " is on hold");
  }

  private Scene refusedAtHome() {
    Matter notAllowed = Subjects.matter(Subjects.CITY_ASKS_AGENCY, Subjects.REGISTER);
    return scene(
        a.name() + " asks under a procedure that gives no leave",
        Outcome.REFUSED,
        outcome(new Asking(atHome, notAllowed, b.code())),
        "by its own copy of the permission list");
  }

  private Scene refusedByCore() throws InterruptedException {
    Ending ending = pensionAsks(a, a.files().registrations().getFirst(), Subjects.BENEFIT);
    return new Scene(
        "the pension service asks for what is not on the list",
        Outcome.REFUSED,
        ending.outcome(),
        true,
        "by the core");
  }

  private Scene rubbish() {
    LocalResult result = outcome(new Asking(atHome, BENEFIT, stage.national(2)));
    return scene(
        a.name() + " asks an agency that answers with rubbish",
        Outcome.FAILED,
        result,
        result.reason().orElse("no reason"));
  }

  private Ending pensionAsks(Municipality city, Registration about, InformationCode information)
      throws InterruptedException {
    Question question =
        new Question(
            city.code(),
            Purpose.LINKAGE,
            Lane.ROUTINE,
            Subjects.matter(Subjects.PENSION_ASKS, information),
            about.resident().code(),
            PATIENCE);
    return stage.world().pension().ask(question).await(PATIENCE).orElseThrow();
  }

  private InquiryId ask(Asking asking, Optional<Duration> deadline) {
    return a.backend()
        .ask(
            new LocalInquiry(
                "scene-" + localIds.incrementAndGet(),
                asking.about().addresseeNumber(),
                asking.matter().procedure(),
                asking.matter().information(),
                asking.provider(),
                Lane.COUNTER,
                deadline));
  }

  private LocalResult outcome(Asking asking) {
    return outcome(asking, ask(asking, Optional.empty()));
  }

  private LocalResult outcome(Asking asking, InquiryId id) {
    LocalResult result = a.backend().outcome(id, PATIENCE);
    ledger.note(a, asking.provider(), asking.about().resident().code(), result);
    return result;
  }

  private static Scene scene(String title, Outcome expected, LocalResult result, String note) {
    return new Scene(title, expected, result.outcome().orElseThrow(), true, note);
  }
}
