package renkei.gateway.local.rest;

import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.ext.ParamConverter;
import jakarta.ws.rs.ext.ParamConverterProvider;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import renkei.codebook.AddresseeNumber;
import renkei.codebook.AgencyCode;
import renkei.codebook.AgencyDirectory;
import renkei.codebook.Edition;
import renkei.codebook.InformationCode;
import renkei.codebook.InquiryId;
import renkei.codebook.PermitId;
import renkei.codebook.RecordId;
import renkei.codebook.TenantId;
import renkei.gateway.local.Fields;

/** Reads the parts of a path as the vocabulary of the codebook. */
final class Parameters implements ParamConverterProvider {

  private static final Map<Class<?>, Function<String, ?>> FORMS =
      Map.of(
          TenantId.class, TenantId::new,
          AgencyCode.class, AgencyCode::new,
          InformationCode.class, InformationCode::new,
          Edition.class, Edition::new,
          InquiryId.class, InquiryId::parse,
          PermitId.class, PermitId::parse,
          RecordId.class, RecordId::parse);

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
    if (type == AddresseeNumber.class) {
      return new Form<>(type, this::addressee);
    }
    Function<String, ?> form = FORMS.get(type);
    return form == null ? null : new Form<>(type, form);
  }

  /** By the form that the tenant of the path declared. */
  private AddresseeNumber addressee(String text) {
    TenantId tenant =
        Fields.required(
            "tenant",
            uri == null ? null : uri.getPathParameters().getFirst("tenant"),
            TenantId::new);
    return Fields.addressee("AddresseeNumber", text, tenant, directory);
  }

  private record Form<T>(Class<T> type, Function<String, ?> form) implements ParamConverter<T> {

    @Override
    public T fromString(String text) {
      return type.cast(
          type == AddresseeNumber.class
              ? form.apply(text)
              : Fields.required(type.getSimpleName(), text, form::apply));
    }

    @Override
    public String toString(T value) {
      return value.toString();
    }
  }
}
