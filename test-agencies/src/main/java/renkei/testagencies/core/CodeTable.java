package renkei.testagencies.core;

import java.util.HexFormat;
import java.util.Optional;
import renkei.signing.BlindIndexKey;
import renkei.testagencies.vocabulary.AgencyCode;
import renkei.testagencies.vocabulary.PersonCode;

/**
 * Every body's code of every person: HMAC-SHA-256 over body and person under a key that only the
 * core has, so that two bodies' codes of one person have nothing in common. Thread-safe.
 */
final class CodeTable {

  private final BlindIndexKey key;
  private final IssuedCodes issued;

  CodeTable(BlindIndexKey key, IssuedCodes issued) {
    this.key = key;
    this.issued = issued;
  }

  /** The code by which {@code holder} knows the person; the same each time. */
  PersonCode issue(AgencyCode holder, ResidentCode resident) {
    byte[] index = key.index(holder.value() + "|" + resident.value());
    PersonCode code = new PersonCode(HexFormat.of().formatHex(index, 0, 16));
    issued.add(holder, code, resident);
    return code;
  }

  /** Whom {@code holder} means by that code; empty if it was never issued to that holder. */
  Optional<ResidentCode> find(AgencyCode holder, PersonCode code) {
    return issued.find(holder, code);
  }
}
