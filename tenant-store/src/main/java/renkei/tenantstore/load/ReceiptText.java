package renkei.tenantstore.load;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.util.Optional;
import renkei.tenantstore.layout.Objection;

/** Receipts as they are kept with their loads. */
public final class ReceiptText {

  private ReceiptText() {}

  /** Writes a receipt. */
  public static String write(ImportReceipt receipt) {
    ImportReceipt.Counts counts = receipt.counts();
    JsonArrayBuilder errors = Json.createArrayBuilder();
    receipt.errors().forEach(error -> errors.add(error(error)));
    JsonArrayBuilder overtaken = Json.createArrayBuilder();
    receipt
        .overtaken()
        .forEach(one -> overtaken.add(Json.createArrayBuilder().add(one.line()).add(one.by())));
    return Json.createObjectBuilder()
        .add("batch", receipt.batch())
        .add("state", receipt.state().name())
        .add("received", receipt.received())
        .add("applied", counts.applied())
        .add("unchanged", counts.unchanged())
        .add("overtaken", counts.overtaken())
        .add("refused", counts.refused())
        .add("deleted", counts.deleted())
        .add("nameless", receipt.nameless())
        .add("forbidden", receipt.forbidden())
        .add("errors", errors)
        .add("errorsOmitted", receipt.errorsOmitted())
        .add("overtakenLines", overtaken)
        .build()
        .toString();
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
              .toList());
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
