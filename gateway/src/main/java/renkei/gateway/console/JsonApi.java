package renkei.gateway.console;

import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import renkei.codebook.database.DatabaseUnavailableException;
import renkei.gateway.logging.Refusals;
import renkei.gateway.staff.Actor;
import renkei.gateway.staff.MachineCode;
import renkei.gateway.staff.Right;

/**
 * What the interfaces of operators' programs have in common: who asks, and how it is said that
 * something is not done (RFC 9457).
 */
abstract class JsonApi extends HttpServlet {

  private static final long serialVersionUID = 1L;
  private static final String MACHINE = "Machine ";

  private final transient DoorPersons here;
  private final transient MachineCode machine;
  private final transient Refusals refusals;

  JsonApi(DoorPersons here, MachineCode machine, Refusals refusals) {
    this.here = here;
    this.machine = machine;
    this.refusals = refusals;
  }

  /** Says why something is not done; never leaves the servlet. */
  static final class NoException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final int status;
    private final String code;
    private final String detailJa;

    NoException(int status, String code, String detail) {
      this(status, code, detail, "");
    }

    /**
     * @param detailJa the same in Japanese; empty where there is none
     */
    NoException(int status, String code, String detail, String detailJa) {
      super(detail, null, false, false);
      this.status = status;
      this.code = code;
      this.detailJa = detailJa;
    }
  }

  /** What is asked for. */
  interface Work {
    void run() throws IOException;
  }

  final DoorPersons here() {
    return here;
  }

  final Refusals refusals() {
    return refusals;
  }

  final void answer(HttpServletRequest request, HttpServletResponse response, Work work)
      throws IOException {
    Answers.harden(response);
    try {
      work.run();
    } catch (NoException e) {
      refusals.refused(
          e.code.toUpperCase(Locale.ROOT).replace('-', '_'),
          request.getRemoteAddr(),
          "operators' interface");
      problem(response, e.status, e.code, String.valueOf(e.getMessage()), e.detailJa);
    } catch (IllegalArgumentException e) {
      refusals.refused("MALFORMED_FIELD", request.getRemoteAddr(), "operators' interface");
      problem(response, 400, "malformed-field", String.valueOf(e.getMessage()), "");
    } catch (DatabaseUnavailableException _) {
      response.setHeader("Retry-After", "5");
      problem(response, 503, "unavailable", "the database is away; try again", "");
    }
  }

  private static void problem(
      HttpServletResponse response, int status, String code, String detail, String detailJa)
      throws IOException {
    response.setStatus(status);
    JsonObjectBuilder json =
        Json.createObjectBuilder()
            .add("type", "about:blank")
            .add("status", status)
            .add("code", code)
            .add("detail", detail);
    if (!detailJa.isEmpty()) {
      json.add("detailJa", detailJa);
    }
    Answers.send(
        response,
        "application/problem+json",
        json.build().toString().getBytes(StandardCharsets.UTF_8));
  }

  final Actor person(HttpServletRequest request) {
    return here.of(request)
        .orElseThrow(
            () -> new NoException(401, "no-person", "log in, or show a certificate of your own"));
  }

  final Actor person(HttpServletRequest request, Right right) {
    Actor actor = person(request);
    if (!actor.may(right)) {
      throw new NoException(403, "not-your-right", "this takes the right " + right.word());
    }
    return actor;
  }

  /** Whether the code in the data folder was shown; 256 random bits, which nobody guesses. */
  final boolean isMachine(HttpServletRequest request) {
    String shown = Objects.requireNonNullElse(request.getHeader("Authorization"), "");
    if (!shown.startsWith(MACHINE)) {
      return false;
    }
    if (!machine.is(shown.substring(MACHINE.length()).strip())) {
      throw new NoException(401, "no-person", "the code in the data folder is another");
    }
    return true;
  }
}
