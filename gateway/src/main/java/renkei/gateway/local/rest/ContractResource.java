package renkei.gateway.local.rest;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import renkei.gateway.local.CallerRole;

/** The contract of this door. */
@Path("/openapi.yaml")
public final class ContractResource {

  /** What the file says of a door that nobody configured. */
  private static final Pattern SERVER = Pattern.compile("(?m)(?<=^  - url: ).*$");

  private final URI address;

  ContractResource(URI address) {
    this.address = address;
  }

  /** The contract as a file; its server is this door. */
  @GET
  @Produces("application/yaml")
  @AllowedTo({CallerRole.BACKEND, CallerRole.STAFF})
  public StreamingOutput contract() {
    return out -> {
      try (InputStream file = ContractResource.class.getResourceAsStream("/openapi.yaml")) {
        if (file == null) {
          throw new IllegalStateException("openapi.yaml is not on the class path");
        }
        String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
        out.write(
            SERVER
                .matcher(text)
                .replaceFirst(Matcher.quoteReplacement(address.toString()))
                .getBytes(StandardCharsets.UTF_8));
      }
    };
  }
}
