package renkei.gateway.staff;

import java.util.Optional;
import renkei.codebook.TenantId;

/**
 * Where a person belongs and acts: a municipality, or the platform itself.
 *
 * @param tenant empty for the platform
 */
public record Place(Optional<TenantId> tenant) {

  /** Where operators belong. */
  public static final Place PLATFORM = new Place(Optional.empty());

  /** Where a municipality's staff belong. */
  public static Place of(TenantId tenant) {
    return new Place(Optional.of(tenant));
  }

  static Place parse(String value) {
    return value.equals(PLATFORM.value()) ? PLATFORM : of(new TenantId(value));
  }

  /** The tenant id, or {@code platform}. */
  public String value() {
    return tenant.map(TenantId::value).orElse("platform");
  }

  @Override
  public String toString() {
    return value();
  }
}
