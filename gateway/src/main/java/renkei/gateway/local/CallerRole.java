package renkei.gateway.local;

/** In which role a municipality calls. */
public enum CallerRole {
  /** A backend system (既存システム). */
  BACKEND,
  /** A member of staff, through the municipality's own sign-on. */
  STAFF
}
