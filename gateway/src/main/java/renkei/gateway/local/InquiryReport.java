package renkei.gateway.local;

import java.util.List;
import java.util.Optional;
import renkei.broker.InquiryStatus;
import renkei.gateway.contract.ContentXml;
import renkei.tenantstore.Result;

/**
 * Where an inquiry stands, and what came of it.
 *
 * @param exchange where its one exchange stands
 * @param content what was provided; empty if nothing was, or it is not kept any more
 */
public record InquiryReport(
    InquiryStatus status, InquiryStatus.OfExchange exchange, Optional<Content> content) {

  /** The one exchange of an inquiry that came through this door. */
  public static InquiryStatus.OfExchange only(InquiryStatus status) {
    return status.exchanges().getFirst();
  }

  /**
   * What was provided.
   *
   * @param items in the order of the layout; empty if it cannot be read
   */
  public record Content(Result result, Optional<List<ContentXml.Item>> items) {

    /** Hides the content. */
    @Override
    public String toString() {
      return "Content[****]";
    }
  }
}
