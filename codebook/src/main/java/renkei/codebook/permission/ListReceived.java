package renkei.codebook.permission;

/** What became of a manifest, or of a part, of a permission list that the core delivered. */
public sealed interface ListReceived {

  /** It was the last that was missing: the list counts from its first day on. */
  record Taken() implements ListReceived {}

  /**
   * It is kept, and the list does not count yet.
   *
   * @param parts how many are still missing
   */
  record Waits(int parts) implements ListReceived {}

  /** The very same came before: it is delivered to every tenant. */
  record Repeated() implements ListReceived {}

  /**
   * Nothing was kept: whoever delivers it must know that it has no effect.
   *
   * @param sentence what is wrong, for people; names rows, classes and bodies, never a person
   */
  record Refused(ListRefusal why, String sentence) implements ListReceived {}
}
