package renkei.gateway.local.rest;

import java.net.URI;
import java.util.List;
import java.util.regex.Pattern;
import renkei.gateway.http.Entrance;
import renkei.gateway.local.LocalRequests;
import renkei.gateway.logging.Refusals;

/**
 * The local door's REST interface, ready to be given to a JAX-RS server that asks for client
 * certificates. Nothing is open to a caller that no {@link AllowedTo} names.
 */
public final class RestDoor {

  private final LocalRequests requests;
  private final Refusals refusals;
  private final URI address;
  private final JsonBody json = new JsonBody();

  /**
   * @param refusals where refused requests are counted
   * @param address where callers find the door, for the published contract
   */
  public RestDoor(LocalRequests requests, Refusals refusals, URI address) {
    this.requests = requests;
    this.refusals = refusals;
    this.address = address;
  }

  /** The resources, to be served at the root. */
  public List<Object> resources() {
    return List.of(
        new CodesResource(requests.codes()),
        new ReplicasResource(requests.replicas()),
        new LoadsResource(requests.replicas(), requests.staff()),
        new EditionsResource(requests.staff()),
        new RegistrationsResource(requests.replicas(), requests.staff()),
        new InquiriesResource(requests.inquiries()),
        new ProtectionResource(requests.staff()),
        new ProvisionsResource(requests.rulings()),
        new RecordsResource(requests.records(), requests.staff(), json),
        new StaffResource(requests.desk()),
        new ReferenceResource(requests.reference()),
        new ContractResource(address));
  }

  /**
   * What the server under the door lets in: callers of a tenant, and of each resource the methods
   * and media types that its annotations name.
   */
  public Entrance entrance() {
    return new Entrance(
        Pattern.compile(".*"),
        requests.callers()::know,
        RestPaths.of(resources()),
        new ServerErrors(json));
  }

  /** What stands around the resources: who may call, what is read, and how failures are told. */
  public List<Object> providers() {
    return List.of(
        new CallerFilter(requests.callers(), requests.desk()),
        new QueryFilter(),
        json,
        new Parameters(requests.directory()),
        new Errors(refusals));
  }
}
