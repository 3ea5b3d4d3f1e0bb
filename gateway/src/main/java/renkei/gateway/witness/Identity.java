package renkei.gateway.witness;

/**
 * Which database it is.
 *
 * @param system PostgreSQL's system identifier: drawn when a cluster is made, kept by its copies
 * @param timeline grows by one whenever a copy is promoted, or a restore ends before the log does
 */
record Identity(String system, int timeline) {}
