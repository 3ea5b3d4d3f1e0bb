package renkei.gateway.local.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import renkei.gateway.local.ExchangeForm;
import renkei.gateway.local.InquiryForm;
import renkei.gateway.local.WithdrawalForm;

/**
 * The contract of the local door names the paths, methods, roles and JSON fields of the local door,
 * and no others.
 */
class OpenApiTest {

  /** What is read or written, and is no member of a resource. */
  private static final Set<Class<?>> TOP =
      Set.of(
          AgencyJson.class,
          ExchangeForm.class,
          ExchangeForm.ConsentForm.class,
          InquiryForm.class,
          Problem.class,
          WithdrawalForm.class);

  private static final Set<String> METHODS = Set.of("get", "put", "post", "delete");

  @Test
  void namesEveryPathMethodAndRoleThatIsServedAndNoOther() {
    assertThat(published()).isEqualTo(served()).hasSizeGreaterThan(15);
  }

  @Test
  void namesEveryFieldThatIsReadOrWrittenAndNoOther() {
    Set<String> read = new TreeSet<>();
    for (JavaClass found : new ClassFileImporter().importPackages("renkei.gateway.local.rest")) {
      Class<?> type = found.reflect();
      boolean isJson = type.isRecord() && Modifier.isPublic(type.getModifiers());
      if (isJson
          && type.isMemberClass()
          && !Modifier.isPrivate(type.getDeclaringClass().getModifiers())) {
        addFields(read, type);
      }
    }
    TOP.forEach(type -> addFields(read, type));

    assertThat(properties()).isEqualTo(read).hasSizeGreaterThan(40);
  }

  private static void addFields(Set<String> names, Class<?> type) {
    Arrays.stream(type.getRecordComponents()).map(RecordComponent::getName).forEach(names::add);
  }

  /** What stands one step below each {@code properties:}. */
  private static Set<String> properties() {
    List<String> lines = text().lines().toList();
    Set<String> names = new TreeSet<>();
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).strip().equals("properties:")) {
        int depth = depth(lines.get(i));
        for (int j = i + 1; j < lines.size() && depth(lines.get(j)) > depth; j++) {
          if (depth(lines.get(j)) == depth + 2) {
            names.add(lines.get(j).strip().replaceAll(":.*", ""));
          }
        }
      }
    }
    return names;
  }

  private static int depth(String line) {
    return line.length() - line.stripLeading().length();
  }

  /** Such as {@code get /tenants/{tenant}/cases [backend, staff]}. */
  static Set<String> served() {
    Set<String> served = new TreeSet<>();
    for (Class<?> resource : resources()) {
      String root = Objects.requireNonNull(resource.getAnnotation(Path.class)).value();
      for (Method method : resource.getDeclaredMethods()) {
        verb(method)
            .forEach(
                verb -> {
                  Path below = method.getAnnotation(Path.class);
                  served.add(
                      verb + " " + root + (below == null ? "" : below.value()) + roles(method));
                });
      }
    }
    return served;
  }

  private static List<Class<?>> resources() {
    List<Class<?>> resources = new ArrayList<>();
    for (JavaClass found : new ClassFileImporter().importPackages("renkei.gateway.local.rest")) {
      if (found.isAnnotatedWith(Path.class)) {
        resources.add(found.reflect());
      }
    }
    return resources;
  }

  private static Stream<String> verb(Method method) {
    return Arrays.stream(method.getAnnotations())
        .map(Annotation::annotationType)
        .filter(type -> type.isAnnotationPresent(HttpMethod.class))
        .map(type -> type.getSimpleName().toLowerCase(Locale.ROOT));
  }

  private static String roles(Method method) {
    AllowedTo allowed = method.getAnnotation(AllowedTo.class);
    return allowed == null
        ? " nobody"
        : Arrays.stream(allowed.value())
            .map(role -> role.name().toLowerCase(Locale.ROOT))
            .sorted()
            .collect(Collectors.joining(", ", " [", "]"));
  }

  /** Reads what it needs of the file: paths, methods and roles stand at fixed depths. */
  private static Set<String> published() {
    Set<String> published = new TreeSet<>();
    String path = "";
    String verb = "";
    for (String line : text().lines().toList()) {
      if (line.startsWith("components:")) {
        break;
      }
      if (line.matches("  /.*:")) {
        path = line.strip().replaceAll(":$", "");
      } else if (line.matches("    [a-z]+:") && METHODS.contains(line.strip().replace(":", ""))) {
        verb = line.strip().replace(":", "");
      } else if (line.startsWith("      x-roles: ")) {
        published.add(verb + " " + path + line.substring("      x-roles:".length()));
      }
    }
    return published;
  }

  private static String text() {
    try (InputStream file =
        Objects.requireNonNull(OpenApiTest.class.getResourceAsStream("/openapi.yaml"))) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
