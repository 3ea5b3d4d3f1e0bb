package renkei.gateway.rest;

/** In which role a municipality calls. */
enum CallerRole {
  /** A backend system (既存システム). */
  BACKEND,
  /** A member of staff, through the municipality's own sign-on. */
  STAFF
}
