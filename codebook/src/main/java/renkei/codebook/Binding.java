package renkei.codebook;

/** What came of one code that the core sent for one serial number. */
public sealed interface Binding {

  /** The code is bound now. */
  record Bound(AddresseeNumber addressee) implements Binding {}

  /** This very code was bound before; nothing changed. */
  record Repeated() implements Binding {}

  /** The code belongs to another addressee number already: nothing is bound, a case is open. */
  record BoundTwice(CaseId caseId) implements Binding {}

  /** No such serial number is pending, and the code is not bound. */
  record UnknownSerialNumber() implements Binding {}
}
