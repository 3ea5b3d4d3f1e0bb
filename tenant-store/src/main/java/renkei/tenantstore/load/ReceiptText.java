package renkei.tenantstore.load;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import renkei.codebook.Edition;
import renkei.codebook.TenantId;
import renkei.tenantstore.layout.Objection;

/** Receipts as they are kept with their loads. */
public final class ReceiptText {

  private ReceiptText() {}

  /** Writes a receipt. */
  public static String write(ImportReceipt receipt) {
    return json(receipt).build().toString();
  }

  /**
   * Writes what a municipality keeps as proof of a load: its receipt, and what load it was.
   *
   * @param digest of what came
   * @param releasedAt when it began to count; empty if it does not
   */
  public static String write(
      TenantId tenant,
      LoadStatus status,
      ImportReceipt receipt,
      byte[] digest,
      Optional<Instant> releasedAt) {
    JsonObjectBuilder text =
        json(receipt)
            .add("tenant", tenant.value())
            .add("information", status.information().value())
            .add("edition", status.edition().value())
            .add("mode", status.load().mode().name())
            .add("system", status.load().origin().system())
            .add("sourceVersion", status.load().origin().sourceVersion())
            .add("digest", HexFormat.of().formatHex(digest));
    switch (status.load().scope()) {
      case Load.Scope.Difference() -> text.add("kind", "DIFFERENCE");
      case Load.Scope.Full(Load.Missing missing, Optional<Load.Covers> covers) -> {
        text.add("kind", "FULL").add("missing", missing.name());
        covers.ifPresent(
            days ->
                text.add("coversFrom", days.first().toString())
                    .add("coversTo", days.last().toString()));
      }
    }
    releasedAt.ifPresent(at -> text.add("releasedAt", at.toString()));
    return text.build().toString();
  }

  private static JsonObjectBuilder json(ImportReceipt receipt) {
    ImportReceipt.Counts counts = receipt.counts();
    JsonArrayBuilder errors = Json.createArrayBuilder();
    receipt.errors().forEach(error -> errors.add(error(error)));
    JsonArrayBuilder overtaken = Json.createArrayBuilder();
    receipt
        .overtaken()
        .forEach(one -> overtaken.add(Json.createArrayBuilder().add(one.line()).add(one.by())));
    JsonObjectBuilder text =
        Json.createObjectBuilder()
            .add("batch", receipt.batch())
            .add("state", receipt.state().name())
            .add("received", receipt.received())
            .add("applied", counts.applied())
            .add("unchanged", counts.unchanged())
            .add("overtaken", counts.overtaken())
            .add("refused", counts.refused())
            .add("deleted", counts.deleted())
            .add("changed", receipt.touched().changed())
            .add("renamed", receipt.touched().renamed())
            .add("ended", receipt.touched().ended())
            .add("nameless", receipt.nameless())
            .add("forbidden", receipt.forbidden())
            .add("errors", errors)
            .add("errorsOmitted", receipt.errorsOmitted())
            .add("overtakenLines", overtaken);
    receipt.difference().ifPresent(report -> text.add("difference", difference(report)));
    return text;
  }

  private static JsonObjectBuilder difference(DifferenceReport report) {
    JsonObjectBuilder text =
        Json.createObjectBuilder()
            .add("newPeople", report.newPeople())
            .add("missingPeople", report.missingPeople())
            .add("sameCount", report.sameCount())
            .add("fewerRecords", report.fewerRecords())
            .add("moreRecords", report.moreRecords());
    report.comparedTo().ifPresent(edition -> text.add("comparedTo", edition.value()));
    return text;
  }

  private static DifferenceReport difference(JsonObject report) {
    return new DifferenceReport(
        report.containsKey("comparedTo")
            ? Optional.of(new Edition(report.getString("comparedTo")))
            : Optional.empty(),
        number(report, "newPeople"),
        number(report, "missingPeople"),
        number(report, "sameCount"),
        number(report, "fewerRecords"),
        number(report, "moreRecords"));
  }

  private static JsonObjectBuilder error(ImportError error) {
    JsonObjectBuilder text =
        Json.createObjectBuilder()
            .add("line", error.line())
            .add("item", error.item())
            .add("rule", error.objection().rule().name())
            .add("number", error.objection().number());
    error.objection().offered().ifPresent(character -> text.add("offered", character));
    return text;
  }

  /** Reads what {@link #write} wrote. */
  public static ImportReceipt read(String text) {
    try (JsonReader reader = Json.createReader(new StringReader(text))) {
      JsonObject receipt = reader.readObject();
      return new ImportReceipt(
          receipt.getString("batch"),
          LoadState.valueOf(receipt.getString("state")),
          number(receipt, "received"),
          new ImportReceipt.Counts(
              number(receipt, "applied"),
              number(receipt, "unchanged"),
              number(receipt, "overtaken"),
              number(receipt, "refused"),
              number(receipt, "deleted")),
          number(receipt, "nameless"),
          number(receipt, "forbidden"),
          receipt.getJsonArray("errors").getValuesAs(JsonObject.class).stream()
              .map(ReceiptText::error)
              .toList(),
          number(receipt, "errorsOmitted"),
          receipt.getJsonArray("overtakenLines").getValuesAs(JsonArray.class).stream()
              .map(
                  one ->
                      new ImportReceipt.Overtaken(
                          one.getJsonNumber(0).longValueExact(),
                          one.getJsonNumber(1).longValueExact()))
              .toList(),
          new Touched(
              number(receipt, "changed"), number(receipt, "renamed"), number(receipt, "ended")),
          receipt.containsKey("difference")
              ? Optional.of(difference(receipt.getJsonObject("difference")))
              : Optional.empty());
    }
  }

  private static ImportError error(JsonObject error) {
    return new ImportError(
        number(error, "line"),
        error.getString("item"),
        new Objection(
            Objection.Rule.valueOf(error.getString("rule")),
            number(error, "number"),
            error.containsKey("offered")
                ? Optional.of(error.getString("offered"))
                : Optional.empty()));
  }

  private static long number(JsonObject object, String name) {
    return object.getJsonNumber(name).longValueExact();
  }
}
