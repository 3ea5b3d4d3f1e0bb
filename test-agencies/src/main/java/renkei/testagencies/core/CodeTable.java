package renkei.testagencies.core;

import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import renkei.signing.BlindIndexKey;
import renkei.testagencies.vocabulary.AgencyCode;
import renkei.testagencies.vocabulary.PersonCode;

/**
 * Every body's code of every person: HMAC-SHA-256 over body and person under a key that only the
 * core has, so that two bodies' codes of one person have nothing in common. Thread-safe.
 */
final class CodeTable {

  private record Holding(AgencyCode holder, PersonCode code) {}

  private final BlindIndexKey key;
  private final Map<Holding, ResidentCode> issued = new ConcurrentHashMap<>();

  CodeTable(BlindIndexKey key) {
    this.key = key;
  }

  /** The code by which {@code holder} knows the person; the same each time. */
  PersonCode issue(AgencyCode holder, ResidentCode resident) {
    byte[] index = key.index(holder.value() + "|" + resident.value());
    PersonCode code = new PersonCode(HexFormat.of().formatHex(index, 0, 16));
    issued.put(new Holding(holder, code), resident);
    return code;
  }

  /** Whom {@code holder} means by that code; empty if it was never issued to that holder. */
  Optional<ResidentCode> find(AgencyCode holder, PersonCode code) {
    return Optional.ofNullable(issued.get(new Holding(holder, code)));
  }
}
