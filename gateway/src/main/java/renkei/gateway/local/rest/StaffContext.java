package renkei.gateway.local.rest;

import jakarta.ws.rs.core.SecurityContext;
import java.security.Principal;
import renkei.gateway.staff.Actor;

/** Which member of staff calls. */
record StaffContext(Actor actor) implements SecurityContext {

  /**
   * The member of staff whom {@link CallerFilter} let in.
   *
   * @throws IllegalStateException if it has let in somebody else
   */
  static Actor actor(SecurityContext context) {
    if (context.getUserPrincipal() instanceof Actor actor) {
      return actor;
    }
    throw new IllegalStateException("a method for staff was called by nobody");
  }

  @Override
  public Principal getUserPrincipal() {
    return actor;
  }

  /** Rights are asked for by {@link AllowedTo}. */
  @Override
  public boolean isUserInRole(String role) {
    return false;
  }

  @Override
  public boolean isSecure() {
    return true;
  }

  @Override
  public String getAuthenticationScheme() {
    return CLIENT_CERT_AUTH;
  }
}
