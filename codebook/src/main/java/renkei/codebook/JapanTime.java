package renkei.codebook;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/** Japan time (日本標準時), by which the days and hours of every agency are told. */
public final class JapanTime {

  /** The zone; nine hours before UTC all the year. */
  public static final ZoneId ZONE = ZoneId.of("Asia/Tokyo");

  private JapanTime() {}

  /** What day it is in Japan at an instant. */
  public static LocalDate date(Instant at) {
    return LocalDate.ofInstant(at, ZONE);
  }
}
