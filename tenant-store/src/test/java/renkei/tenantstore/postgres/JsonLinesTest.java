package renkei.tenantstore.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static renkei.codebook.testing.SampleAgencies.KITA;
import static renkei.tenantstore.Sample.HANAKO;
import static renkei.tenantstore.Sample.TARO;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import java.io.ByteArrayInputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import renkei.codebook.AddresseeNumber;
import renkei.tenantstore.layout.GroupValue;
import renkei.tenantstore.layout.KeyKind;
import renkei.tenantstore.layout.Layout;
import renkei.tenantstore.layout.Objection;
import renkei.tenantstore.layout.Objection.Rule;
import renkei.tenantstore.layout.RandomRecords;
import renkei.tenantstore.layout.RecordContent;
import renkei.tenantstore.layout.ShippedLayouts;
import renkei.tenantstore.load.FinishOutcome;
import renkei.tenantstore.load.ImportError;
import renkei.tenantstore.load.ImportReceipt;
import renkei.tenantstore.load.Load;
import renkei.tenantstore.load.LoadFormat;
import renkei.tenantstore.load.LoadText;
import renkei.tenantstore.load.OpenOutcome;
import renkei.tenantstore.load.PartOutcome;
import renkei.tenantstore.load.ReplicaImport;
import renkei.tenantstore.load.ReplicaImport.BatchBulkhead;
import renkei.tenantstore.replica.Registered;

@Timeout(120)
class JsonLinesTest {

  private static TestStore kept;

  private final Random random = new Random(17);

  @BeforeAll
  static void start() {
    kept = new TestStore();
  }

  @AfterAll
  static void stop() {
    kept.close();
  }

  @Test
  void readsARecordOfEveryLayoutAsCsvDoes() {
    for (String code : ShippedLayouts.CODES) {
      Layout layout = ShippedLayouts.layout(code, ShippedLayouts.FIRST);
      RecordContent content = new RandomRecords(layout, random).next();

      ImportReceipt receipt = loaded(layout, line(layout, TARO, content));

      assertThat(receipt.errors()).as(code).isEmpty();
      List<Registered> found =
          kept.inTenant(
              KITA,
              tx ->
                  kept.store().replicas(tx).readBack(TARO, layout.information(), layout.edition()));
      assertThat(found).as(code).hasSize(1);
      assertThat(LoadText.sorted(layout, found.getFirst().replica().content()))
          .as(code)
          .isEqualTo(LoadText.sorted(layout, content));
    }
  }

  @Test
  void tellsALineThatIsNoRecordAndTakesTheOthers() {
    Layout layout = ShippedLayouts.layout("202", ShippedLayouts.FIRST);
    RecordContent content = new RandomRecords(layout, random).next();
    String good = line(layout, HANAKO, content);

    ImportReceipt receipt =
        loaded(
            layout,
            String.join(
                "\n",
                "{\"operation\":\"PUT\"",
                good,
                "",
                good.replace("\"items\"", "\"item\""),
                good.replaceFirst("TK[0-9]{14}", "TK99999999999999"),
                "[]",
                ""));

    assertThat(receipt.counts().applied()).isEqualTo(1);
    assertThat(receipt.errors())
        .containsExactly(
            new ImportError(1, "", Objection.to(Rule.JSON)),
            new ImportError(4, "", Objection.to(Rule.JSON)),
            new ImportError(5, "", Objection.to(Rule.UNKNOWN_ITEM)),
            new ImportError(6, "", Objection.to(Rule.JSON)));
  }

  private static ImportReceipt loaded(Layout layout, String lines) {
    ReplicaImport loads = kept.store().replicaImport(KITA, BatchBulkhead.UNBOUNDED);
    Load.Batch batch = new Load.Batch(UUID.randomUUID().toString());
    OpenOutcome opened =
        loads.open(
            layout.information(),
            layout.edition(),
            new Load(batch, new Load.Scope.Difference(), Load.Origin.UNKNOWN));
    assertThat(opened).isInstanceOf(OpenOutcome.Known.class);
    PartOutcome part =
        loads.part(
            batch, 1, LoadFormat.JSON_LINES, new ByteArrayInputStream(lines.getBytes(UTF_8)));
    assertThat(part).isInstanceOf(PartOutcome.Kept.class);
    return ((FinishOutcome.Finished) loads.finish(batch, 1)).receipt();
  }

  private static String line(Layout layout, AddresseeNumber person, RecordContent content) {
    KeyKind kind = layout.records().key();
    JsonObjectBuilder line =
        Json.createObjectBuilder()
            .add("operation", "PUT")
            .add("addresseeNumber", person.value())
            .add("sequence", 5)
            .add("asOf", "2026-06-08");
    switch (kind) {
      case NONE -> {}
      case FISCAL_YEAR -> line.add("recordKey", "2026");
      case PERIOD -> line.add("recordKey", "2026-04-01").add("validFrom", "2026-04-01");
      case SERIAL -> line.add("recordKey", "1").add("validFrom", "2020-04-01");
    }
    return line.add("items", items(content)).add("groups", groups(content)).build().toString();
  }

  private static JsonObjectBuilder items(RecordContent content) {
    JsonObjectBuilder items = Json.createObjectBuilder();
    content
        .items()
        .forEach(
            item -> {
              JsonObjectBuilder parts = Json.createObjectBuilder();
              item.absence()
                  .ifPresentOrElse(
                      why -> parts.add("absent", why.name()),
                      () -> parts.add("value", item.value()));
              item.standard().ifPresent(form -> parts.add("standard", form));
              items.add(item.code().value(), parts);
            });
    return items;
  }

  private static JsonObjectBuilder groups(RecordContent content) {
    Map<String, JsonArrayBuilder> groups = new LinkedHashMap<>();
    for (GroupValue group : content.groups()) {
      groups
          .computeIfAbsent(group.code().value(), _ -> Json.createArrayBuilder())
          .add(
              Json.createObjectBuilder()
                  .add("items", items(group.content()))
                  .add("groups", groups(group.content())));
    }
    JsonObjectBuilder all = Json.createObjectBuilder();
    groups.forEach(all::add);
    return all;
  }
}
