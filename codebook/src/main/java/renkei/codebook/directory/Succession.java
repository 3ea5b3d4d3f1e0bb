package renkei.codebook.directory;

import java.time.LocalDate;
import java.util.Set;
import renkei.codebook.AgencyCode;
import renkei.codebook.InformationCode;

/**
 * That another body took over (承継): a merger (市町村合併), a task that was passed on.
 *
 * @param from the first day on which the successor holds what was the other's
 * @param successor who took over
 * @param informations what; empty means everything, and then the other body has ended the day
 *     before
 */
public record Succession(LocalDate from, AgencyCode successor, Set<InformationCode> informations) {

  /** Copies the set. */
  public Succession {
    informations = Set.copyOf(informations);
  }

  /** Whether it is of everything the body held. */
  public boolean isOfEverything() {
    return informations.isEmpty();
  }

  /** Whether the successor holds this information on this day. */
  boolean passes(InformationCode information, LocalDate day) {
    return concerns(information) && !day.isBefore(from);
  }

  /** Whether it is of this information, whenever that is. */
  boolean concerns(InformationCode information) {
    return isOfEverything() || informations.contains(information);
  }
}
