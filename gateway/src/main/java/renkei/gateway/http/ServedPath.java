package renkei.gateway.http;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A path, or all paths of one form, that an endpoint serves.
 *
 * @param form of the path, decoded and without parameters
 * @param literals how many characters of the form are fixed: of two forms that fit, the one with
 *     more is meant
 * @param methods what may be done there, each with the media types in which its body may come:
 *     {@link #ANY}, {@link #NONE_STATED}, {@link #GZIP}, or lower case like {@code
 *     application/json}
 */
public record ServedPath(Pattern form, int literals, Map<String, Set<String>> methods) {

  /** A body of any media type, or no body. */
  public static final String ANY = "*";

  /** A body that does not say what it is, or no body. */
  public static final String NONE_STATED = "";

  /** Beside media types: the body may be compressed by gzip. */
  public static final String GZIP = "+gzip";

  public ServedPath {
    methods = Map.copyOf(methods);
  }

  /** One path. */
  public static ServedPath exactly(String path, Map<String, Set<String>> methods) {
    return new ServedPath(Pattern.compile(Pattern.quote(path)), path.length(), methods);
  }

  /** Whether a path has this form. */
  public boolean fits(String path) {
    return form.matcher(path).matches();
  }

  /** The methods as {@code Allow} lists them (RFC 9110, 10.2.1). */
  public String allow() {
    return String.join(", ", new TreeMap<>(methods).keySet());
  }
}
