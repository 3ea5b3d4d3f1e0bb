package renkei.codebook.postgres;

import renkei.codebook.PersonCode;
import renkei.codebook.database.BlindIndex;

/** A code that came for somebody who was waiting for one. */
record CodeMatch(BlindIndex codeIndex, PersonCode code, AddresseeRows.Pending pending) {

  BlindIndex addresseeIndex() {
    return pending.row();
  }
}
