package renkei.testagencies.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import renkei.testagencies.core.Core.CodeRequest;
import renkei.testagencies.vocabulary.AgencyCode;
import renkei.testagencies.vocabulary.SerialNumber;

/**
 * The stand-in of the resident network (住民基本台帳ネットワーク): takes a serial number and a person from a
 * municipality, outside the platform, and tells the core whom it is about. Thread-safe.
 */
public final class ResidentNetwork {

  private final Core core;
  private final Predicate<ResidentCode> known;

  /**
   * A network that hands over to {@code core}.
   *
   * @param known who is in its registers
   */
  public ResidentNetwork(Core core, Predicate<ResidentCode> known) {
    this.core = core;
    this.known = known;
  }

  /** Whether that person is in its registers. */
  public boolean knows(ResidentCode resident) {
    return known.test(resident);
  }

  /**
   * Hands requests over to the core.
   *
   * @param requests serial number and person, in the order they shall be handed over
   */
  public void handOver(AgencyCode municipality, Map<SerialNumber, ResidentCode> requests) {
    List<CodeRequest> handedOver = new ArrayList<>();
    requests.forEach((serial, resident) -> handedOver.add(new CodeRequest(serial, resident)));
    core.deliverCodes(municipality, handedOver);
  }
}
