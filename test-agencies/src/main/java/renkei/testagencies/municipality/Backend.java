package renkei.testagencies.municipality;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import renkei.testagencies.layout.LayoutFile;
import renkei.testagencies.message.Content;
import renkei.testagencies.message.Exchange;
import renkei.testagencies.message.ExchangeRecord;
import renkei.testagencies.message.ProvidedContent;
import renkei.testagencies.message.Reply;
import renkei.testagencies.resident.Coverage;
import renkei.testagencies.resident.ReplicaLines;
import renkei.testagencies.soap.HttpReply;
import renkei.testagencies.soap.HttpsClient;
import renkei.testagencies.vocabulary.AddresseeNumber;
import renkei.testagencies.vocabulary.AgencyCode;
import renkei.testagencies.vocabulary.Edition;
import renkei.testagencies.vocabulary.InformationCode;
import renkei.testagencies.vocabulary.InquiryId;
import renkei.testagencies.vocabulary.ItemCode;
import renkei.testagencies.vocabulary.Outcome;
import renkei.testagencies.vocabulary.ProcedureCode;
import renkei.testagencies.vocabulary.Purpose;
import renkei.testagencies.vocabulary.SerialNumber;
import renkei.testagencies.vocabulary.TenantId;

/** One municipality's backend system (既存システム) and its way to the platform. Thread-safe. */
public final class Backend {

  private final TenantId tenant;
  private final AgencyCode agency;
  private final LocalDoor door;

  /**
   * A backend.
   *
   * @param http calls with the backend's certificate
   * @param local the platform's local door
   */
  public Backend(TenantId tenant, AgencyCode agency, HttpsClient http, URI local) {
    this.tenant = tenant;
    this.agency = agency;
    door = new LocalDoor(http, local, tenant);
  }

  /** Its tenant id (地方公共団体コード). */
  public TenantId tenant() {
    return tenant;
  }

  /** Its agency code. */
  public AgencyCode agency() {
    return agency;
  }

  /**
   * Where the code of one person stands.
   *
   * @param state as the door names it, such as {@code ACTIVE}
   * @param serialNumber to hand over to the resident network, as long as there is no code
   */
  public record CodeRequest(String state, Optional<SerialNumber> serialNumber) {}

  /**
   * Asks for serial numbers; asking again changes nothing and tells how far it is.
   *
   * @param people at most 1,000
   * @return everybody asked for
   */
  public Map<AddresseeNumber, CodeRequest> requestCodes(List<AddresseeNumber> people) {
    JsonArrayBuilder numbers = Json.createArrayBuilder();
    people.forEach(person -> numbers.add(person.value()));
    JsonObject reply =
        door.post(
            "serial-numbers", Json.createObjectBuilder().add("addresseeNumbers", numbers).build());
    Map<AddresseeNumber, CodeRequest> requests = new LinkedHashMap<>();
    for (JsonObject row : reply.getJsonArray("issued").getValuesAs(JsonObject.class)) {
      requests.put(
          new AddresseeNumber(row.getString("addresseeNumber")),
          new CodeRequest(
              row.getString("state"),
              Optional.ofNullable(row.getString("serialNumber", null)).map(SerialNumber::new)));
    }
    return requests;
  }

  /** The state of a person's code, such as {@code ACTIVE}. */
  public String codeState(AddresseeNumber person) {
    return door.get("persons/" + person.value() + "/code").getString("state");
  }

  /** The open cases of one kind, such as {@code CODE_BOUND_TWICE}. */
  public int cases(String kind) {
    return (int)
        door.list("cases").getValuesAs(JsonObject.class).stream()
            .filter(row -> row.getString("kind").equals(kind))
            .count();
  }

  /** What a load of replicas is. */
  public enum Load {
    /** Everybody about whom there is something. */
    FULL,
    /** The same, counted and looked at before anybody is answered from it. */
    FULL_TEST,
    /** What has changed since. */
    DIFFERENCE
  }

  /**
   * Loads replicas (副本) of one information code; the lines are made while they are sent. What a
   * full load does not name stays as it is.
   *
   * @param lines say by which layout, and what a full load covers
   * @param text header and lines
   */
  public LoadReceipt load(Load load, ReplicaLines lines, Iterable<String> text) {
    String path =
        "replicas/%s/%s?%s"
            .formatted(
                lines.layout().information().value(),
                lines.layout().edition().value(),
                switch (load) {
                  case DIFFERENCE -> "load=difference";
                  case FULL -> full(lines.coverage());
                  case FULL_TEST -> full(lines.coverage()) + "&mode=test";
                });
    JsonObject reply =
        door.load(
            path,
            ReplicaLines.CONTENT_TYPE,
            out -> {
              for (String line : text) {
                out.write(line.getBytes(StandardCharsets.UTF_8));
              }
            });
    List<LoadReceipt.Fault> faults = new ArrayList<>();
    for (JsonObject row : reply.getJsonArray("errors").getValuesAs(JsonObject.class)) {
      faults.add(
          new LoadReceipt.Fault(
              row.getJsonNumber("line").longValue(),
              row.getString("item", ""),
              row.getString("error") + ": must " + row.getString("expected")));
    }
    return new LoadReceipt(
        reply.getString("batch"),
        reply.getString("state"),
        reply.getJsonNumber("received").longValue(),
        reply.getJsonNumber("records").longValue(),
        reply.getJsonNumber("applied").longValue(),
        reply.getJsonNumber("unchanged").longValue(),
        reply.getJsonNumber("overtaken").longValue(),
        reply.getJsonNumber("refused").longValue(),
        faults);
  }

  private static String full(Optional<Coverage> coverage) {
    return "load=full&missing=keep"
        + coverage
            .map(years -> "&coversFrom=" + years.from() + "&coversTo=" + years.to())
            .orElse("");
  }

  /** Whether the platform has a replica of that about a person. */
  public boolean hasReplica(AddresseeNumber person, LayoutFile layout) {
    return door.has(
        "replicas/%s/%s/%s"
            .formatted(layout.information().value(), layout.edition().value(), person.value()));
  }

  /** Hands an inquiry of one exchange in; the same local id again changes nothing. */
  public InquiryId ask(LocalInquiry inquiry) {
    return inquiryId(door.post("inquiries", body(inquiry)));
  }

  /** Takes back all of an inquiry that is not answered yet, and says where it stands then. */
  public LocalResult withdraw(InquiryId inquiryId) {
    return localResult(
        door.post("inquiries/" + inquiryId + "/withdrawal", Json.createObjectBuilder().build()));
  }

  /** What the door says to an inquiry it may refuse. */
  public HttpReply tryToAsk(LocalInquiry inquiry) {
    return door.postForReply("inquiries", body(inquiry));
  }

  /** What the door says to a path of another tenant. */
  public HttpReply reachFor(Backend other, String path) {
    return door.reachInto(other.tenant, path);
  }

  /**
   * How far an inquiry has come.
   *
   * @param patience how long the door may wait for its outcome
   */
  public LocalResult result(InquiryId inquiryId, Duration patience) {
    return localResult(door.get("inquiries/" + inquiryId + "?wait=" + patience));
  }

  private static LocalResult localResult(JsonObject reply) {
    JsonObject exchange = reply.getJsonArray("exchanges").getJsonObject(0);
    return new LocalResult(
        inquiryId(reply),
        reply.getString("state"),
        Optional.ofNullable(exchange.getString("outcome", null))
            .map(Outcome::valueOf)
            .map(outcome -> new Reply(outcome, given(exchange))),
        Optional.ofNullable(exchange.getString("reason", null)));
  }

  /**
   * Waits for the outcome of an inquiry.
   *
   * @param patience how long at most
   * @throws LocalDoorException if there is none by then
   */
  public LocalResult outcome(InquiryId inquiryId, Duration patience) {
    long end = System.nanoTime() + patience.toNanos();
    while (true) {
      LocalResult result = result(inquiryId, Duration.ofSeconds(10));
      if (result.outcome().isPresent()) {
        return result;
      }
      if (System.nanoTime() > end) {
        throw new LocalDoorException("no outcome in time: " + result);
      }
    }
  }

  /** All exchange records (情報提供等記録) of one role. */
  public List<ExchangeRecord> records(boolean asProvider) {
    return door.records(asProvider).map(Backend::exchangeRecord).toList();
  }

  private static ExchangeRecord exchangeRecord(JsonObject row) {
    return new ExchangeRecord(
        new Exchange(
            inquiryId(row),
            new AgencyCode(row.getString("inquirer")),
            new AgencyCode(row.getString("provider")),
            Purpose.valueOf(row.getString("purpose")),
            new ProcedureCode(row.getString("procedure")),
            new InformationCode(row.getString("information"))),
        row.getString("role").equals("PROVIDER"),
        Outcome.valueOf(row.getString("outcome")));
  }

  private static JsonObject body(LocalInquiry inquiry) {
    JsonObjectBuilder body =
        Json.createObjectBuilder()
            .add("localId", inquiry.localId().value())
            .add("procedure", inquiry.procedure().value())
            .add("lane", inquiry.lane().name())
            .add(
                "exchanges",
                Json.createArrayBuilder()
                    .add(
                        Json.createObjectBuilder()
                            .add("addresseeNumber", inquiry.person().value())
                            .add("information", inquiry.information().value())
                            .add("provider", inquiry.provider().value())));
    inquiry.deadline().ifPresent(deadline -> body.add("deadline", deadline.toString()));
    return body.build();
  }

  /** Of several records the newest, which comes last: its own items that have values. */
  private static Optional<ProvidedContent> given(JsonObject exchange) {
    if (!exchange.containsKey("records")) {
      return Optional.empty();
    }
    JsonObject newest = exchange.getJsonArray("records").getValuesAs(JsonObject.class).getLast();
    Map<ItemCode, String> items = new LinkedHashMap<>();
    for (JsonObject item : newest.getJsonArray("items").getValuesAs(JsonObject.class)) {
      if (item.containsKey("value")) {
        items.put(new ItemCode(item.getString("code")), item.getString("value"));
      }
    }
    return Optional.of(
        new ProvidedContent(
            LocalDate.parse(newest.getString("asOf")),
            new Edition(exchange.getString("edition")),
            new Content.Items(items)));
  }

  private static InquiryId inquiryId(JsonObject reply) {
    return new InquiryId(UUID.fromString(reply.getString("inquiryId")));
  }
}
