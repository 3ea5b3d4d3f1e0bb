package renkei.broker;

/** How far a provision has come. */
public enum ProvisionState {
  /** Taken up. */
  RECEIVED,
  /** Waits for a member of staff (自動応答不可). */
  ON_HOLD,
  /** It has its one outcome, recorded; the answer is on its way. */
  DECIDED,
  /** The inquirer signed for the answer. */
  DELIVERED
}
