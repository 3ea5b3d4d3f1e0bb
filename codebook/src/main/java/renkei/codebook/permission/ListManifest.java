package renkei.codebook.permission;

import java.time.LocalDate;
import java.util.List;
import java.util.regex.Pattern;
import renkei.codebook.directory.BodyClass;

/**
 * What the core signs of a permission list (照会許可用照合リスト): all but its rows, and by their digests
 * those too. The rows follow in parts.
 *
 * @param version grows with every edition of the list
 * @param validFrom the first day of the list as a whole
 * @param validTo the last day, included; after it the list refuses everything
 * @param rows how many the list has
 * @param classes all that the rows name
 * @param parts in the order of their numbers, which count from 1; none if there are no rows
 */
public record ListManifest(
    long version,
    LocalDate validFrom,
    LocalDate validTo,
    int rows,
    List<BodyClass> classes,
    List<Part> parts) {

  /** The most rows of a list. */
  public static final int MOST_ROWS = 200_000;

  /** The most parts of a list. */
  public static final int MOST_PARTS = 64;

  /**
   * Throws {@link IllegalArgumentException} if the version is not positive, the days are swapped,
   * the parts are not numbered from 1 on, or there are too many rows or parts.
   */
  public ListManifest {
    if (version < 1) {
      throw new IllegalArgumentException("the version of a permission list must be positive");
    }
    if (validTo.isBefore(validFrom)) {
      throw new IllegalArgumentException("a permission list must not end before it begins");
    }
    if (rows < 0 || rows > MOST_ROWS || parts.size() > MOST_PARTS) {
      throw new IllegalArgumentException(
          "a permission list has at most %d rows in %d parts".formatted(MOST_ROWS, MOST_PARTS));
    }
    classes = List.copyOf(classes);
    parts = List.copyOf(parts);
    for (int place = 0; place < parts.size(); place++) {
      if (parts.get(place).number() != place + 1) {
        throw new IllegalArgumentException("parts must be numbered 1, 2, 3 and so on");
      }
    }
  }

  /**
   * What one part will be, unpacked.
   *
   * @param number from 1 on
   * @param rows how many lines it has
   * @param bytes its length
   * @param sha256 its digest: 64 lower-case hexadecimal digits
   */
  public record Part(int number, int rows, int bytes, String sha256) {

    /** The most rows of a part. */
    public static final int MOST_ROWS = 20_000;

    /** The greatest length of a part, unpacked: 16 MiB. */
    public static final int MOST_BYTES = 16 * 1024 * 1024;

    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

    /** Throws {@link IllegalArgumentException} if a number is out of bounds. */
    public Part {
      if (number < 1 || rows < 1 || rows > MOST_ROWS || bytes < 1 || bytes > MOST_BYTES) {
        throw new IllegalArgumentException(
            "a part has 1 to %d rows in at most %d bytes".formatted(MOST_ROWS, MOST_BYTES));
      }
      if (!DIGEST.matcher(sha256).matches()) {
        throw new IllegalArgumentException("a digest must be 64 lower-case hexadecimal digits");
      }
    }
  }
}
