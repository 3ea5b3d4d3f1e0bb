package renkei.gateway.local.rest;

import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.ext.ParamConverter;
import jakarta.ws.rs.ext.ParamConverterProvider;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import renkei.codebook.AddresseeNumber;
import renkei.codebook.AgencyCode;
import renkei.codebook.Edition;
import renkei.codebook.InformationCode;
import renkei.codebook.InquiryId;
import renkei.codebook.PermitId;
import renkei.codebook.RecordId;
import renkei.codebook.TenantId;
import renkei.codebook.directory.AgencyDirectory;
import renkei.gateway.local.Fields;
import renkei.gateway.wording.Form;
import renkei.gateway.wording.Forms;
import renkei.tenantstore.load.Load;

/** Reads the parts of a path as the vocabulary of the codebook. */
final class Parameters implements ParamConverterProvider {

  private static final Map<Class<?>, Form<?>> FORMS =
      Map.of(
          AgencyCode.class, Forms.AGENCY,
          TenantId.class, Forms.TENANT,
          InformationCode.class, Forms.INFORMATION,
          Edition.class, Forms.EDITION,
          InquiryId.class, Forms.INQUIRY_ID,
          PermitId.class, Forms.PERMIT_ID,
          RecordId.class, Forms.RECORD_ID,
          Load.Batch.class, LoadParameters.BATCH);

  private final AgencyDirectory directory;

  @Context private @Nullable UriInfo uri;

  /**
   * @param directory says what the tenants' addressee numbers look like
   */
  Parameters(AgencyDirectory directory) {
    this.directory = directory;
  }

  @Override
  public <T> @Nullable ParamConverter<T> getConverter(
      Class<T> type, Type genericType, Annotation[] annotations) {
    String name = name(type, annotations);
    if (type == AddresseeNumber.class) {
      return new Converter<>(type, text -> addressee(name, text));
    }
    Form<?> form = FORMS.get(type);
    return form == null ? null : new Converter<>(type, text -> Fields.required(name, text, form));
  }

  /** As the contract names it. */
  private static String name(Class<?> type, Annotation[] annotations) {
    return Arrays.stream(annotations)
        .filter(PathParam.class::isInstance)
        .map(annotation -> ((PathParam) annotation).value())
        .findFirst()
        .orElse(type.getSimpleName());
  }

  /** By the form that the tenant of the path declared. */
  private AddresseeNumber addressee(String name, String text) {
    TenantId tenant =
        Fields.required(
            "tenant",
            uri == null ? null : uri.getPathParameters().getFirst("tenant"),
            Forms.TENANT);
    return Fields.addressee(name, text, tenant, directory);
  }

  private record Converter<T>(Class<T> type, Function<String, ?> reading)
      implements ParamConverter<T> {

    @Override
    public T fromString(String text) {
      return type.cast(reading.apply(text));
    }

    @Override
    public String toString(T value) {
      return value.toString();
    }
  }
}
