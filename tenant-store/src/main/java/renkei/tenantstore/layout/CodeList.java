package renkei.tenantstore.layout;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The values that an item may have, and what each means.
 *
 * @param version counts on whenever the list changes, 1 to 9999
 * @param values 1 to 500, each 1 to 8 digits or capital letters, in the order of the file
 */
public record CodeList(CodeListId id, int version, Map<String, String> values) {

  private static final Pattern CODE = Pattern.compile("[0-9A-Z]{1,8}");
  private static final int MOST_CODES = 500;
  private static final int LAST_VERSION = 9999;

  /** Throws {@link IllegalArgumentException}, naming what is out of bounds. */
  public CodeList {
    if (version < 1 || version > LAST_VERSION) {
      throw new IllegalArgumentException("the version of a code list is from 1 to 9999");
    }
    if (values.isEmpty() || values.size() > MOST_CODES) {
      throw new IllegalArgumentException("a code list has 1 to 500 values");
    }
    if (!values.keySet().stream().allMatch(code -> CODE.matcher(code).matches())) {
      throw new IllegalArgumentException("a code is 1 to 8 digits or capital letters");
    }
    values.values().forEach(Names::requireName);
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /** Whether a value is in the list. */
  boolean has(String code) {
    return values.containsKey(code);
  }
}
