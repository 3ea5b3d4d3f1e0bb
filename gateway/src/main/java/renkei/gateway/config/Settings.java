package renkei.gateway.config;

import java.io.IOException;
import java.io.Reader;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import renkei.codebook.AgencyCode;
import renkei.codebook.Environment;
import renkei.gateway.files.HandedInText;

/**
 * The keys and values of a configuration file, asked for one by one. Problems are gathered, so that
 * an operator sees all of them at once; a key nobody asked for is one as well.
 */
public final class Settings {

  /** As metrics and console write it. */
  private static final Pattern ROUTE_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,59}");

  private static final int LARGEST_PORT = 65535;

  private final Map<String, String> values;
  private final Path folder;
  private final TreeSet<String> unasked;
  private final List<String> problems = new ArrayList<>();

  /**
   * @param folder from which relative paths are meant
   */
  public Settings(Map<String, String> values, Path folder) {
    this.values = Map.copyOf(values);
    this.folder = folder;
    this.unasked = new TreeSet<>(values.keySet());
  }

  /** No file: every key has its default. */
  public static Settings none() {
    return new Settings(Map.of(), Path.of(""));
  }

  /** Reads a properties file in UTF-8; relative paths in it are meant from its own folder. */
  public static Settings read(Path file) {
    Properties properties = new Properties();
    try (Reader reader = HandedInText.open(file)) {
      properties.load(reader);
    } catch (IOException e) {
      throw new BadConfigurationException(List.of(HandedInText.problem(file, e)));
    } catch (IllegalArgumentException _) {
      throw new BadConfigurationException(List.of(file + " has a malformed \\u escape"));
    }
    Map<String, String> values = new LinkedHashMap<>();
    for (String key : properties.stringPropertyNames()) {
      values.put(key, properties.getProperty(key).strip());
    }
    Path parent = file.toAbsolutePath().getParent();
    return new Settings(values, parent == null ? Path.of("/") : parent);
  }

  /** The same settings with one value put on top, as the command line does. */
  public Settings with(String key, String value) {
    Map<String, String> changed = new LinkedHashMap<>(values);
    changed.put(key, value);
    return new Settings(changed, folder);
  }

  /**
   * A file; relative ones are meant from the configuration's folder. How Java can name a file
   * depends on the locale: where that is none, as when systemd starts a process, only ASCII can be.
   */
  public Optional<Path> file(String key) {
    Optional<String> text = find(key);
    return text.isEmpty()
        ? Optional.empty()
        : parsed(text.get(), folder::resolve)
            .map(Path::toAbsolutePath)
            .map(Path::normalize)
            .or(
                () ->
                    bad(
                        key
                            + " cannot be named in this locale; start with LC_ALL=C.UTF-8, or"
                            + " name a file without characters beyond ASCII",
                        Optional.empty()));
  }

  /** The code of a public body (機関コード). */
  public Optional<AgencyCode> agency(String key) {
    return find(key)
        .flatMap(
            text ->
                parsed(text, AgencyCode::new)
                    .or(() -> bad(key + " must be an agency code of 16 digits", Optional.empty())));
  }

  /**
   * What the installation works for. Nobody is in production without having said so, and nobody
   * with keys that were made up.
   *
   * @param demonstration whether the keys are the demonstration's, which are good for tests only
   */
  public Environment environment(String key, boolean demonstration) {
    Optional<String> text = find(key);
    if (text.isEmpty()) {
      return demonstration
          ? Environment.TEST
          : bad(key + " is missing: PRODUCTION or TEST", Environment.TEST);
    }
    Environment environment =
        parsed(text.get(), Environment::valueOf)
            .orElseGet(
                () ->
                    bad(key + " must be PRODUCTION or TEST, was: " + text.get(), Environment.TEST));
    return demonstration && environment == Environment.PRODUCTION
        ? bad(key + " cannot be PRODUCTION with keys of the demonstration", Environment.TEST)
        : environment;
  }

  public String required(String key) {
    return find(key).orElseGet(() -> bad(key + " is missing", ""));
  }

  public Path requiredFile(String key) {
    Path file = file(key).orElseGet(() -> bad(key + " is missing", Path.of("")));
    return Files.isReadable(file)
        ? file
        : bad(key + " must be a file that can be read, was: " + file, file);
  }

  /** An address of this machine as a number: names would have to be looked up. */
  public InetAddress ip(String key, String unset) {
    String text = find(key).orElse(unset);
    return parsed(text, InetAddress::ofLiteral)
        .orElseGet(
            () ->
                bad(
                    key + " must be an IP address, such as 0.0.0.0 or 10.1.2.3, was: " + text,
                    InetAddress.getLoopbackAddress()));
  }

  /** Addresses as numbers, separated by commas; none if unset. */
  public Set<InetAddress> ips(String key) {
    String text = find(key).orElse("");
    return parsed(
            text,
            list ->
                Stream.of(list.split(","))
                    .map(String::strip)
                    .filter(each -> !each.isEmpty())
                    .map(InetAddress::ofLiteral)
                    .collect(Collectors.toUnmodifiableSet()))
        .orElseGet(
            () ->
                bad(
                    key + " must be IP addresses separated by commas, was: " + text,
                    Set.<InetAddress>of()));
  }

  /** A port; 0 for any free one. */
  public int port(String key, int unset) {
    return number(key, unset, 0, LARGEST_PORT);
  }

  /** A whole number within these bounds. */
  public int number(String key, int unset, int least, int most) {
    Optional<String> text = find(key);
    return text.isEmpty()
        ? unset
        : parsed(text.get(), Integer::valueOf)
            .filter(number -> number >= least && number <= most)
            .orElseGet(
                () ->
                    bad(
                        "%s must be a number from %d to %d, was: %s"
                            .formatted(key, least, most, text.get()),
                        unset));
  }

  /** A positive duration. */
  public Duration duration(String key, Duration unset) {
    Optional<String> text = find(key);
    return text.isEmpty()
        ? unset
        : parsed(text.get(), Duration::parse)
            .filter(Duration::isPositive)
            .orElseGet(
                () ->
                    bad(
                        key
                            + " must be a positive ISO 8601 duration like PT10M, was: "
                            + text.get(),
                        unset));
  }

  /** A positive duration of at most {@code longest}. */
  public Duration duration(String key, Duration unset, Duration longest) {
    Duration read = duration(key, unset);
    return read.compareTo(longest) <= 0
        ? read
        : bad("%s must be at most %s, was: %s".formatted(key, longest, read), unset);
  }

  /** A part of the day. */
  public TimeWindow window(String key, String unset) {
    String text = find(key).orElse(unset);
    return parsed(text, TimeWindow::parse)
        .orElseGet(
            () ->
                bad(
                    key + " must be a part of the day like 20:00-06:00, was: " + text,
                    TimeWindow.parse(unset)));
  }

  /** The value; empty if the text is malformed. */
  private static <T> Optional<T> parsed(String text, Function<String, T> form) {
    try {
      return Optional.of(form.apply(text));
    } catch (IllegalArgumentException | DateTimeException _) {
      return Optional.empty();
    }
  }

  /**
   * The address of somebody else's server. It may hold a password, and is never quoted.
   *
   * @param missing what an address must say and does not
   */
  public Optional<String> address(
      String key, String scheme, Function<String, Optional<String>> missing) {
    Optional<String> address = find(key);
    if (address.isPresent() && !address.get().startsWith(scheme)) {
      return bad(key + " must begin with " + scheme, Optional.empty());
    }
    return address
        .flatMap(missing)
        .map(words -> bad(key + " leads off this machine and must say " + words, address))
        .orElse(address);
  }

  /** All keys with a prefix, without it; each an address of HTTP over TLS. */
  public Map<String, URI> addressesBelow(String prefix) {
    Map<String, URI> addresses = new LinkedHashMap<>();
    for (String key : values.keySet()) {
      if (key.startsWith(prefix) && key.length() > prefix.length()) {
        String name = key.substring(prefix.length());
        if (ROUTE_NAME.matcher(name).matches()) {
          httpsAddress(key).ifPresent(uri -> addresses.put(name, uri));
        } else {
          problems.add(key + " must be named by up to 60 letters, digits, '_', '-' and '.'");
        }
      }
    }
    return addresses;
  }

  private Optional<URI> httpsAddress(String key) {
    String text = find(key).orElse("");
    return parsed(text, URI::create)
        .filter(uri -> "https".equals(uri.getScheme()) && uri.getHost() != null)
        .or(() -> bad(key + " must be an https address, was: " + text, Optional.empty()));
  }

  /** Keys that mean nothing as long as another one is not set. */
  public void refuseWithout(String missing, String... keys) {
    for (String key : keys) {
      if (find(key).isPresent()) {
        problems.add(key + " means nothing without " + missing);
      }
    }
  }

  /**
   * To be called when every key has been asked for.
   *
   * @throws BadConfigurationException if there was any problem
   */
  public void refuseProblems() {
    for (String key : unasked) {
      problems.add(key + " is no key of the configuration");
    }
    if (!problems.isEmpty()) {
      throw new BadConfigurationException(problems);
    }
  }

  private Optional<String> find(String key) {
    unasked.remove(key);
    return Optional.ofNullable(values.get(key));
  }

  private <T> T bad(String problem, T instead) {
    problems.add(problem);
    return instead;
  }
}
