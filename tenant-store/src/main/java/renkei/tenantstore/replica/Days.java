package renkei.tenantstore.replica;

import java.time.LocalDate;

/** The days from one to another, by the calendar of Japan; both belong to them. */
public record Days(LocalDate first, LocalDate last) {

  /** Throws {@link IllegalArgumentException} if they are not in their order. */
  public Days {
    if (first.isAfter(last)) {
      throw new IllegalArgumentException("days end before they begin");
    }
  }

  /** Whether all days of another are among these. */
  boolean hold(Days other) {
    return !first.isAfter(other.first) && !last.isBefore(other.last);
  }
}
