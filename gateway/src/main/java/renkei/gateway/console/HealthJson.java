package renkei.gateway.console;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import renkei.gateway.health.Component;
import renkei.gateway.health.Condition;

/** Routes and parts as the page shows them: what ails first. */
final class HealthJson {

  private static final Comparator<Condition> WORST_FIRST =
      Comparator.comparing(Condition::state).reversed().thenComparing(Condition::component);

  private final Texts texts;

  HealthJson(Texts texts) {
    this.texts = texts;
  }

  JsonArrayBuilder of(List<Condition> conditions, Language language) {
    JsonArrayBuilder json = Json.createArrayBuilder();
    conditions.stream().sorted(WORST_FIRST).forEach(one -> json.add(of(one, language)));
    return json;
  }

  private JsonObjectBuilder of(Condition condition, Language language) {
    Component component = condition.component();
    JsonObjectBuilder json =
        Json.createObjectBuilder()
            .add("kind", component.kind().name())
            .add("name", component.name())
            .add("label", label(component, language))
            .add("advice", advice(component, language))
            .add("state", condition.state().name())
            .add("since", condition.since().toEpochMilli());
    condition
        .lastFailure()
        .ifPresent(
            failure ->
                json.add("cause", failure.cause().value())
                    .add("failedAt", failure.at().toEpochMilli()));
    return json;
  }

  /** The name by which people know it; else the one it has in metrics. */
  private String label(Component component, Language language) {
    return texts.find(language, key("name", component)).orElse(component.name());
  }

  private String advice(Component component, Language language) {
    return texts
        .find(language, key("advice", component))
        .orElseGet(() -> texts.of(language, "advice." + component.kind().word()));
  }

  private static String key(String what, Component component) {
    return what + "." + component.kind().word() + "." + component.name().toLowerCase(Locale.ROOT);
  }
}
