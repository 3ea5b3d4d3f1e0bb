package renkei.broker;

/** What came of opening the content of an answer. */
public sealed interface AnswerOpening {

  /**
   * The content opened, has the form of the contract, and agrees with what the answer says in
   * clear.
   *
   * @param provided the content
   */
  record Opened(Answer.Provided provided) implements AnswerOpening {}

  /** It did not open or is no content: the inquiry fails, and nothing of it is kept. */
  record Unopened() implements AnswerOpening {}
}
