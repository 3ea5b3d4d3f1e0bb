package renkei.signing.evidence;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Writes fields one after the other: numbers in 8 octets, everything else with its length in 4
 * octets in front, so that no two lists of fields give the same octets.
 */
final class FieldWriter {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /** Begins with what says what follows, and in which version. */
  FieldWriter(String label) {
    text(label);
  }

  FieldWriter number(long number) {
    out.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(0, number).array());
    return this;
  }

  FieldWriter octets(byte[] octets) {
    out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(0, octets.length).array());
    out.writeBytes(octets);
    return this;
  }

  FieldWriter text(String text) {
    return octets(text.getBytes(StandardCharsets.UTF_8));
  }

  byte[] written() {
    return out.toByteArray();
  }
}
