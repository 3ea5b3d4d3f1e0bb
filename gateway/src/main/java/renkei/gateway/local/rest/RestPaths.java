package renkei.gateway.local.rest;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import renkei.gateway.http.ServedPath;

/** The paths, methods and media types that the annotations of resources name. */
final class RestPaths {

  private static final String SLASH = "/";

  /** A part of a path that is the caller's to fill, such as {@code {tenant}}. */
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{[A-Za-z]+}");

  /** An act without a body: not the types that a form of any page can send. */
  private static final Set<String> NO_BODY =
      Set.of(ServedPath.NONE_STATED, MediaType.APPLICATION_JSON);

  private RestPaths() {}

  static List<ServedPath> of(List<Object> resources) {
    Map<String, Map<String, Set<String>>> byTemplate = new HashMap<>();
    for (Object resource : resources) {
      for (Method method : resource.getClass().getMethods()) {
        verb(method)
            .ifPresent(
                verb ->
                    add(
                        byTemplate.computeIfAbsent(
                            template(resource, method), _ -> new HashMap<>()),
                        verb,
                        types(method)));
      }
    }
    List<ServedPath> paths = new ArrayList<>();
    byTemplate.forEach((template, methods) -> paths.add(served(template, methods)));
    return paths;
  }

  private static void add(Map<String, Set<String>> methods, String verb, Set<String> types) {
    methods.computeIfAbsent(verb, _ -> new HashSet<>()).addAll(types);
    if (verb.equals(HttpMethod.GET)) {
      add(methods, HttpMethod.HEAD, types);
    }
  }

  private static Optional<String> verb(Method method) {
    return Stream.of(method.getAnnotations())
        .map(Annotation::annotationType)
        .flatMap(type -> Stream.ofNullable(type.getAnnotation(HttpMethod.class)))
        .map(HttpMethod::value)
        .findFirst();
  }

  private static String template(Object resource, Method method) {
    String below = text(method.getAnnotation(Path.class));
    String whole = text(resource.getClass().getAnnotation(Path.class));
    return below.isEmpty() ? whole : whole + (below.startsWith(SLASH) ? "" : SLASH) + below;
  }

  private static String text(@Nullable Path path) {
    return path == null ? "" : path.value();
  }

  private static Set<String> types(Method method) {
    Consumes consumes = method.getAnnotation(Consumes.class);
    if (consumes == null) {
      return method.isAnnotationPresent(GET.class) ? Set.of(ServedPath.ANY) : NO_BODY;
    }
    Set<String> types = new HashSet<>(Set.of(consumes.value()));
    types.add(ServedPath.NONE_STATED);
    if (method.isAnnotationPresent(TakesGzip.class)) {
      types.add(ServedPath.GZIP);
    }
    return types;
  }

  private static ServedPath served(String template, Map<String, Set<String>> methods) {
    StringBuilder form = new StringBuilder();
    Matcher placeholder = PLACEHOLDER.matcher(template);
    int literals = template.length();
    int from = 0;
    while (placeholder.find()) {
      form.append(Pattern.quote(template.substring(from, placeholder.start()))).append("[^/]+");
      literals -= placeholder.end() - placeholder.start();
      from = placeholder.end();
    }
    form.append(Pattern.quote(template.substring(from))).append("/?");
    return new ServedPath(Pattern.compile(form.toString()), literals, methods);
  }
}
