package renkei.gateway.local.rest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import renkei.gateway.logging.Refusals;

/**
 * What common linters of OpenAPI ask for, and what they cannot know, without any of them. What is
 * missing in the document may be null here, and the test fails by that.
 */
@NullUnmarked
class OpenApiRulesTest {

  private static final Map<?, ?> DOCUMENT = read();

  /** One operation of the document. */
  record Operation(String path, String method, Map<?, ?> all, List<?> shared) {

    @Override
    public String toString() {
      return method + " " + path;
    }

    /** Its own parameters and those of its path. */
    List<Map<?, ?>> parameters() {
      List<Map<?, ?>> parameters = new ArrayList<>();
      for (Object each : shared) {
        parameters.add(resolved(each));
      }
      for (Object each : list(all.get("parameters"))) {
        parameters.add(resolved(each));
      }
      return parameters;
    }

    Set<String> parameters(String in) {
      return parameters().stream()
          .filter(parameter -> in.equals(parameter.get("in")))
          .map(parameter -> (String) Objects.requireNonNull(parameter.get("name")))
          .collect(Collectors.toCollection(TreeSet::new));
    }

    Map<?, ?> response(String status) {
      return resolved(map(all.get("responses")).get(status));
    }
  }

  private static Map<?, ?> read() {
    try (InputStream file =
        Objects.requireNonNull(OpenApiRulesTest.class.getResourceAsStream("/openapi.yaml"))) {
      LoadSettings strict = LoadSettings.builder().setAllowDuplicateKeys(false).build();
      return map(new Load(strict).loadFromString(new String(file.readAllBytes(), UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<?, ?> map(Object node) {
    return node instanceof Map<?, ?> map ? map : Map.of();
  }

  private static List<?> list(Object node) {
    return node instanceof List<?> list ? list : List.of();
  }

  private static List<String> names(Map<?, ?> map) {
    return map.keySet().stream().map(String::valueOf).toList();
  }

  private static Map<?, ?> resolved(Object node) {
    Object target = map(node).get("$ref");
    return target instanceof String reference ? map(at(reference)) : map(node);
  }

  private static Object at(String reference) {
    Object node = DOCUMENT;
    for (String step : List.of(reference.substring(2).split("/", -1))) {
      node = map(node).get(step.replace("~1", "/"));
      assertThat(node).as(reference).isNotNull();
    }
    return node;
  }

  static Stream<Operation> operations() {
    return map(DOCUMENT.get("paths")).entrySet().stream()
        .flatMap(
            path ->
                map(path.getValue()).entrySet().stream()
                    .filter(entry -> !entry.getKey().equals("parameters"))
                    .map(
                        entry ->
                            new Operation(
                                (String) path.getKey(),
                                (String) entry.getKey(),
                                map(entry.getValue()),
                                list(map(path.getValue()).get("parameters")))));
  }

  private static Stream<String> references(Object node) {
    return switch (node) {
      case Map<?, ?> map ->
          map.entrySet().stream()
              .flatMap(
                  entry ->
                      "$ref".equals(entry.getKey())
                          ? Stream.of((String) entry.getValue())
                          : references(entry.getValue()));
      case Collection<?> list -> list.stream().flatMap(OpenApiRulesTest::references);
      default -> Stream.of();
    };
  }

  @Test
  void hasATitleAContactALicenceAServerAndMutualTls() {
    assertThat(names(map(DOCUMENT.get("info"))))
        .contains("title", "version", "description", "contact", "license");
    assertThat(list(DOCUMENT.get("servers"))).hasSize(1);
    assertThat(map(at("#/components/securitySchemes/clientCertificate")).get("type"))
        .isEqualTo("mutualTLS");
    assertThat(String.valueOf(DOCUMENT.get("security"))).contains("clientCertificate");
  }

  @Test
  void namesEachOperationOnce() {
    List<String> ids =
        operations().map(each -> String.valueOf(each.all().get("operationId"))).toList();

    assertThat(ids).doesNotContain("null").doesNotHaveDuplicates().hasSizeGreaterThan(20);
  }

  @Test
  void describesEachTagThatAnOperationHasAndNoOther() {
    Set<Object> described =
        list(DOCUMENT.get("tags")).stream()
            .filter(tag -> map(tag).containsKey("description"))
            .map(tag -> map(tag).get("name"))
            .collect(Collectors.toSet());
    Set<Object> used =
        operations()
            .flatMap(each -> list(each.all().get("tags")).stream())
            .collect(Collectors.toSet());

    assertThat(used).isEqualTo(described);
  }

  @ParameterizedTest
  @MethodSource("operations")
  void saysOfEachOperationWhatItIsAndHowItFails(Operation operation) {
    assertThat(operation.all().get("summary")).isNotNull();
    assertThat(list(operation.all().get("tags"))).hasSize(1);
    for (String status : List.of("4XX", "5XX")) {
      assertThat(names(map(operation.response(status).get("content"))))
          .containsExactly("application/problem+json");
    }
  }

  @ParameterizedTest
  @MethodSource("operations")
  void declaresEachParameterOfAPath(Operation operation) {
    Set<String> inPath =
        Stream.of(operation.path().split("/"))
            .filter(step -> step.startsWith("{"))
            .map(step -> step.substring(1, step.length() - 1))
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(operation.parameters("path")).isEqualTo(inPath);
  }

  @Test
  void declaresTheParametersOfEachQueryThatTheCodeTakesAndNoOther() {
    Set<String> declared =
        operations()
            .map(each -> each + " " + each.parameters("query"))
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(declared).isEqualTo(taken());
  }

  private static Set<String> taken() {
    try (LocalBench bench = new LocalBench()) {
      RestDoor door =
          new RestDoor(bench.requests, new Refusals(bench.metrics, "local"), LocalBench.ADDRESS);
      return door.resources().stream()
          .map(Object::getClass)
          .flatMap(
              resource ->
                  Arrays.stream(resource.getDeclaredMethods())
                      .filter(method -> method.isAnnotationPresent(AllowedTo.class))
                      .map(method -> described(resource, method)))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  private static String described(Class<?> resource, Method method) {
    String verb =
        Arrays.stream(method.getAnnotations())
            .map(annotation -> annotation.annotationType().getAnnotation(HttpMethod.class))
            .filter(Objects::nonNull)
            .map(HttpMethod::value)
            .collect(Collectors.joining())
            .toLowerCase(Locale.ROOT);
    Path below = method.getAnnotation(Path.class);
    Set<String> query =
        Arrays.stream(method.getParameters())
            .map(parameter -> parameter.getAnnotation(QueryParam.class))
            .filter(Objects::nonNull)
            .map(QueryParam::value)
            .collect(Collectors.toCollection(TreeSet::new));
    return verb
        + " "
        + Objects.requireNonNull(resource.getAnnotation(Path.class)).value()
        + (below == null ? "" : below.value())
        + " "
        + query;
  }

  @Test
  void resolvesEachReferenceAndUsesEachComponent() {
    Set<String> references = references(DOCUMENT).collect(Collectors.toCollection(TreeSet::new));
    references.forEach(reference -> assertThat(at(reference)).isNotNull());

    Set<String> components = new TreeSet<>();
    map(DOCUMENT.get("components"))
        .forEach(
            (kind, all) -> {
              if (!kind.equals("securitySchemes")) {
                map(all)
                    .keySet()
                    .forEach(name -> components.add("#/components/" + kind + "/" + name));
              }
            });
    assertThat(components).isEqualTo(references);
  }

  @Test
  void showsErrorsByExampleInBothLanguages() {
    Map<?, ?> examples =
        map(
            map(map(map(at("#/components/responses/Error")).get("content"))
                    .get("application/problem+json"))
                .get("examples"));

    assertThat(examples.values())
        .hasSizeGreaterThan(3)
        .allSatisfy(
            example ->
                assertThat(names(map(map(example).get("value"))))
                    .contains("type", "title", "status", "detail", "error"));
    assertThat(examples.toString()).contains("項目の形式が契約と異なります。");
  }

  @Test
  void saysThatLineDelimitedJsonIsLines() {
    assertThat(operations())
        .filteredOn(each -> each.response("200").toString().contains("application/x-ndjson"))
        .hasSize(1)
        .allSatisfy(
            each ->
                assertThat(String.valueOf(each.response("200").get("description")))
                    .contains("Line-delimited JSON", "each one JSON object"));
  }
}
