package renkei.gateway.local;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import renkei.broker.InquiryStatus;
import renkei.codebook.Edition;
import renkei.codebook.ExchangeId;
import renkei.gateway.contract.ContentXml;

/**
 * Where an inquiry stands, and what came of it.
 *
 * @param contents what was provided; nothing of an exchange where nothing was, or it is not kept
 *     any more
 */
public record InquiryReport(InquiryStatus status, Map<ExchangeId, Content> contents) {

  /** Copies the map. */
  public InquiryReport {
    contents = Map.copyOf(contents);
  }

  /**
   * What was provided.
   *
   * @param edition in whose form
   * @param records in the order of their first days; empty if they cannot be read
   */
  public record Content(Edition edition, Optional<List<ContentXml.OneRecord>> records) {

    /** Hides the content. */
    @Override
    public String toString() {
      return "Content[****]";
    }
  }

  /** Hides the contents. */
  @Override
  public String toString() {
    return "InquiryReport[" + status.id() + ", " + status.state() + "]";
  }
}
