package renkei.gateway.console;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import renkei.codebook.JapanTime;
import renkei.codebook.TenantId;
import renkei.gateway.staff.Act;
import renkei.gateway.staff.Actor;
import renkei.gateway.staff.Acts;
import renkei.gateway.staff.Person;
import renkei.gateway.staff.Persons;
import renkei.gateway.staff.Place;
import renkei.gateway.staff.Proposal;
import renkei.gateway.staff.Proposals;
import renkei.gateway.staff.Right;

/** What the page of proposals, persons and acts shows. Times are Japan's. */
final class PersonsPage {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm").withZone(JapanTime.ZONE);
  private static final int ACTS = 50;

  private final Persons persons;
  private final Proposals proposals;
  private final Acts acts;
  private final Page page = new Page("persons.html");

  PersonsPage(Persons persons, Proposals proposals, Acts acts) {
    this.persons = persons;
    this.proposals = proposals;
    this.acts = acts;
  }

  /**
   * The page as one operator sees it.
   *
   * @param tenant whose staff are shown; operators, if it is empty or no tenant id
   * @param message HTML
   */
  String of(Language language, Actor actor, String tenant, String message) {
    Place place = place(tenant);
    return page.in(
        language,
        Map.of(
            "message",
            message,
            "actor",
            Page.escape(actor.name()),
            "place",
            Page.escape(place.tenant().map(TenantId::value).orElse("")),
            "proposals",
            waiting(language, actor),
            "persons",
            persons.list(place).stream()
                .map(person -> row(language, actor, person))
                .collect(Collectors.joining()),
            "rights",
            boxes(language, place),
            "adding",
            actor.may(Right.PERSONS) ? "" : "disabled",
            "acts",
            acts.newest(Place.PLATFORM, ACTS).stream()
                .map(act -> row(language, act))
                .collect(Collectors.joining())));
  }

  private static Place place(String tenant) {
    try {
      return tenant.isEmpty() ? Place.PLATFORM : Place.of(new TenantId(tenant));
    } catch (IllegalArgumentException _) {
      return Place.PLATFORM;
    }
  }

  private String waiting(Language language, Actor actor) {
    List<Proposal> open = proposals.open();
    return open.isEmpty()
        ? "<p class=\"hint\">" + Page.text(language, "proposals.none") + "</p>"
        : open.stream()
            .map(proposal -> item(language, actor, proposal))
            .collect(Collectors.joining("", "<ul class=\"proposals\">", "</ul>"));
  }

  private String item(Language language, Actor actor, Proposal proposal) {
    boolean own = proposal.by().equals(actor.login());
    String id = proposal.id().toString();
    String approve =
        own || !actor.may(Right.APPROVE)
            ? ""
            : button(language, "approve", Map.of("id", id), "proposal.approve", "");
    String decline =
        own || actor.may(Right.APPROVE)
            ? button(
                language,
                "decline",
                Map.of("id", id),
                own ? "proposal.withdraw" : "proposal.decline",
                "plain")
            : "";
    return """
    <li><p><strong>%s</strong> %s</p><p class="hint">%s %s · %s %s</p><div class="acts">%s%s</div></li>
    """
        .formatted(
            Page.textOr(language, "kind." + proposal.kind(), proposal.kind()),
            Page.escape(proposals.describe(proposal)),
            Page.text(language, "proposal.by"),
            proposal.by(),
            Page.text(language, "proposal.until"),
            time(proposal.expiresAt()),
            approve,
            decline);
  }

  private static String row(Language language, Actor actor, Person person) {
    boolean stands = person.endedAt().isEmpty();
    Map<String, String> who =
        Map.of(
            "login",
            person.login().value(),
            "tenant",
            person.place().tenant().map(TenantId::value).orElse(""));
    String buttons =
        stands && actor.may(Right.PERSONS)
            ? button(language, "reset", who, "person.reset", "plain")
                + button(language, "end", who, "person.end", "plain")
            : "";
    return "<tr%s><td data-label=\"%s\">%s <small>%s</small></td><td data-label=\"%s\">%s</td><td data-label=\"%s\">%s</td><td data-label=\"%s\">%s</td><td class=\"acts\">%s</td></tr>%n"
        .formatted(
            stands ? "" : " class=\"ended\"",
            Page.text(language, "person.name"),
            Page.escape(person.name()),
            person.login(),
            Page.text(language, "person.rights"),
            new TreeSet<>(person.rights())
                .stream()
                    .map(right -> Page.text(language, "right." + right.word()))
                    .collect(Collectors.joining(Page.text(language, "comma"))),
            Page.text(language, "person.credential"),
            Page.text(
                language, "credential." + person.credential().name().toLowerCase(Locale.ROOT)),
            Page.text(language, "person.until"),
            person
                .endedAt()
                .map(at -> Page.text(language, "person.ended") + " " + time(at))
                .orElseGet(() -> time(person.validUntil())),
            buttons);
  }

  private static String row(Language language, Act act) {
    return "<tr><td data-label=\"%s\">%s</td><td data-label=\"%s\">%s <small>%s</small></td><td data-label=\"%s\">%s</td><td data-label=\"%s\">%s</td></tr>%n"
        .formatted(
            Page.text(language, "act.time"),
            time(act.at()),
            Page.text(language, "act.who"),
            Page.escape(act.name()),
            Page.escape(act.login()),
            Page.text(language, "act.action"),
            Page.text(language, "action." + act.action().name().toLowerCase(Locale.ROOT)),
            Page.text(language, "act.what"),
            Page.escape(act.what()));
  }

  private static String boxes(Language language, Place place) {
    return new TreeSet<>(place.tenant().isEmpty() ? Right.OF_OPERATORS : Right.OF_STAFF)
        .stream()
            .map(
                right ->
                    "<label class=\"toggle\"><input type=\"checkbox\" name=\"rights\" value=\"%s\"%s> %s</label>"
                        .formatted(
                            right.word(),
                            right == Right.OBSERVE ? " checked" : "",
                            Page.text(language, "right." + right.word())))
            .collect(Collectors.joining());
  }

  private static String button(
      Language language, String path, Map<String, String> fields, String text, String look) {
    String hidden =
        fields.entrySet().stream()
            .map(
                field ->
                    "<input type=\"hidden\" name=\"%s\" value=\"%s\">"
                        .formatted(field.getKey(), Page.escape(field.getValue())))
            .sorted()
            .collect(Collectors.joining());
    return "<form method=\"post\" action=\"/console/persons/%s?lang=%s\">%s<button type=\"submit\" class=\"%s\">%s</button></form>"
        .formatted(path, language.tag(), hidden, look, Page.text(language, text));
  }

  private static String time(Instant at) {
    return TIME.format(at);
  }
}
