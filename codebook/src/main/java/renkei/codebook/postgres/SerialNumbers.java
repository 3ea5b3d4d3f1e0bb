package renkei.codebook.postgres;

import java.util.random.RandomGenerator;
import renkei.codebook.SerialNumber;

/** Draws serial numbers: 26 base32 characters, 130 random bits. */
final class SerialNumbers {

  private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

  private SerialNumbers() {}

  static SerialNumber draw(RandomGenerator random) {
    byte[] drawn = new byte[26];
    random.nextBytes(drawn);
    StringBuilder serial = new StringBuilder(drawn.length);
    for (byte one : drawn) {
      serial.append(ALPHABET.charAt(one & 31));
    }
    return new SerialNumber(serial.toString());
  }
}
