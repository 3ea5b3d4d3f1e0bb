package renkei.gateway.contract;

import java.util.List;
import renkei.broker.message.AnswerReceived;
import renkei.broker.message.Decision;
import renkei.broker.message.PermittedInquiry;
import renkei.codebook.permission.ListManifest;
import renkei.codebook.permission.ListPart;
import renkei.codebook.vault.CodeToBind;

/** What a message says behind its header. */
public sealed interface MessageContents {

  /**
   * The core asks the provider.
   *
   * @param sealing the path that must hold before anything is sealed by it
   */
  record Asked(PermittedInquiry inquiry, SealingChain sealing) implements MessageContents {}

  /** The core tells the inquirer what it decided. */
  record Decided(Decision decision) implements MessageContents {}

  /** The provider answers. */
  record Answered(AnswerReceived answer) implements MessageContents {}

  /** The core delivers person codes. */
  record Codes(List<CodeToBind> codes) implements MessageContents {

    /** Keeps the codes as they are now. */
    public Codes {
      codes = List.copyOf(codes);
    }
  }

  /** The core says what a permission list is, whose rows follow. */
  record ListAnnounced(ListManifest manifest) implements MessageContents {}

  /** The core delivers some of the rows of a permission list. */
  record ListDelivered(ListPart part) implements MessageContents {}
}
