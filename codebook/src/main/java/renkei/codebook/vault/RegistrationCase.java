package renkei.codebook.vault;

import java.time.Instant;
import renkei.codebook.CaseId;

/**
 * A finding that people have to decide: a code came for one addressee number that is bound to
 * another, so one person seems to be registered twice. It names nobody.
 */
public record RegistrationCase(CaseId id, Kind kind, Instant openedAt) {

  /** What was found. */
  public enum Kind {
    /** One code for two addressee numbers. */
    CODE_BOUND_TWICE
  }
}
