package renkei.gateway.local.rest;

import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.PathSegment;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import renkei.gateway.local.FieldFault;
import renkei.gateway.local.Fields;
import renkei.gateway.local.RefusedException;
import renkei.gateway.local.RequestError;
import renkei.gateway.wording.Phrase;

/**
 * Refuses every parameter that the operation does not have, and every one that comes twice: a
 * filter that is passed over gives more than was asked for. Runs behind {@link CallerFilter}.
 */
@Priority(Priorities.AUTHORIZATION)
final class QueryFilter implements ContainerRequestFilter {

  private static final Phrase NONE =
      new Phrase("not be sent: this operation has no parameters", "送らないこと（この操作にパラメータはありません）");

  private static final Phrase OTHERS =
      new Phrase("not be sent: this operation has %s", "送らないこと（この操作のパラメータ: %s）");

  private static final Phrase ONCE = new Phrase("come once", "一度だけ送ること");

  @Context private @Nullable ResourceInfo resource;

  @Override
  public void filter(ContainerRequestContext context) {
    for (PathSegment segment : context.getUriInfo().getPathSegments(false)) {
      segment.getMatrixParameters().keySet().forEach(name -> refuse(name, Set.of()));
    }
    Set<String> known = known();
    context
        .getUriInfo()
        .getQueryParameters()
        .forEach(
            (name, values) -> {
              if (!known.contains(name)) {
                values.stream()
                    .filter(Objects::nonNull)
                    .forEach(value -> Fields.refuseForbidden(Fields.shown(name), value));
                refuse(name, known);
              }
              if (values.size() > 1) {
                throw new RefusedException(
                    RequestError.MALFORMED_FIELD,
                    name + " comes more than once",
                    new FieldFault(name, ONCE));
              }
            });
  }

  private static void refuse(String name, Set<String> known) {
    Fields.refuseForbidden("…", name);
    throw new RefusedException(
        RequestError.UNKNOWN_PARAMETER,
        "a parameter beside " + known,
        new FieldFault(
            Fields.shown(name), known.isEmpty() ? NONE : OTHERS.with(String.join(", ", known))));
  }

  private Set<String> known() {
    return resource == null
        ? Set.of()
        : Arrays.stream(resource.getResourceMethod().getParameters())
            .map(parameter -> parameter.getAnnotation(QueryParam.class))
            .filter(Objects::nonNull)
            .map(QueryParam::value)
            .collect(Collectors.toCollection(TreeSet::new));
  }
}
