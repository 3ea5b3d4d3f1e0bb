package renkei.gateway.witness;

import java.nio.file.Path;

/** What became of somebody's decision to take the database as it is. */
public sealed interface Acceptance {

  /** The gateway of that folder goes on within seconds, or at its next start. */
  record Taken(String sentence) implements Acceptance {}

  /** Nothing waits for a decision there. */
  record NothingFound() implements Acceptance {}

  /** Something else was found than what the decision is about. */
  record FoundOtherwise(String sentence, String id) implements Acceptance {}

  /**
   * Decides.
   *
   * @param data the gateway's data folder
   * @param finding as the alarm names it
   * @param by who decides; stands in the log
   */
  static Acceptance of(Path data, String finding, String by) {
    WitnessFolder folder = new WitnessFolder(data);
    return folder
        .finding()
        .<Acceptance>map(
            found -> {
              if (!found.id().equals(finding)) {
                return new FoundOtherwise(found.sentence(), found.id());
              }
              folder.decide(new Decision(finding, by));
              return new Taken(found.sentence());
            })
        .orElseGet(NothingFound::new);
  }
}
