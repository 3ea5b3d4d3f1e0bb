package renkei.tenantstore.load;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;

/**
 * A digest of what the rows of a part say, row by row: by it a sender that goes on is known to go
 * on with the same. How the rows are written (line ends, quotes, compression) does not matter.
 */
final class PartChain {

  private final MessageDigest digest = sha256();

  /** Goes on by one row. */
  void add(CsvRow row) {
    switch (row) {
      case CsvRow.Fields(_, var fields) -> add('F', fields);
      case CsvRow.Bad(_, var objection, var readable) -> {
        add('B', readable);
        add('O', List.of(objection.rule().code()));
      }
      case CsvRow.Lost _, CsvRow.Broken _, CsvRow.End _ -> {}
    }
  }

  private void add(char kind, List<String> texts) {
    digest.update((byte) kind);
    digest.update(number(texts.size()));
    for (String text : texts) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      digest.update(number(bytes.length));
      digest.update(bytes);
    }
  }

  private static byte[] number(int number) {
    return ByteBuffer.allocate(Integer.BYTES).putInt(number).array();
  }

  /** The digest of all rows up to now. */
  byte[] value() {
    try {
      return ((MessageDigest) digest.clone()).digest();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("SHA-256 of the JDK can be cloned", e);
    }
  }

  /** The digest of a load of these parts, in their order. */
  static byte[] ofParts(List<byte[]> chains) {
    MessageDigest whole = sha256();
    chains.forEach(whole::update);
    return whole.digest();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
