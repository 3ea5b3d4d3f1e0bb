package renkei.signing.seal;

/**
 * What a seal is tied to: under any other message, sender or receiver it does not open.
 *
 * @param messageId unique name of the message that carries the seal
 * @param sender name of the sealing party
 * @param receiver name of the party it is sealed for
 */
public record SealContext(String messageId, String sender, String receiver) {

  /**
   * Refuses a context that ties to nothing.
   *
   * @throws IllegalArgumentException if a part is empty or longer than 1,024 characters
   */
  public SealContext {
    require(messageId, "message id");
    require(sender, "sender");
    require(receiver, "receiver");
  }

  private static void require(String part, String name) {
    if (part.isEmpty() || part.length() > 1024) {
      throw new IllegalArgumentException(
          "seal context: " + name + " must have 1 to 1024 characters");
    }
  }
}
