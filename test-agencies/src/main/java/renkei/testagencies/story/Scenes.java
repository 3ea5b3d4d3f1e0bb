package renkei.testagencies.story;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import renkei.testagencies.agency.Ending;
import renkei.testagencies.agency.OpenInquiry;
import renkei.testagencies.agency.Question;
import renkei.testagencies.core.ResidentCode;
import renkei.testagencies.message.AgencyCode;
import renkei.testagencies.message.Content;
import renkei.testagencies.message.InformationCode;
import renkei.testagencies.message.InquiryId;
import renkei.testagencies.message.ItemCode;
import renkei.testagencies.message.Lane;
import renkei.testagencies.message.Outcome;
import renkei.testagencies.message.ProcedureCode;
import renkei.testagencies.message.Purpose;
import renkei.testagencies.municipality.LocalInquiry;
import renkei.testagencies.municipality.LocalResult;
import renkei.testagencies.resident.LayoutFile;
import renkei.testagencies.resident.Registration;
import renkei.testagencies.resident.ReplicaLines;

/** The single exchanges of the story: one for each thing that can come of an inquiry. */
public final class Scenes {

  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final Duration SHORT = Duration.ofSeconds(5);

  private final Stage stage;
  private final Ledger ledger;
  private final AtomicInteger localIds = new AtomicInteger();

  /** Scenes on that stage, noted in that ledger. */
  public Scenes(Stage stage, Ledger ledger) {
    this.stage = stage;
    this.ledger = ledger;
  }

  /**
   * What came of one scene.
   *
   * @param title who asks whom for what
   * @param expected how it must end
   * @param got how it ended
   * @param note what is to be said about it
   */
  public record Scene(String title, Outcome expected, Outcome got, String note) {

    /** Whether it ended as it must. */
    public boolean asExpected() {
      return expected == got && !note.startsWith("WRONG");
    }
  }

  /** Plays all of them; the ones that wait for a deadline run beside the others. */
  public List<Scene> play() throws InterruptedException {
    Municipality a = stage.city(0);
    Municipality b = stage.city(1);
    Municipality c = stage.city(2);
    List<ResidentCode> known =
        stage.population().knownInBoth(a.backend().tenant(), b.backend().tenant());
    Registration plain = a.files().registrations().get(1);
    List<Scene> scenes = new ArrayList<>();

    AgencyCode silent = stage.national(1);
    InquiryId unanswered =
        a.backend()
            .ask(
                inquiry(
                    a,
                    plain,
                    Subjects.CITY_ASKS_AGENCY,
                    Subjects.BENEFIT,
                    silent,
                    Optional.of(SHORT)));
    scenes.add(fromNeighbour(a, b, known.get(0)));
    scenes.add(fromAgency(a, plain));
    for (Municipality city : stage.municipalities()) {
      scenes.add(forPension(city));
    }
    scenes.add(
        plainly(
            "asks " + b.name() + " about somebody it does not know",
            a,
            plain,
            b,
            Subjects.REGISTER,
            Outcome.NO_RECORD));
    scenes.add(
        plainly(
            "asks " + c.name() + " for tax, which it has not loaded",
            a,
            plain,
            c,
            Subjects.TAX,
            Outcome.NOT_REGISTERED));
    scenes.add(held(a, b, known.get(1), false));
    scenes.add(held(a, b, known.get(2), true));
    scenes.add(refusedAtHome(a, b, plain));
    scenes.add(refusedByCore(a));
    scenes.add(rubbish(a, plain));
    scenes.add(
        note(
            a,
            silent,
            a.backend().outcome(unanswered, PATIENCE),
            Outcome.EXPIRED,
            a.name() + " asks an agency that never answers",
            "after its deadline of " + SHORT.toSeconds() + " s"));
    return scenes;
  }

  /** A fresh inquiry of a municipality. */
  public LocalInquiry inquiry(
      Municipality city,
      Registration about,
      ProcedureCode procedure,
      InformationCode information,
      AgencyCode provider,
      Optional<Duration> deadline) {
    return new LocalInquiry(
        "demo-" + city.backend().tenant() + "-" + localIds.incrementAndGet() + "x",
        about.addresseeNumber(),
        procedure,
        information,
        provider,
        Lane.COUNTER,
        deadline);
  }

  /** What an inquirer must get about a person, as the layout orders it; empty items left out. */
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

  private Scene fromNeighbour(Municipality a, Municipality b, ResidentCode resident) {
    LocalResult result = ask(a, resident, b, Subjects.REGISTER);
    boolean same =
        result.items().equals(expected(b.files().find(resident).orElseThrow(), Subjects.REGISTER));
    return note(
        a,
        b.code(),
        result,
        Outcome.PROVIDED,
        a.name() + " asks " + b.name() + " about somebody who moved",
        same
            ? result.items().size() + " items, the very ones that " + b.name() + " loaded"
            : "WRONG: not what " + b.name() + " loaded");
  }

  private Scene fromAgency(Municipality a, Registration about) {
    AgencyCode agency = stage.national(0);
    InquiryId id =
        a.backend()
            .ask(
                inquiry(
                    a,
                    about,
                    Subjects.CITY_ASKS_AGENCY,
                    Subjects.BENEFIT,
                    agency,
                    Optional.empty()));
    LocalResult result = a.backend().outcome(id, PATIENCE);
    return note(
        a,
        agency,
        result,
        Outcome.PROVIDED,
        a.name() + " asks a national agency",
        result.items().size() + " items, opened with the key of " + a.name() + " alone");
  }

  private Scene forPension(Municipality city) throws InterruptedException {
    Registration entry = city.files().registrations().get(0);
    Question question =
        new Question(
            city.code(),
            Purpose.LINKAGE,
            Lane.ROUTINE,
            Subjects.matter(Subjects.PENSION_ASKS, Subjects.REGISTER),
            entry.resident().code(),
            PATIENCE);
    OpenInquiry inquiry = stage.world().pension().ask(question);
    Ending ending = inquiry.await(PATIENCE).orElseThrow();
    boolean same =
        ending.content().equals(Optional.of(new Content.Items(expected(entry, Subjects.REGISTER))));
    return new Scene(
        "the pension service asks " + city.name(),
        Outcome.PROVIDED,
        ending.outcome(),
        same ? "the very items that were loaded" : "WRONG: not what was loaded");
  }

  private Scene plainly(
      String title,
      Municipality a,
      Registration about,
      Municipality provider,
      InformationCode information,
      Outcome expected) {
    LocalResult result = ask(a, about.resident().code(), provider, information);
    return note(a, provider.code(), result, expected, a.name() + " " + title, "");
  }

  /** Staff must decide; the answer waits for them. */
  private Scene held(Municipality a, Municipality b, ResidentCode resident, boolean release)
      throws InterruptedException {
    Registration there = b.files().find(resident).orElseThrow();
    b.staff().hold(there.addresseeNumber(), Subjects.REGISTER);
    Registration here = a.files().find(resident).orElseThrow();
    InquiryId id =
        a.backend()
            .ask(
                inquiry(
                    a,
                    here,
                    Subjects.CITY_ASKS_CITY,
                    Subjects.REGISTER,
                    b.code(),
                    Optional.empty()));
    String permit = awaitHeld(b);
    if (release) {
      b.staff().release(permit);
    } else {
      b.staff().refuse(permit);
    }
    LocalResult result = a.backend().outcome(id, PATIENCE);
    b.staff().unhold(there.addresseeNumber(), Subjects.REGISTER);
    return note(
        a,
        b.code(),
        result,
        release ? Outcome.PROVIDED : Outcome.WITHHELD,
        "staff of " + b.name() + (release ? " release" : " refuse") + " an answer that was held",
        "");
  }

  private static String awaitHeld(Municipality city) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < end) {
      List<String> held = city.staff().held();
      if (!held.isEmpty()) {
        return held.getFirst();
      }
      Thread.sleep(Duration.ofMillis(50));
    }
    throw new IllegalStateException("no answer of " + city.name() + " is on hold");
  }

  private Scene refusedAtHome(Municipality a, Municipality b, Registration about) {
    InquiryId id =
        a.backend()
            .ask(
                inquiry(
                    a,
                    about,
                    Subjects.CITY_ASKS_AGENCY,
                    Subjects.REGISTER,
                    b.code(),
                    Optional.empty()));
    return note(
        a,
        b.code(),
        a.backend().outcome(id, PATIENCE),
        Outcome.REFUSED,
        a.name() + " asks under a procedure that does not allow it",
        "by the platform's own copy of the list; the core never hears of it");
  }

  private Scene refusedByCore(Municipality a) throws InterruptedException {
    Question question =
        new Question(
            a.code(),
            Purpose.LINKAGE,
            Lane.ROUTINE,
            Subjects.matter(Subjects.PENSION_ASKS, Subjects.BENEFIT),
            a.files().registrations().get(0).resident().code(),
            PATIENCE);
    Ending ending = stage.world().pension().ask(question).await(PATIENCE).orElseThrow();
    return new Scene(
        "the pension service asks " + a.name() + " for what is not on the list",
        Outcome.REFUSED,
        ending.outcome(),
        "by the core; the platform never hears of it");
  }

  private Scene rubbish(Municipality a, Registration about) {
    AgencyCode agency = stage.national(2);
    InquiryId id =
        a.backend()
            .ask(
                inquiry(
                    a,
                    about,
                    Subjects.CITY_ASKS_AGENCY,
                    Subjects.BENEFIT,
                    agency,
                    Optional.empty()));
    LocalResult result = a.backend().outcome(id, PATIENCE);
    return note(
        a,
        agency,
        result,
        Outcome.FAILED,
        a.name() + " asks an agency that answers with rubbish",
        "reason "
            + result.reason().orElse("none")
            + ", after "
            + stage.world().rubbish().calls()
            + " tries");
  }

  private LocalResult ask(
      Municipality a, ResidentCode resident, Municipality provider, InformationCode information) {
    Registration here = a.files().find(resident).orElseThrow();
    InquiryId id =
        a.backend()
            .ask(
                inquiry(
                    a,
                    here,
                    Subjects.CITY_ASKS_CITY,
                    information,
                    provider.code(),
                    Optional.empty()));
    return a.backend().outcome(id, PATIENCE);
  }

  private Scene note(
      Municipality inquirer,
      AgencyCode provider,
      LocalResult result,
      Outcome expected,
      String title,
      String note) {
    ledger.note(inquirer, provider, result);
    return new Scene(title, expected, result.outcome().orElseThrow(), note);
  }
}
