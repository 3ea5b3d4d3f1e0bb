package renkei.signing;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import renkei.signing.algorithm.DigestAlgorithm;
import renkei.signing.algorithm.IssuerSignatures;
import renkei.signing.algorithm.SealAlgorithms;
import renkei.signing.algorithm.SignatureAlgorithm;

/**
 * Which algorithms count when: for new work up to one day, for evidence made before that up to a
 * later day, and what is not in the table never. That goes for what parties sign and seal, and for
 * what issuers sign: certificates, revocation information, time-stamps. An immutable value, by
 * configuration.
 */
public final class AlgorithmTable {

  private final Map<String, Row> rows;

  private AlgorithmTable(Map<String, Row> rows) {
    this.rows = rows;
  }

  /**
   * One algorithm.
   *
   * @param algorithm the URI it goes by in signatures and seals; for what only issuers sign with,
   *     the one XML Signature has for it (RFC 9231)
   * @param newWorkUntil the first day (UTC) on which nothing new may be made with it
   * @param evidenceUntil the first day (UTC) on which nothing made with it is believed any more
   */
  public record Row(String algorithm, LocalDate newWorkUntil, LocalDate evidenceUntil) {

    /**
     * Checks the order of the days.
     *
     * @throws IllegalArgumentException if evidence would end before new work
     */
    public Row {
      if (evidenceUntil.isBefore(newWorkUntil)) {
        throw new IllegalArgumentException("evidence ends before new work: " + algorithm);
      }
    }
  }

  /** How an algorithm stands. */
  public enum Standing {
    /** For new work and for evidence. */
    ACCEPTED,
    /** For evidence made while it was accepted, and for nothing new. */
    ACCEPTED_FOR_OLD,
    /** Not at all. */
    REFUSED
  }

  /**
   * A table of these rows.
   *
   * @throws IllegalArgumentException if an algorithm is there twice or is not one this module can
   *     use
   */
  public static AlgorithmTable of(Collection<Row> rows) {
    Map<String, Row> byAlgorithm = new HashMap<>();
    for (Row row : rows) {
      if (!known(row.algorithm())) {
        throw new IllegalArgumentException("not an algorithm of this module: " + row.algorithm());
      }
      if (byAlgorithm.put(row.algorithm(), row) != null) {
        throw new IllegalArgumentException("twice in the table: " + row.algorithm());
      }
    }
    return new AlgorithmTable(Map.copyOf(byAlgorithm));
  }

  /**
   * Reads a table: on each line an algorithm's URI, the end of new work and the end of evidence as
   * {@code 2036-01-01}, between them white space; empty lines and those that begin with {@code ;}
   * count for nothing.
   *
   * @throws IllegalArgumentException naming the line that is wrong
   */
  public static AlgorithmTable parse(String text) {
    List<Row> rows = new ArrayList<>();
    for (String line : text.lines().map(String::strip).toList()) {
      if (line.isEmpty() || line.startsWith(";")) {
        continue;
      }
      String[] parts = line.split("\\s+", -1);
      try {
        if (parts.length != 3) {
          throw new IllegalArgumentException("wrong line in the algorithm table: " + line);
        }
        rows.add(new Row(parts[0], LocalDate.parse(parts[1]), LocalDate.parse(parts[2])));
      } catch (DateTimeParseException e) {
        throw new IllegalArgumentException("wrong day in the algorithm table: " + line, e);
      }
    }
    return of(rows);
  }

  /**
   * The table where nothing is configured: all that this module can do. What rests on classical
   * curves and RSA (signatures and the agreement of a seal's key) is for new work until the end of
   * 2035, the year by which public bodies are to have moved to quantum-safe algorithms. What a
   * quantum computer does not break (ML-DSA, SHA-2, AES with 256 bits and the derivation by
   * SHA-256) is until the end of 2050. Evidence counts for eight years more, a year longer than
   * records are kept. The days are this project's choice.
   */
  public static AlgorithmTable standard() {
    LocalDate classical = LocalDate.of(2036, 1, 1);
    LocalDate quantumSafe = LocalDate.of(2051, 1, 1);
    return of(
        names()
            .map(
                name -> {
                  LocalDate end = isClassical(name) ? classical : quantumSafe;
                  return new Row(name, end, end.plusYears(8));
                })
            .toList());
  }

  /** How an algorithm stands at an instant. */
  public Standing standing(String algorithm, Instant now) {
    Row row = rows.get(algorithm);
    if (row == null || !now.isBefore(startOf(row.evidenceUntil()))) {
      return Standing.REFUSED;
    }
    return now.isBefore(startOf(row.newWorkUntil()))
        ? Standing.ACCEPTED
        : Standing.ACCEPTED_FOR_OLD;
  }

  /**
   * Whether something made with an algorithm is believed.
   *
   * @param made when it was made
   * @param now when it is looked at
   */
  public boolean accepts(String algorithm, Instant made, Instant now) {
    return switch (standing(algorithm, now)) {
      case ACCEPTED -> true;
      case ACCEPTED_FOR_OLD -> standing(algorithm, made) == Standing.ACCEPTED;
      case REFUSED -> false;
    };
  }

  /**
   * Whether something whose age nobody can tell, such as a seal, is still read.
   *
   * @param now when it is looked at
   */
  public boolean reads(String algorithm, Instant now) {
    return standing(algorithm, now) != Standing.REFUSED;
  }

  /** Refuses new work by an algorithm that has ended, or is not in the table. */
  public void requireForNewWork(String algorithm, Instant now) {
    if (standing(algorithm, now) != Standing.ACCEPTED) {
      throw new SigningUnavailableException(
          "the algorithm table accepts no new work by " + algorithm, null);
    }
  }

  /** The rows, in the order of their names. */
  public List<Row> rows() {
    return rows.values().stream().sorted((a, b) -> a.algorithm().compareTo(b.algorithm())).toList();
  }

  private static Instant startOf(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  private static boolean known(String algorithm) {
    return names().anyMatch(algorithm::equals);
  }

  private static Stream<String> names() {
    return Stream.of(
            signatures(),
            Stream.of(DigestAlgorithm.values()).map(DigestAlgorithm::uri),
            SealAlgorithms.SUITE.stream())
        .flatMap(names -> names)
        .distinct();
  }

  private static Stream<String> signatures() {
    return Stream.concat(
        Stream.of(SignatureAlgorithm.values()).map(SignatureAlgorithm::uri),
        IssuerSignatures.names());
  }

  private static boolean isClassical(String name) {
    return name.equals(SealAlgorithms.AGREEMENT)
        || signatures()
            .filter(signature -> !signature.equals(SignatureAlgorithm.ML_DSA_65.uri()))
            .anyMatch(name::equals);
  }
}
