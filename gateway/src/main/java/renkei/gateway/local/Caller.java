package renkei.gateway.local;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import renkei.codebook.TenantId;

/**
 * Who calls, by the one URI in the TLS client's certificate.
 *
 * @param tenant whose part of the platform the caller may reach
 * @param role what it may do there
 */
public record Caller(TenantId tenant, CallerRole role) {

  private static final Pattern FORM =
      Pattern.compile("urn:renkei:tenant:([0-9]{6}):(backend|staff)");

  /** Empty unless there is exactly one name and it is a caller's. */
  static Optional<Caller> named(List<URI> names) {
    if (names.size() != 1) {
      return Optional.empty();
    }
    Matcher name = FORM.matcher(names.getFirst().toString());
    if (!name.matches()) {
      return Optional.empty();
    }
    CallerRole role = name.group(2).equals("staff") ? CallerRole.STAFF : CallerRole.BACKEND;
    return Fields.find(name.group(1), TenantId::new).map(tenant -> new Caller(tenant, role));
  }
}
