package renkei.codebook.postgres;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.argument.Argument;
import renkei.codebook.AddresseeNumber;
import renkei.codebook.CaseId;
import renkei.codebook.PersonCode;
import renkei.codebook.database.BlindIndex;
import renkei.codebook.database.Columns;
import renkei.codebook.database.SealedColumns;
import renkei.codebook.vault.Binding;
import renkei.codebook.vault.CodeToBind;

/**
 * Binds codes to the people they were asked for. Which of two bindings of one code comes first is
 * decided by the primary key of person_code; rows are always locked in one order.
 */
record CodeBindings(Handle handle, SealedColumns columns, Clock clock, RandomGenerator random) {

  private static final String LOCK_PENDING =
      """
      SELECT serial_index, addressee_index, addressee_box FROM addressee
      WHERE serial_index = ANY (?) ORDER BY addressee_index FOR UPDATE
      """;

  private static final String CLAIM =
      """
      INSERT INTO person_code (code_index, addressee_index, addressee_box)
      SELECT a, b, c FROM unnest(?, ?, ?) AS u (a, b, c)
      ON CONFLICT (tenant, code_index) DO NOTHING RETURNING code_index
      """;

  private static final String ACTIVATE =
      """
      UPDATE addressee SET state = 'ACTIVE', code_box = u.b, bound_at = ?,
        serial_index = NULL, serial_box = NULL
      FROM unnest(?, ?) AS u (a, b) WHERE addressee_index = u.a
      """;

  private static final String SUSPEND =
      """
      UPDATE addressee SET state = 'SUSPENDED', serial_index = NULL, serial_box = NULL
      WHERE addressee_index = ANY (?)
      """;

  private static final String OPEN_CASES =
      """
      INSERT INTO registration_case (case_id, kind, addressee_index, code_index, opened_at)
      SELECT a, 'CODE_BOUND_TWICE', b, c, ? FROM unnest(?, ?, ?) AS u (a, b, c)
      """;

  private static final String KNOWN =
      "SELECT code_index FROM person_code WHERE code_index = ANY (?)";

  /** A person waiting for a code. */
  private record Pending(BlindIndex row, AddresseeNumber addressee) {}

  /** A code that came for somebody who was waiting for one. */
  private record Match(BlindIndex codeIndex, PersonCode code, Pending pending) {}

  List<Binding> bindAll(List<CodeToBind> codes) {
    Map<BlindIndex, Pending> pending = lockPending(codes);
    List<Optional<Match>> matches = new ArrayList<>();
    for (CodeToBind one : codes) {
      // Taken out, so that the second of two entries with one serial number finds nothing pending.
      Pending person = pending.remove(columns.index(one.serialNumber()));
      matches.add(
          Optional.ofNullable(person)
              .map(waiting -> new Match(columns.index(one.code()), one.code(), waiting)));
    }
    List<Match> matched = matches.stream().flatMap(Optional::stream).toList();
    Set<Match> claimed = claim(matched);
    activate(matched.stream().filter(claimed::contains).toList());
    Map<Match, CaseId> cases =
        openCases(matched.stream().filter(match -> !claimed.contains(match)).toList());
    Set<BlindIndex> known = known(codes, matches);
    List<Binding> bindings = new ArrayList<>();
    for (int i = 0; i < codes.size(); i++) {
      BlindIndex code = columns.index(codes.get(i).code());
      bindings.add(
          matches
              .get(i)
              .map(match -> bindingOf(match, Optional.ofNullable(cases.get(match))))
              .orElseGet(
                  () ->
                      known.contains(code)
                          ? new Binding.Repeated()
                          : new Binding.UnknownSerialNumber()));
    }
    return bindings;
  }

  private static Binding bindingOf(Match match, Optional<CaseId> conflict) {
    return conflict
        .<Binding>map(Binding.BoundTwice::new)
        .orElseGet(() -> new Binding.Bound(match.pending().addressee()));
  }

  private Map<BlindIndex, Pending> lockPending(List<CodeToBind> codes) {
    Map<BlindIndex, Pending> pending = new HashMap<>();
    handle
        .createQuery(LOCK_PENDING)
        .bind(
            0,
            Columns.bytes(
                codes.stream().map(one -> columns.index(one.serialNumber()).bytes()).toList()))
        .map(
            (rows, _) -> {
              BlindIndex row = BlindIndex.of(rows.getBytes(2));
              String addressee = columns.open("addressee", row, rows.getBytes(3));
              return Map.entry(
                  BlindIndex.of(rows.getBytes(1)),
                  new Pending(row, new AddresseeNumber(addressee)));
            })
        .forEach(entry -> pending.put(entry.getKey(), entry.getValue()));
    return pending;
  }

  /** Inserts the codes that nobody has; returns whose they are now. */
  private Set<Match> claim(List<Match> matched) {
    if (matched.isEmpty()) {
      return Set.of();
    }
    Map<BlindIndex, Match> firstOfCode = new HashMap<>();
    matched.forEach(match -> firstOfCode.putIfAbsent(match.codeIndex(), match));
    List<Match> candidates =
        firstOfCode.values().stream().sorted(Comparator.comparing(Match::codeIndex)).toList();
    return handle
        .createQuery(CLAIM)
        .bind(0, column(candidates, match -> match.codeIndex().bytes()))
        .bind(1, column(candidates, match -> match.pending().row().bytes()))
        .bind(2, column(candidates, this::addresseeBox))
        .mapTo(byte[].class)
        .stream()
        .map(code -> firstOfCode.get(BlindIndex.of(code)))
        .collect(Collectors.toCollection(HashSet::new));
  }

  private byte[] addresseeBox(Match match) {
    return columns.seal("addressee", match.codeIndex(), match.pending().addressee().value());
  }

  private void activate(List<Match> bound) {
    if (bound.isEmpty()) {
      return;
    }
    handle
        .createUpdate(ACTIVATE)
        .bind(0, Columns.instant(clock.instant()))
        .bind(1, column(bound, match -> match.pending().row().bytes()))
        .bind(
            2,
            column(
                bound, match -> columns.seal("code", match.pending().row(), match.code().value())))
        .execute();
  }

  private Map<Match, CaseId> openCases(List<Match> conflicts) {
    Map<Match, CaseId> cases = new HashMap<>();
    if (conflicts.isEmpty()) {
      return cases;
    }
    conflicts.forEach(match -> cases.put(match, CaseId.random(clock, random)));
    handle
        .createUpdate(SUSPEND)
        .bind(0, column(conflicts, match -> match.pending().row().bytes()))
        .execute();
    handle
        .createUpdate(OPEN_CASES)
        .bind(0, Columns.instant(clock.instant()))
        .bind(
            1,
            Columns.uuids(
                conflicts.stream().map(m -> Objects.requireNonNull(cases.get(m)).value()).toList()))
        .bind(2, column(conflicts, match -> match.pending().row().bytes()))
        .bind(3, column(conflicts, match -> match.codeIndex().bytes()))
        .execute();
    return cases;
  }

  /** Which of the codes that came for nobody are bound already. */
  private Set<BlindIndex> known(List<CodeToBind> codes, List<Optional<Match>> matches) {
    List<byte[]> unmatched = new ArrayList<>();
    for (int i = 0; i < codes.size(); i++) {
      if (matches.get(i).isEmpty()) {
        unmatched.add(columns.index(codes.get(i).code()).bytes());
      }
    }
    return unmatched.isEmpty()
        ? Set.of()
        : handle.createQuery(KNOWN).bind(0, Columns.bytes(unmatched)).mapTo(byte[].class).stream()
            .map(BlindIndex::of)
            .collect(Collectors.toSet());
  }

  private static Argument column(List<Match> matches, Function<Match, byte[]> value) {
    return Columns.bytes(matches.stream().map(value).toList());
  }
}
