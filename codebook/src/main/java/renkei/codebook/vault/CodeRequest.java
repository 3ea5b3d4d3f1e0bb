package renkei.codebook.vault;

import java.util.List;
import java.util.Optional;
import renkei.codebook.AddresseeNumber;
import renkei.codebook.SerialNumber;

/**
 * What came of asking for codes, in the order asked.
 *
 * @param issued one entry for each addressee number asked for
 */
public record CodeRequest(List<Issued> issued) {

  /** Copies the list. */
  public CodeRequest {
    issued = List.copyOf(issued);
  }

  /**
   * One addressee number and where it stands now.
   *
   * @param state {@code REQUESTED} with a serial number, or any state that needs none
   * @param serialNumber the pending serial number, the same one however often it is asked for
   */
  public record Issued(
      AddresseeNumber addressee, CodeState state, Optional<SerialNumber> serialNumber) {}
}
