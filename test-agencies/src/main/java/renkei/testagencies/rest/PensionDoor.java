package renkei.testagencies.rest;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import renkei.testagencies.agency.Inquirer;
import renkei.testagencies.agency.OpenInquiry;
import renkei.testagencies.core.ResidentCode;
import renkei.testagencies.soap.Soap;
import renkei.testagencies.vocabulary.AgencyCode;
import renkei.testagencies.vocabulary.AgencyKind;
import renkei.testagencies.vocabulary.InformationCode;
import renkei.testagencies.vocabulary.InquiryId;
import renkei.testagencies.vocabulary.Lane;
import renkei.testagencies.vocabulary.ProcedureCode;
import renkei.testagencies.vocabulary.Purpose;

/** The door at which one asks as the pension service. */
public final class PensionDoor implements Door {

  private static final Duration USUAL_WAIT = Duration.ofSeconds(30);
  private static final Duration USUAL_DEADLINE = Duration.ofMinutes(10);
  private static final Duration LONGEST_DEADLINE = Duration.ofDays(31);
  private static final String INQUIRIES = "inquiries";
  private static final String PEOPLE = "people";

  private final Inquirer pension;
  private final Asking asking;

  /** The door of that body. */
  public PensionDoor(Inquirer pension, Asking asking) {
    this.pension = pension;
    this.asking = asking;
  }

  @Override
  public Sign sign() {
    return new Sign(
        "/pension-service",
        "年金試験機関",
        "The pension service",
        "agency-" + pension.code().value(),
        List.of(
            new Usage(
                "POST /pension-service/inquiries"
                    + " {\"provider\":\"9099002700000000\",\"resident\":\"S-00000001\"}",
                "団体に照会し、結果を待つ (information、procedure、lane、deadline も指定できる)",
                "Ask a municipality, and wait for what comes of it (information, procedure, lane and"
                    + " deadline may be given)"),
            new Usage(
                "GET /pension-service/inquiries/<inquiryId>?wait=PT30S",
                "その照会の状況と結果を見る",
                "See how far that inquiry is, and its answer"),
            new Usage(
                "GET /pension-service/people/<resident>/code",
                "年金試験機関がその人を呼ぶ符号を見る。自分のプログラムから /core に照会するときに使う",
                "See the pension service's own code of a person, for a program of yours that asks"
                    + " at /core")));
  }

  @Override
  public boolean admits(X509Certificate caller) {
    return Soap.speaksFor(caller, pension.code());
  }

  @Override
  public Answer answer(Call call) throws InterruptedException {
    if (call.below().equals(List.of(INQUIRIES))) {
      return call.method().equals("POST") ? ask(call) : Answer.notAllowed("POST");
    }
    if (call.below().size() == 2 && call.below().getFirst().equals(INQUIRIES)) {
      return call.method().equals("GET") ? look(call) : Answer.notAllowed("GET");
    }
    if (call.below().size() == 3
        && call.below().getFirst().equals(PEOPLE)
        && call.below().getLast().equals("code")) {
      return call.method().equals("GET") ? code(call) : Answer.notAllowed("GET");
    }
    return Answer.refused(Answer.NOT_FOUND, "not-found", "nothing is here; see " + sign().path());
  }

  private Answer ask(Call call) throws InterruptedException {
    call.allowParameters(Set.of("wait"));
    Duration patience = call.patience(USUAL_WAIT);
    JsonObject body =
        call.object(Set.of("provider", "resident", "information", "procedure", "lane", "deadline"));
    var wish =
        new Asking.Wish(
            AgencyKind.PENSION_SERVICE,
            Purpose.LINKAGE,
            new AgencyCode(Call.required(body, "provider")),
            Call.find(body, "information").map(InformationCode::new),
            Call.find(body, "procedure").map(ProcedureCode::new));
    OpenInquiry inquiry =
        pension.ask(
            asking.question(
                wish,
                new ResidentCode(Call.required(body, "resident")),
                Call.find(body, "lane").map(PensionDoor::lane).orElse(Lane.ROUTINE),
                Call.find(body, "deadline").map(PensionDoor::deadline).orElse(USUAL_DEADLINE)));
    return EndingJson.await(inquiry, patience);
  }

  private static Lane lane(String text) {
    return List.of(Lane.values()).stream()
        .filter(lane -> lane.name().equals(text))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("lane must be one of " + List.of(Lane.values())));
  }

  private static Duration deadline(String text) {
    Duration deadline = Call.duration("deadline", text);
    if (!deadline.isPositive() || deadline.compareTo(LONGEST_DEADLINE) > 0) {
      throw new IllegalArgumentException("deadline must be positive and at most 31 days");
    }
    return deadline;
  }

  private Answer look(Call call) throws InterruptedException {
    call.allowParameters(Set.of("wait"));
    Duration patience = call.patience(Duration.ZERO);
    Instant end = Instant.now().plus(patience);
    Optional<OpenInquiry> inquiry = pension.find(id(call.below().getLast()), patience);
    if (inquiry.isEmpty()) {
      return Answer.refused(
          Answer.NOT_FOUND,
          "unknown-inquiry",
          "no inquiry of that id was made since this world was started, or its person code is"
              + " nobody's");
    }
    return EndingJson.await(inquiry.get(), Duration.between(Instant.now(), end));
  }

  private Answer code(Call call) {
    call.allowParameters(Set.of());
    ResidentCode resident = new ResidentCode(call.below().get(1));
    return Answer.of(
        Answer.OK,
        Json.createObjectBuilder()
            .add("resident", resident.value())
            .add("personCode", pension.codeOf(resident).value())
            .build());
  }

  private static InquiryId id(String text) {
    if (!text.matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")) {
      throw new IllegalArgumentException("an inquiry id is a UUID in lower case");
    }
    return new InquiryId(UUID.fromString(text));
  }
}
