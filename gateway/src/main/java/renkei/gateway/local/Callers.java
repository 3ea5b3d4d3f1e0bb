package renkei.gateway.local;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import renkei.codebook.TenantId;
import renkei.codebook.directory.AgencyDirectory;
import renkei.gateway.health.KeyFault;
import renkei.gateway.wording.Phrase;

/** Lets a municipality's callers reach its own part in their own role, and nobody else anything. */
public final class Callers {

  /** Keys are replaced by people. */
  private static final Duration KEYS_RETRY = Duration.ofMinutes(1);

  private final AgencyDirectory directory;
  private final Function<TenantId, Optional<KeyFault>> faults;

  /**
   * Callers of the tenants of this directory.
   *
   * @param faults says why nothing can be done for a tenant; empty if it is served
   */
  public Callers(AgencyDirectory directory, Function<TenantId, Optional<KeyFault>> faults) {
    this.directory = directory;
    this.faults = faults;
  }

  /** Whether this is the name of a caller of some tenant here. */
  public boolean know(URI name) {
    return find(List.of(name)).isPresent();
  }

  private Optional<Caller> find(List<URI> names) {
    return Caller.named(names).filter(known -> directory.find(known.tenant()).isPresent());
  }

  /**
   * Lets a caller in.
   *
   * @param names the URIs in its certificate
   * @param tenant whose part it reaches for, as it wrote it; empty if for nobody's
   * @param roles in which role this may be done
   * @throws RefusedException if it is nobody known, reaches for another's part or has another role,
   *     or nothing can be done for its tenant
   */
  public Caller admit(List<URI> names, Optional<String> tenant, Set<CallerRole> roles) {
    Caller caller =
        find(names)
            .orElseThrow(
                () ->
                    new RefusedException(RequestError.NO_CALLER, "no known caller in certificate"));
    if (tenant.filter(other -> !other.equals(caller.tenant().value())).isPresent()) {
      throw new RefusedException(RequestError.OTHER_TENANT, "reached for another tenant");
    }
    if (!roles.contains(caller.role())) {
      throw new RefusedException(RequestError.NOT_YOUR_ROLE, "called as " + caller.role());
    }
    faults
        .apply(caller.tenant())
        .ifPresent(
            fault -> {
              throw refusal(fault);
            });
    return caller;
  }

  private static RefusedException refusal(KeyFault fault) {
    return switch (fault.kind()) {
      case CERTIFICATE_ENDED ->
          new RefusedException(
              RequestError.CERTIFICATE_ENDED,
              fault
                  .ended()
                  .map(ended -> new Phrase("It ended on " + ended + ".", "期限は " + ended + " でした。"))
                  .orElse(new Phrase("It has ended.", "期限切れです。")),
              KEYS_RETRY);
      case CERTIFICATE_NOT_TRUSTED, KEYS_UNREADABLE ->
          new RefusedException(
              RequestError.KEYS_UNUSABLE,
              "the municipality's keys cannot be used: " + fault.kind(),
              KEYS_RETRY);
    };
  }
}
