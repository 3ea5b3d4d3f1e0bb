package renkei.signing.evidence;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Reads what {@link FieldWriter} wrote. Every method throws {@link IllegalArgumentException} where
 * something else stands; no length that somebody states makes it take memory for more octets than
 * there are.
 */
final class FieldReader {

  private final ByteBuffer in;

  FieldReader(String label, byte[] octets) {
    this.in = ByteBuffer.wrap(octets);
    if (!text().equals(label)) {
      throw new IllegalArgumentException("not a " + label);
    }
  }

  /** What reading makes of octets; empty if they are more than that, or are something else. */
  static <T> Optional<T> read(
      String label, byte[] octets, int longest, Function<FieldReader, Optional<T>> reading) {
    try {
      return octets.length > longest
          ? Optional.empty()
          : reading.apply(new FieldReader(label, octets));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  long number() {
    if (in.remaining() < Long.BYTES) {
      throw new IllegalArgumentException("ends before a number");
    }
    return in.getLong();
  }

  byte[] octets() {
    if (in.remaining() < Integer.BYTES) {
      throw new IllegalArgumentException("ends before a length");
    }
    int length = in.getInt();
    if (length < 0 || length > in.remaining()) {
      throw new IllegalArgumentException("ends before a field does");
    }
    byte[] octets = new byte[length];
    in.get(octets);
    return octets;
  }

  String text() {
    return new String(octets(), StandardCharsets.UTF_8);
  }

  /** A number of things, and then so many of them. */
  <T> List<T> list(int most, Supplier<T> each) {
    long count = number();
    if (count < 0 || count > most) {
      throw new IllegalArgumentException("more than " + most);
    }
    List<T> list = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      list.add(each.get());
    }
    return list;
  }
}
