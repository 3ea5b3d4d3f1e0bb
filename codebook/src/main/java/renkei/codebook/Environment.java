package renkei.codebook;

/**
 * What an installation works for. Every message of the national network says it, so that nothing of
 * a test is ever answered, recorded or believed in production.
 */
public enum Environment {
  /** Real people, real procedures. */
  PRODUCTION,
  /** Invented people only. */
  TEST
}
