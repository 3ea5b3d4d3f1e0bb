package renkei.gateway.staff;

import java.security.Principal;
import java.util.Set;

/**
 * A person who acts now, known by a credential.
 *
 * @param name as others know the person
 * @param credential tells credentials apart, and is none: the kind, and for a key its digest
 * @param rights what the person may do now
 */
public record Actor(Place place, Login login, String name, String credential, Set<Right> rights)
    implements Principal {

  private static final Login MACHINE = new Login("machine");

  public Actor {
    rights = Set.copyOf(rights);
  }

  /**
   * Whoever reads the code in the data folder of a gateway: no person, and recorded as such. See
   * {@link MachineCode}.
   */
  static Actor machine() {
    return new Actor(Place.PLATFORM, MACHINE, "data folder of a gateway", "machine", Set.of());
  }

  /** Whether this is no person but the machine. */
  public boolean isMachine() {
    return credential.equals("machine");
  }

  /** Whether the person may do this. */
  public boolean may(Right right) {
    return rights.contains(right);
  }

  /** The same person, who may only look: where nobody can say now what else it may do. */
  public Actor observing() {
    return new Actor(
        place, login, name, credential, may(Right.OBSERVE) ? Set.of(Right.OBSERVE) : Set.of());
  }

  @Override
  public String getName() {
    return login.value();
  }
}
