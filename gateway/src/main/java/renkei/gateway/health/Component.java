package renkei.gateway.health;

import java.util.Comparator;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A route to another party, or a part that the platform stands on.
 *
 * @param kind which of the two
 * @param name as configuration, metrics and console write it, such as {@code core} or {@code
 *     database}
 */
public record Component(Kind kind, String name) implements Comparable<Component> {

  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,59}");

  /** The rows of everything. */
  public static final Component DATABASE = part("database");

  /** Artemis, which hurries the pointers of rows along. */
  public static final Component MESSAGE_BROKER = part("message-broker");

  /** Hazelcast, which shares the rate of bulk work among gateways. */
  public static final Component CLUSTER = part("cluster");

  /** The file system below the data folder. */
  public static final Component DISK = part("disk");

  /** The key stores, and the certificates in them. */
  public static final Component KEYS = part("keys");

  private static final Comparator<Component> ORDER =
      Comparator.comparing(Component::kind).thenComparing(Component::name);

  /** What a component is. */
  public enum Kind {
    /** A way to another party, as the configuration's {@code route.<name>}. */
    ROUTE,
    /** Something that the platform itself needs. */
    PART;

    /** As metrics and log write it. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Refuses names that a metric or a page could stumble over. */
  public Component {
    if (!FORM.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "the name of a component is up to 60 letters, digits, '_', '-' and '.'");
    }
  }

  /** A route by its name in the configuration. */
  public static Component route(String name) {
    return new Component(Kind.ROUTE, name);
  }

  /** A part. */
  public static Component part(String name) {
    return new Component(Kind.PART, name);
  }

  /** Routes first, then parts, each by name. */
  @Override
  public int compareTo(Component other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return kind.word() + " " + name;
  }
}
