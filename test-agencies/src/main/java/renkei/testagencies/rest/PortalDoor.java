package renkei.testagencies.rest;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import renkei.testagencies.agency.Inquirer;
import renkei.testagencies.core.ResidentCode;
import renkei.testagencies.soap.Soap;
import renkei.testagencies.vocabulary.AgencyCode;
import renkei.testagencies.vocabulary.AgencyKind;
import renkei.testagencies.vocabulary.InformationCode;
import renkei.testagencies.vocabulary.Lane;
import renkei.testagencies.vocabulary.Purpose;

/** The door at which one sees what My Portal (マイナポータル) shows a citizen. */
public final class PortalDoor implements Door {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final Map<String, Purpose> PURPOSES =
      Map.of("own-data", Purpose.OWN_DATA, "history", Purpose.HISTORY);

  private final Inquirer portal;
  private final Asking asking;

  /** The door of that body. */
  public PortalDoor(Inquirer portal, Asking asking) {
    this.portal = portal;
    this.asking = asking;
  }

  @Override
  public Sign sign() {
    return new Sign(
        "/my-portal",
        "マイナポータルの代役",
        "The stand-in of My Portal",
        "agency-" + portal.code().value(),
        List.of(
            new Usage(
                "GET /my-portal/people/<resident>/own-data?provider=<agency>&information=<code>",
                "団体が預ける本人の情報を見る",
                "See the citizen's own data at a municipality"),
            new Usage(
                "GET /my-portal/people/<resident>/history?provider=<agency>",
                "団体が持つ本人の情報提供等記録を見る",
                "See the citizen's exchange history at a municipality")));
  }

  @Override
  public boolean admits(X509Certificate caller) {
    return Soap.speaksFor(caller, portal.code());
  }

  @Override
  public Answer answer(Call call) throws InterruptedException {
    List<String> below = call.below();
    Optional<Purpose> purpose =
        below.size() == 3 && below.getFirst().equals("people")
            ? Optional.ofNullable(PURPOSES.get(below.getLast()))
            : Optional.empty();
    if (purpose.isEmpty()) {
      return Answer.refused(Answer.NOT_FOUND, "not-found", "nothing is here; see " + sign().path());
    }
    if (!call.method().equals("GET")) {
      return Answer.notAllowed("GET");
    }
    call.allowParameters(Set.of("provider", "information"));
    var wish =
        new Asking.Wish(
            AgencyKind.PORTAL,
            purpose.get(),
            new AgencyCode(call.requiredParameter("provider")),
            call.parameter("information").map(InformationCode::new),
            Optional.empty());
    ResidentCode citizen = new ResidentCode(below.get(1));
    return EndingJson.await(
        portal.ask(asking.question(wish, citizen, Lane.COUNTER, PATIENCE)), PATIENCE);
  }
}
