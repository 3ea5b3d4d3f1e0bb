package renkei.testagencies.resident;

import java.util.Optional;
import renkei.testagencies.layout.Absence;

/** What a record says to one item. */
public sealed interface ItemValue {

  /**
   * A value.
   *
   * @param own as the body writes it
   * @param standard in the characters that all bodies share (行政事務標準文字); empty if only the own form
   *     is kept
   */
  record Given(String own, Optional<String> standard) implements ItemValue {

    /** A value in one form. */
    public Given(String own) {
      this(own, Optional.empty());
    }

    /** Hides the value. */
    @Override
    public String toString() {
      return "Given[****]";
    }
  }

  /** None, for a reason. */
  record Missing(Absence reason) implements ItemValue {}
}
