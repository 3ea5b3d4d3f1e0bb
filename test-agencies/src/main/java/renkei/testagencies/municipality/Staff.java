package renkei.testagencies.municipality;

import jakarta.json.JsonObject;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import renkei.testagencies.layout.LayoutFile;
import renkei.testagencies.soap.HttpsClient;
import renkei.testagencies.vocabulary.AddresseeNumber;
import renkei.testagencies.vocabulary.InformationCode;
import renkei.testagencies.vocabulary.InquiryId;
import renkei.testagencies.vocabulary.PermitId;
import renkei.testagencies.vocabulary.RecordId;
import renkei.testagencies.vocabulary.TenantId;

/** One municipality's staff at a terminal (接続端末). Thread-safe. */
public final class Staff {

  private final LocalDoor door;

  /** Staff who call with their own certificate. */
  public Staff(TenantId tenant, HttpsClient http, URI local) {
    door = new LocalDoor(http, local, tenant);
  }

  /** Answers about this person wait for staff from now on (自動応答不可). */
  public void hold(AddresseeNumber person, InformationCode information) {
    door.change("PUT", "holds/" + person.value() + "/" + information.value());
  }

  /** Answers about this person go out by themselves again. */
  public void unhold(AddresseeNumber person, InformationCode information) {
    door.change("DELETE", "holds/" + person.value() + "/" + information.value());
  }

  /** Everything about this person is protected from now on (支援措置). */
  public void protect(AddresseeNumber person) {
    door.change("PUT", "protection-cases/" + person.value());
  }

  /** The protection ends. */
  public void unprotect(AddresseeNumber person) {
    door.change("DELETE", "protection-cases/" + person.value());
  }

  /**
   * The municipality's record of an exchange.
   *
   * @param asProvider whether it gave or asked
   * @throws LocalDoorException if there is none
   */
  public RecordId record(InquiryId inquiry, boolean asProvider) {
    return door.records(asProvider)
        .filter(row -> row.getString("inquiryId").equals(inquiry.toString()))
        .findFirst()
        .map(row -> new RecordId(UUID.fromString(row.getString("recordId"))))
        .orElseThrow(() -> new LocalDoorException("no record of " + inquiry));
  }

  /** The record is not shown to the person from now on (不開示). */
  public void hide(RecordId record) {
    door.change("PUT", "records/hidden/" + record);
  }

  /** The record is shown again. */
  public void show(RecordId record) {
    door.change("DELETE", "records/hidden/" + record);
  }

  /** An edition may be answered from: its newest load in test mode was looked at. */
  public void signOff(LayoutFile layout) {
    door.change(
        "POST",
        "editions/%s/%s/sign-off"
            .formatted(layout.information().value(), layout.edition().value()));
  }

  /** A load that was a test counts from now on. */
  public void release(LoadReceipt tested) {
    door.change("POST", "loads/" + tested.batch() + "/release");
  }

  /** The permits of the provisions that wait for a decision; of many those that expire first. */
  public List<PermitId> held() {
    return door
        .get("provisions?state=ON_HOLD")
        .getJsonArray("provisions")
        .getValuesAs(JsonObject.class)
        .stream()
        .map(row -> new PermitId(UUID.fromString(row.getString("permitId"))))
        .toList();
  }

  /** Lets a held answer go out. */
  public void release(PermitId permitId) {
    door.change("POST", "provisions/" + permitId + "/release");
  }

  /** Refuses a held answer: its outcome is WITHHELD. */
  public void refuse(PermitId permitId) {
    door.change("POST", "provisions/" + permitId + "/refuse");
  }
}
