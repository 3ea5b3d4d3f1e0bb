package renkei.gateway.console;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import renkei.codebook.PermissionRowId;
import renkei.codebook.directory.AgencyDirectory;
import renkei.codebook.directory.BodyClassId;
import renkei.codebook.directory.Validity;
import renkei.codebook.permission.KeptList;
import renkei.codebook.permission.ListJudgement;
import renkei.codebook.permission.ListReceived;
import renkei.codebook.permission.PermissionDifference;
import renkei.codebook.permission.PermissionList;
import renkei.codebook.permission.PermissionListState;
import renkei.codebook.permission.Permissions;
import renkei.codebook.permission.RowLines;
import renkei.gateway.logging.Refusals;
import renkei.gateway.replay.Replay;
import renkei.gateway.replay.ReplayReport;
import renkei.gateway.staff.Actor;
import renkei.gateway.staff.MachineCode;
import renkei.gateway.staff.Right;

/**
 * The permission lists (照会許可用照合リスト) at {@code /api/permissions}: which there are, how two of them
 * differ, and what one of them would have changed of a day's decisions. It names rows, bodies and
 * records, and no person.
 */
final class PermissionsApi extends JsonApi {

  private static final long serialVersionUID = 1L;
  private static final String LINES = "application/x-ndjson";

  /** Of rows that are handed in. */
  static final int MOST_BYTES = 64 * 1024 * 1024;

  private final transient Permissions permissions;
  private final transient AgencyDirectory directory;
  private final transient Replay replay;

  /** Reads the records of all tenants: one at a time. */
  private final transient Semaphore replaying = new Semaphore(1);

  PermissionsApi(
      OperatorConsole.Lists lists, DoorPersons here, MachineCode machine, Refusals refusals) {
    super(here, machine, refusals);
    this.permissions = lists.permissions();
    this.directory = lists.directory();
    this.replay = lists.replay();
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    answer(
        request,
        response,
        () -> {
          JsonObject json =
              switch (Objects.requireNonNullElse(request.getPathInfo(), "")) {
                case "" -> {
                  observer(request);
                  yield lists();
                }
                case "/difference" -> {
                  observer(request);
                  yield difference(request);
                }
                case "/replay" -> {
                  Actor _ = person(request, Right.OPERATE);
                  yield replayed(
                      list(version(request, "version").orElseThrow(() -> wrong("version"))),
                      day(request));
                }
                default -> throw new NoException(404, "not-found", "there is nothing of this name");
              };
          Answers.json(response, json);
        });
  }

  /** A replay under rows that no core has delivered yet. */
  @Override
  protected void doPut(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    answer(
        request,
        response,
        () -> {
          Actor _ = person(request, Right.OPERATE);
          if (!"/replay".equals(request.getPathInfo())) {
            throw new NoException(404, "not-found", "there is nothing of this name");
          }
          LocalDate day = day(request);
          Answers.json(response, replayed(asList(body(request)), day));
        });
  }

  private void observer(HttpServletRequest request) {
    if (!isMachine(request)) {
      Actor _ = person(request, Right.OBSERVE);
    }
  }

  // Lists.

  private JsonObject lists() {
    JsonArrayBuilder all = Json.createArrayBuilder();
    permissions.kept().forEach(list -> all.add(json(list)));
    JsonObjectBuilder json = Json.createObjectBuilder().add("lists", all);
    permissions
        .state()
        .map(PermissionListState::version)
        .ifPresent(now -> json.add("inForce", now));
    return json.build();
  }

  private static JsonObjectBuilder json(KeptList list) {
    JsonObjectBuilder json =
        Json.createObjectBuilder()
            .add("version", list.version())
            .add("validFrom", list.validFrom().toString())
            .add("validTo", list.validTo().toString())
            .add("rows", list.rows())
            .add("deliveredAt", list.deliveredAt().toString())
            .add("missingParts", Json.createArrayBuilder(list.missing()))
            .add("withdrawn", list.withdrawn());
    list.refused().ifPresent(why -> json.add("refused", why));
    return json;
  }

  private PermissionList list(long version) {
    return permissions
        .find(version)
        .orElseThrow(
            () ->
                new NoException(
                    404,
                    "no-such-list",
                    "there is no whole list of version " + version,
                    "版 " + version + " のリストは揃っていません"));
  }

  // Difference.

  /** Of the newest list that came whole to the one before it, unless others are named. */
  private JsonObject difference(HttpServletRequest request) {
    long to = version(request, "to").or(() -> newestBefore(Long.MAX_VALUE)).orElse(0L);
    long from = version(request, "from").or(() -> newestBefore(to)).orElse(0L);
    PermissionDifference difference = PermissionDifference.of(list(from), list(to));
    JsonArrayBuilder changed = Json.createArrayBuilder();
    for (PermissionDifference.Changed one : difference.changed()) {
      changed.add(
          Json.createObjectBuilder()
              .add("row", one.row().value())
              .add("members", Json.createArrayBuilder(one.members())));
    }
    return Json.createObjectBuilder()
        .add("from", difference.before())
        .add("to", difference.after())
        .add("added", words(difference.added(), PermissionRowId::value))
        .add("ended", words(difference.ended(), PermissionRowId::value))
        .add("changed", changed)
        .add("classes", words(difference.classes(), BodyClassId::value))
        .build();
  }

  private Optional<Long> newestBefore(long version) {
    return permissions.kept().stream()
        .filter(list -> list.missing().isEmpty() && !list.withdrawn())
        .map(KeptList::version)
        .filter(one -> one < version)
        .findFirst();
  }

  private static <T> JsonArrayBuilder words(List<T> all, Function<T, String> word) {
    return Json.createArrayBuilder(all.stream().map(word).toList());
  }

  // Replay.

  private JsonObject replayed(PermissionList list, LocalDate day) {
    if (!replaying.tryAcquire()) {
      throw new NoException(
          409, "busy", "another replay runs; try again later", "他の再判定が実行中です。時間をおいてやり直してください");
    }
    try {
      return json(replay.under(list, day));
    } finally {
      replaying.release();
    }
  }

  /** Rows by themselves name the classes of the list in force. */
  private PermissionList asList(byte[] lines) {
    PermissionList now =
        permissions
            .inForce()
            .orElseThrow(
                () -> new NoException(409, "no-list", "no list is in force", "有効なリストがありません"));
    RowLines rows = new RowLines();
    int _ = rows.add(lines);
    PermissionList list =
        new PermissionList(now.version(), Validity.ALWAYS, now.classes(), rows.rows());
    Optional<ListReceived.Refused> refused = ListJudgement.of(list, directory);
    if (refused.isPresent()) {
      throw new NoException(422, "list-refused", refused.get().sentence());
    }
    return list;
  }

  private static JsonObject json(ReplayReport report) {
    JsonArrayBuilder changes = Json.createArrayBuilder();
    report.changes().forEach(change -> changes.add(json(change)));
    return Json.createObjectBuilder()
        .add("version", report.version())
        .add("day", report.day().toString())
        .add("judgedOn", report.judgedOn().toString())
        .add("decisions", report.decisions())
        .add("withoutList", report.withoutList())
        .add("changed", report.changed())
        .add("changes", changes)
        .build();
  }

  private static JsonObjectBuilder json(ReplayReport.Change change) {
    JsonArrayBuilder records = Json.createArrayBuilder();
    for (ReplayReport.Place place : change.records()) {
      records.add(place.tenant().value() + "/" + place.record());
    }
    ReplayReport.Kind kind = change.kind();
    return Json.createObjectBuilder()
        .add("before", json(kind.before()))
        .add("after", json(kind.after()))
        .add("procedure", kind.procedure().value())
        .add("information", kind.information().value())
        .add("inquirerKind", kind.inquirer().name())
        .add("providerKind", kind.provider().name())
        .add("decisions", change.decisions())
        .add("records", records);
  }

  private static JsonObjectBuilder json(ReplayReport.Verdict verdict) {
    return Json.createObjectBuilder()
        .add("allowed", verdict.allowed())
        .add(verdict.allowed() ? "row" : "reason", verdict.word());
  }

  // What was sent.

  private static Optional<Long> version(HttpServletRequest request, String name) {
    @Nullable String text = request.getParameter(name);
    if (text == null) {
      return Optional.empty();
    }
    if (!text.matches("[0-9]{1,18}")) {
      throw wrong(name);
    }
    return Optional.of(Long.valueOf(text));
  }

  private static LocalDate day(HttpServletRequest request) {
    try {
      return LocalDate.parse(Objects.requireNonNullElse(request.getParameter("day"), ""));
    } catch (DateTimeException _) {
      throw new IllegalArgumentException("day is a day, such as 2026-11-29");
    }
  }

  private static IllegalArgumentException wrong(String name) {
    return new IllegalArgumentException(name + " is the version of a list");
  }

  private static byte[] body(HttpServletRequest request) throws IOException {
    if (!LINES.equals(request.getContentType())) {
      throw new NoException(415, "unsupported-media-type", "send " + LINES);
    }
    byte[] bytes = request.getInputStream().readNBytes(MOST_BYTES + 1);
    if (bytes.length > MOST_BYTES) {
      throw new NoException(413, "too-large", "send less");
    }
    return bytes;
  }
}
