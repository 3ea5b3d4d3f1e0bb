package renkei.codebook.database;

import java.util.List;

/**
 * What reading the whole database found.
 *
 * @param damaged tables and indexes that are damaged, by name
 * @param checked how many were read
 * @param thorough whether PostgreSQL's {@code amcheck} could be used; else pages were not read, and
 *     only the server's own count of checksum failures is known
 * @param checksumFailures how many pages the server found damaged since its statistics began
 */
public record DamageReport(
    List<String> damaged, int checked, boolean thorough, long checksumFailures) {

  public DamageReport {
    damaged = List.copyOf(damaged);
  }
}
