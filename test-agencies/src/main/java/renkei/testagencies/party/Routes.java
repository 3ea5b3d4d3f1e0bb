package renkei.testagencies.party;

import java.net.URI;
import java.util.Map;
import renkei.testagencies.vocabulary.AgencyCode;
import renkei.testagencies.vocabulary.RouteName;

/**
 * Where each body is reached, and what the route names in permits stand for.
 *
 * @param platform the national door of the platform: every body without a door of its own is there
 * @param doors the doors of all other bodies
 * @param agencies the common door of the bodies that inquire without being on the platform
 */
public record Routes(URI platform, URI agencies, Map<AgencyCode, URI> doors) {

  /** The route name of the platform. */
  public static final RouteName PLATFORM = new RouteName("platform");

  /** The route name of the agencies. */
  public static final RouteName AGENCIES = new RouteName("agencies");

  /** The door of a body. */
  public URI door(AgencyCode agency) {
    return doors.getOrDefault(agency, platform);
  }

  /** The route by which answers reach an inquirer. */
  public RouteName routeTo(AgencyCode inquirer) {
    return doors.containsKey(inquirer) ? AGENCIES : PLATFORM;
  }

  /**
   * The address a route name of a permit stands for.
   *
   * @throws IllegalArgumentException if it is none of ours
   */
  public URI resolve(RouteName route) {
    if (route.equals(PLATFORM)) {
      return platform;
    }
    if (route.equals(AGENCIES)) {
      return agencies;
    }
    throw new IllegalArgumentException("unknown route " + route.value());
  }
}
