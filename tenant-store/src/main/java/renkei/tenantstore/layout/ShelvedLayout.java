package renkei.tenantstore.layout;

import java.time.Instant;

/**
 * A layout that the platform keeps.
 *
 * @param answersAt when it begins, or began, to answer
 * @param takenAt when it was taken
 */
public record ShelvedLayout(Layout layout, Standing standing, Instant answersAt, Instant takenAt) {

  /** How an edition stands now, by the database's clock. */
  public enum Standing {
    /** It does not answer yet. */
    WAITING,
    /** It answers. */
    IN_FORCE,
    /** It answered; a newer one does now. */
    FOLLOWED,
    /** Two people took it back before it answered. */
    WITHDRAWN
  }
}
