package renkei.gateway.local.rest;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.InputStream;
import renkei.gateway.local.CallerRole;

/** The contract of this door. */
@Path("/openapi.yaml")
public final class ContractResource {

  ContractResource() {}

  /** The contract as a file. */
  @GET
  @Produces("application/yaml")
  @AllowedTo({CallerRole.BACKEND, CallerRole.STAFF})
  public StreamingOutput contract() {
    return out -> {
      try (InputStream file = ContractResource.class.getResourceAsStream("/openapi.yaml")) {
        if (file == null) {
          throw new IllegalStateException("openapi.yaml is not on the class path");
        }
        file.transferTo(out);
      }
    };
  }
}
