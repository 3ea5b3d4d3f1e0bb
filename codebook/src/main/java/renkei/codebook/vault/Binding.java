package renkei.codebook.vault;

import renkei.codebook.AddresseeNumber;
import renkei.codebook.CaseId;

/** What came of one code that the core sent for one serial number. */
public sealed interface Binding {

  /** The code is bound now. */
  record Bound(AddresseeNumber addressee) implements Binding {}

  /**
   * No such serial number is pending and the code is bound: the delivery came before, or the one
   * that opened a case did. Nothing changed. Serial numbers are deleted once matched, so one that
   * never was cannot be told from one that is done.
   */
  record Repeated() implements Binding {}

  /** The code belongs to another addressee number already: nothing is bound, a case is open. */
  record BoundTwice(CaseId caseId) implements Binding {}

  /** No such serial number is pending, and the code is not bound. */
  record UnknownSerialNumber() implements Binding {}
}
