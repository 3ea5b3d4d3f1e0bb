package renkei.gateway.local.rest;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import renkei.codebook.AgencyCode;
import renkei.codebook.Edition;
import renkei.codebook.InformationCode;
import renkei.codebook.TenantId;
import renkei.codebook.directory.Agency;
import renkei.gateway.local.CallerRole;
import renkei.gateway.local.Fields;
import renkei.gateway.local.Reference;
import renkei.gateway.wording.Form;
import renkei.gateway.wording.Forms;
import renkei.gateway.wording.Phrase;
import renkei.signing.jws.CompactJws;
import renkei.tenantstore.layout.Layout;
import renkei.tenantstore.layout.ShelvedLayout;

/** Layouts, the directory and the permission list in force, as {@link Reference} says. */
@Path("/tenants/{tenant}")
@Produces(MediaType.APPLICATION_JSON)
public final class ReferenceResource {

  private static final Form<Integer> PLACE =
      new Form<>(
          text -> {
            int place = Integer.parseInt(text);
            if (place < 0) {
              throw new IllegalArgumentException("negative");
            }
            return place;
          },
          new Phrase("the `next` of the page before", "直前のページの next の値"));

  /** RFC 7515, 9.2.1. */
  private static final String JOSE = "application/jose";

  private static final Form<Boolean> SIGNED =
      new Form<>(
          text -> {
            if (!text.equals("true") && !text.equals("false")) {
              throw new IllegalArgumentException("neither");
            }
            return text.equals("true");
          },
          new Phrase("true or false", "true 又は false"));

  private final Reference reference;

  ReferenceResource(Reference reference) {
    this.reference = reference;
  }

  /** One layout, without its items. */
  public record LayoutName(
      String informationCode,
      String edition,
      String nameJa,
      String nameEn,
      String standing,
      String answersAt) {

    private static LayoutName of(ShelvedLayout shelved) {
      Layout layout = shelved.layout();
      return new LayoutName(
          layout.information().value(),
          layout.edition().value(),
          layout.names().ja(),
          layout.names().en(),
          shelved.standing().name(),
          shelved.answersAt().toString());
    }
  }

  /** A page of layouts. */
  public record LayoutNames(List<LayoutName> layouts, Optional<Integer> next) {}

  /** A page of the permission list. */
  public record Rows(
      long version,
      Optional<LocalDate> validFrom,
      Optional<LocalDate> validTo,
      List<PermissionJson.Row> permissions,
      List<PermissionJson.Bodies> classes,
      Optional<Integer> next) {

    private static Rows of(Reference.PermissionPage page) {
      return new Rows(
          page.list().version(),
          page.list().validity().from(),
          page.list().validity().to(),
          page.rows().entries().stream().map(PermissionJson.Row::of).toList(),
          PermissionJson.classes(page),
          page.rows().next());
    }
  }

  /** The layouts there are. */
  @GET
  @Path("/layouts")
  @AllowedTo({CallerRole.BACKEND, CallerRole.STAFF})
  public LayoutNames layouts(
      @PathParam("tenant") TenantId tenant, @QueryParam("after") @DefaultValue("0") String after) {
    Reference.Page<ShelvedLayout> page = reference.layouts(place(after));
    return new LayoutNames(page.entries().stream().map(LayoutName::of).toList(), page.next());
  }

  /** One layout as it was published, word for word or with its publisher's signature. */
  @GET
  @Path("/layouts/{information}/{edition}")
  @Produces({MediaType.APPLICATION_JSON, JOSE})
  @AllowedTo({CallerRole.BACKEND, CallerRole.STAFF})
  public Response layout(
      @PathParam("tenant") TenantId tenant,
      @PathParam("information") InformationCode information,
      @PathParam("edition") Edition edition,
      @QueryParam("signed") @DefaultValue("false") String signed) {
    boolean asSigned = Fields.required("signed", signed, SIGNED);
    byte[] published = reference.signedLayout(information, edition);
    return asSigned
        ? Response.ok(published, JOSE).build()
        : Response.ok(CompactJws.payloadOfKept(published), MediaType.APPLICATION_JSON).build();
  }

  /** The directory of agencies. */
  @GET
  @Path("/agencies")
  @AllowedTo({CallerRole.BACKEND, CallerRole.STAFF})
  public AgencyJson.Page agencies(
      @PathParam("tenant") TenantId tenant, @QueryParam("after") @DefaultValue("0") String after) {
    Reference.Page<Agency> page = reference.agencies(place(after));
    return AgencyJson.Page.of(page);
  }

  /** One agency. */
  @GET
  @Path("/agencies/{agency}")
  @AllowedTo({CallerRole.BACKEND, CallerRole.STAFF})
  public AgencyJson agency(
      @PathParam("tenant") TenantId tenant, @PathParam("agency") AgencyCode agency) {
    return AgencyJson.of(reference.agency(agency));
  }

  /** Who held an information for an area on a day. */
  @GET
  @Path("/agencies/holder")
  @AllowedTo({CallerRole.BACKEND, CallerRole.STAFF})
  public AgencyJson.HolderFound holder(
      @PathParam("tenant") TenantId tenant,
      @QueryParam("information") @Nullable String information,
      @QueryParam("area") @Nullable String area,
      @QueryParam("day") @Nullable String day) {
    return AgencyJson.HolderFound.of(
        reference.holder(
            Fields.required("information", information, Forms.INFORMATION),
            Fields.required("area", area, Forms.AGENCY),
            Fields.optional("day", day, Forms.DAY)));
  }

  /** The permission list in force. */
  @GET
  @Path("/permissions")
  @AllowedTo({CallerRole.BACKEND, CallerRole.STAFF})
  public Rows permissions(
      @PathParam("tenant") TenantId tenant, @QueryParam("after") @DefaultValue("0") String after) {
    return Rows.of(reference.permissions(place(after)));
  }

  private static int place(String after) {
    return Fields.required("after", after, PLACE);
  }
}
