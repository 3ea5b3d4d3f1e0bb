package renkei.tenantstore.layout;

import java.util.regex.Pattern;

/**
 * A layout is not taken.
 *
 * @param where the code, or the place in the file, that it is said of; empty if of the whole
 */
public record LayoutRefused(LayoutRefusal reason, String where) {

  private static final Pattern SHOWN = Pattern.compile("[0-9A-Za-z_.\\[\\]-]{0,100}");

  /** Shows of a stranger's file what is fit to be shown. */
  public LayoutRefused {
    where = SHOWN.matcher(where).matches() ? where : "...";
  }

  /** A sentence in Japanese, and what it is said of. */
  public String ja() {
    return where.isEmpty() ? reason.ja() : where + ": " + reason.ja();
  }

  /** A sentence in English, and what it is said of. */
  public String en() {
    return where.isEmpty() ? reason.en() : where + ": " + reason.en();
  }
}
