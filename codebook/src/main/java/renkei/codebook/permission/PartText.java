package renkei.codebook.permission;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.GZIPInputStream;

/**
 * The rows of a part as they were before they were compressed.
 *
 * @param lines JSON Lines, one row a line
 */
@SuppressWarnings("ArrayRecordComponent")
public record PartText(byte[] lines) {

  /**
   * Unpacks a part, up to the greatest length of one.
   *
   * @throws ListRefusedException if it is longer, or not gzip
   */
  public static PartText of(ListPart part) {
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(part.content()))) {
      byte[] lines = in.readNBytes(ListManifest.Part.MOST_BYTES + 1);
      if (lines.length > ListManifest.Part.MOST_BYTES) {
        throw malformed(part, "is longer than " + ListManifest.Part.MOST_BYTES + " bytes");
      }
      return new PartText(lines);
    } catch (IOException _) {
      throw malformed(part, "is not compressed by gzip");
    }
  }

  private static ListRefusedException malformed(ListPart part, String what) {
    return new ListRefusedException(ListRefusal.MALFORMED, "part " + part.number() + " " + what);
  }

  /** SHA-256 in lower-case hexadecimal digits. */
  public String sha256() {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(lines));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Says how long it is. */
  @Override
  public String toString() {
    return "PartText[" + lines.length + " bytes]";
  }
}
