package renkei.gateway.contract;

import java.util.Optional;
import renkei.codebook.BatchId;
import renkei.codebook.Handling;
import renkei.codebook.Lane;
import renkei.gateway.wording.Forms;

/** How an exchange is dealt with on its way: the same element in inquiries and permits. */
final class HandlingXml {

  private static final String ELEMENT = "Handling";

  private HandlingXml() {}

  static Handling read(ElementReader parent) {
    ElementReader handling = parent.children(ELEMENT);
    Handling read =
        new Handling(
            handling.word("Lane", Lane.class),
            handling.value("LaneRule", Forms.LANE_RULE),
            handling.at("BatchId")
                ? Optional.of(new BatchId(handling.uuid("BatchId")))
                : Optional.empty(),
            handling.valueIf("CampaignId", Forms.CAMPAIGN));
    handling.end();
    return read;
  }

  static void write(ElementWriter parent, Handling handling) {
    ElementWriter written =
        parent
            .child(ELEMENT)
            .text("Lane", handling.lane())
            .text("LaneRule", handling.rule().value());
    handling.batch().ifPresent(batch -> written.text("BatchId", batch.value()));
    handling.campaign().ifPresent(campaign -> written.text("CampaignId", campaign.value()));
  }
}
