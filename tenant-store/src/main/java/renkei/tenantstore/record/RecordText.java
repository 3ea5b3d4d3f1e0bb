package renkei.tenantstore.record;

import java.nio.charset.StandardCharsets;
import renkei.codebook.Exchange;
import renkei.codebook.RecordId;
import renkei.signing.evidence.tree.MerkleTree;

/**
 * An exchange record as the one line of text that is hashed into the tenant's tree. It holds a
 * random salt, without which the hash would give the content away to whoever can guess it. A text
 * is kept, hashed and exported as it was written; what is written today is of form 2.
 */
public sealed interface RecordText permits FormOne, FormTwo {

  /**
   * Writes down one exchange.
   *
   * @param salt unguessable; 32 hexadecimal digits
   */
  static RecordText of(RecordId id, Exchange exchange, String salt) {
    return FormTwo.of(id, exchange, salt);
  }

  /**
   * Takes a text of either form, as it was written.
   *
   * @throws IllegalArgumentException if it is of neither
   */
  static RecordText read(String text) {
    return text.startsWith("{") ? FormTwo.read(text) : new FormOne(text);
  }

  /** The text, of one line. */
  String text();

  /**
   * What it says.
   *
   * @throws IllegalArgumentException if a value in it is none that is known
   * @throws java.time.DateTimeException if a time or date in it is none
   */
  ExchangeRecord record();

  /** The hash of this text as an entry of the tree (RFC 9162, 2.1.1). */
  default byte[] leafHash() {
    return MerkleTree.leafHash(text().getBytes(StandardCharsets.UTF_8));
  }
}
