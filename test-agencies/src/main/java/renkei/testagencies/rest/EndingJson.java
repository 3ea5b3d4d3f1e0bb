package renkei.testagencies.rest;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import java.time.Duration;
import renkei.testagencies.agency.Ending;
import renkei.testagencies.agency.OpenInquiry;
import renkei.testagencies.message.Content;
import renkei.testagencies.message.Exchange;
import renkei.testagencies.message.ProvidedContent;

/** An inquiry of a body outside the platform as JSON, named as at the platform's local door. */
final class EndingJson {

  private EndingJson() {}

  /** Waits for the ending; 202 if there is none yet. */
  static Answer await(OpenInquiry inquiry, Duration patience) throws InterruptedException {
    var ending = inquiry.await(patience);
    JsonObjectBuilder json = Json.createObjectBuilder().add("inquiryId", inquiry.id().toString());
    ending.ifPresent(end -> add(json, end));
    return Answer.of(ending.isPresent() ? Answer.OK : Answer.ACCEPTED, json.build());
  }

  private static void add(JsonObjectBuilder json, Ending ending) {
    json.add("outcome", ending.outcome().name());
    ending.reason().ifPresent(reason -> json.add("reason", reason.value()));
    ending.reply().given().ifPresent(given -> add(json, given));
  }

  private static void add(JsonObjectBuilder json, ProvidedContent given) {
    given.asOf().ifPresent(day -> json.add("asOf", day.toString()));
    given.edition().ifPresent(edition -> json.add("edition", edition.value()));
    JsonArrayBuilder rows = Json.createArrayBuilder();
    switch (given.content()) {
      case Content.Items items -> {
        items
            .values()
            .forEach(
                (code, value) ->
                    rows.add(
                        Json.createObjectBuilder().add("code", code.value()).add("value", value)));
        json.add("items", rows);
      }
      case Content.History history -> {
        history.entries().forEach(entry -> rows.add(entry(entry)));
        json.add("history", rows);
      }
    }
  }

  private static JsonObjectBuilder entry(Content.Entry entry) {
    Exchange exchange = entry.record().exchange();
    return Json.createObjectBuilder()
        .add("at", entry.at().toString())
        .add("inquiryId", exchange.id().toString())
        .add("inquirer", exchange.inquirer().value())
        .add("provider", exchange.provider().value())
        .add("purpose", exchange.purpose().name())
        .add("procedure", exchange.procedure().value())
        .add("information", exchange.information().value())
        .add("role", entry.record().asProvider() ? "PROVIDER" : "INQUIRER")
        .add("outcome", entry.record().outcome().name());
  }
}
