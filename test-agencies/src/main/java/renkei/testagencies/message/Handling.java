package renkei.testagencies.message;

import java.util.Optional;
import renkei.testagencies.vocabulary.Lane;

/**
 * How exchanges are dealt with on their way; a permit repeats that of the inquiry.
 *
 * @param lane class of work, binding for everybody
 * @param rule what put them there
 * @param batch the batch they are part of
 * @param campaign the campaign they are part of
 */
public record Handling(Lane lane, String rule, Optional<String> batch, Optional<String> campaign) {

  /** As whoever asks wants it. */
  public static Handling askedFor(Lane lane) {
    return new Handling(lane, "ASKED_FOR", Optional.empty(), Optional.empty());
  }
}
