package renkei.gateway.console;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Objects;
import renkei.gateway.logging.Refusals;
import renkei.gateway.staff.Actor;
import renkei.gateway.staff.LayoutDesk;
import renkei.gateway.staff.MachineCode;
import renkei.gateway.staff.Right;
import renkei.signing.jws.CompactJws;
import renkei.tenantstore.layout.LayoutRefusal;
import renkei.tenantstore.layout.LayoutRefused;
import renkei.tenantstore.layout.LayoutShelf.Taken;
import renkei.tenantstore.layout.ShelvedLayout;

/**
 * The editions of the layouts at {@code /api/layouts}: GET lists them, PUT brings a signed file.
 * When an edition answers is changed by two persons, by way of {@code /operators/proposals}.
 */
final class LayoutsApi extends JsonApi {

  private static final long serialVersionUID = 1L;
  private static final String SIGNED = "application/jose";

  private final transient LayoutDesk layouts;

  LayoutsApi(LayoutDesk layouts, DoorPersons here, MachineCode machine, Refusals refusals) {
    super(here, machine, refusals);
    this.layouts = layouts;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    answer(
        request,
        response,
        () -> {
          if (!isMachine(request)) {
            Actor _ = person(request, Right.OBSERVE);
          }
          JsonArrayBuilder all = Json.createArrayBuilder();
          layouts.list().forEach(layout -> all.add(json(layout)));
          Answers.json(response, Json.createObjectBuilder().add("layouts", all).build());
        });
  }

  @Override
  protected void doPut(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    answer(
        request,
        response,
        () -> {
          Actor by = person(request, Right.OPERATE);
          Answers.json(response, taken(layouts.take(by, body(request))));
        });
  }

  private JsonObject taken(Taken taken) {
    return switch (taken) {
      case Taken.Kept(ShelvedLayout layout) -> json(layout).add("result", "KEPT").build();
      case Taken.Repeated(ShelvedLayout layout) -> json(layout).add("result", "REPEATED").build();
      case Taken.Refused(LayoutRefused refused) -> {
        if (refused.reason() == LayoutRefusal.CONTRADICTS) {
          refusals().alarm("LAYOUT_CONTRADICTS", "a layout came that contradicts one that is kept");
        }
        String code = "layout-" + refused.reason().name().toLowerCase(Locale.ROOT);
        throw new NoException(422, code.replace('_', '-'), refused.en(), refused.ja());
      }
    };
  }

  private static JsonObjectBuilder json(ShelvedLayout shelved) {
    JsonObjectBuilder json =
        Json.createObjectBuilder()
            .add("information", shelved.layout().information().value())
            .add("edition", shelved.layout().edition().value())
            .add("nameJa", shelved.layout().names().ja())
            .add("nameEn", shelved.layout().names().en())
            .add("standing", shelved.standing().name())
            .add("answersAt", shelved.answersAt().toString())
            .add("takenAt", shelved.takenAt().toString());
    shelved.layout().life().namedUntil().ifPresent(day -> json.add("namedUntil", day.toString()));
    return json;
  }

  private static byte[] body(HttpServletRequest request) throws IOException {
    String type = Objects.requireNonNullElse(request.getContentType(), "");
    if (!type.equals(SIGNED)) {
      throw new NoException(415, "unsupported-media-type", "send " + SIGNED);
    }
    byte[] bytes = request.getInputStream().readNBytes(CompactJws.MOST_BYTES + 1);
    if (bytes.length > CompactJws.MOST_BYTES) {
      throw new NoException(413, "too-large", "send less");
    }
    return bytes;
  }
}
