package renkei.gateway.staff;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import renkei.signing.evidence.tree.MerkleTree;

/**
 * One act as the line of text that is hashed into its place's tree: tab-separated, a random salt
 * last, without which the hash would give the content away to whoever can guess it.
 */
record ActText(String line) {

  private static final String FORM = "act-1";
  private static final int FIELDS = 8;

  /** Throws {@link IllegalArgumentException} if it is not such a line. */
  ActText {
    if (line.split("\t", -1).length != FIELDS
        || !line.startsWith(FORM + "\t")
        || line.chars().anyMatch(c -> c != '\t' && Character.isISOControl(c))) {
      throw new IllegalArgumentException("not the text of an act");
    }
  }

  /**
   * Writes an act down.
   *
   * @param what to what or whom; no control characters
   * @param salt unguessable
   */
  static ActText of(Instant at, Actor by, Action action, String what, String salt) {
    return new ActText(
        String.join(
            "\t",
            FORM,
            at.toString(),
            by.login().value(),
            by.name(),
            by.credential(),
            action.name(),
            what,
            salt));
  }

  /** For people: without the salt. */
  Act act(long index) {
    String[] fields = line.split("\t", -1);
    return new Act(
        index,
        Instant.parse(fields[1]),
        fields[2],
        fields[3],
        Action.valueOf(fields[5]),
        fields[6]);
  }

  byte[] leafHash() {
    return MerkleTree.leafHash(line.getBytes(StandardCharsets.UTF_8));
  }

  /** Hides the act. */
  @Override
  public String toString() {
    return "ActText[****]";
  }
}
