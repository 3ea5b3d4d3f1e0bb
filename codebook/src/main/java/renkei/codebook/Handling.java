package renkei.codebook;

import java.util.Optional;

/**
 * How an exchange is dealt with on its way.
 *
 * @param lane its class of work
 * @param rule what put it there
 * @param batch the batch it is part of; empty if it is of none
 * @param campaign the campaign it is part of; empty if it is of none
 */
public record Handling(
    Lane lane, LaneRule rule, Optional<BatchId> batch, Optional<CampaignId> campaign) {

  /** As the local system asked for it, in no batch. */
  public static Handling askedFor(Lane lane) {
    return new Handling(lane, LaneRule.ASKED_FOR, Optional.empty(), Optional.empty());
  }
}
