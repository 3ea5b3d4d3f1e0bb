package renkei.codebook.postgres;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import renkei.codebook.CaseId;
import renkei.codebook.database.BlindIndex;
import renkei.codebook.database.SealedColumns;
import renkei.codebook.postgres.AddresseeRows.Pending;
import renkei.codebook.vault.Binding;
import renkei.codebook.vault.CodeToBind;

/**
 * Binds codes to the people they were asked for. Which of two bindings of one code comes first is
 * decided by the primary key of {@link PersonCodeRows}.
 */
record CodeBindings(
    AddresseeRows addressees,
    PersonCodeRows codes,
    RegistrationCaseRows cases,
    SealedColumns columns,
    Clock clock,
    RandomGenerator random) {

  List<Binding> bindAll(List<CodeToBind> delivered) {
    List<BlindIndex> indexes = delivered.stream().map(one -> columns.index(one.code())).toList();
    List<Optional<CodeMatch>> matches = matches(delivered, indexes);
    List<CodeMatch> matched = matches.stream().flatMap(Optional::stream).toList();
    Set<CodeMatch> claimed = claim(matched);
    activate(matched.stream().filter(claimed::contains).toList());
    Map<CodeMatch, CaseId> conflicts =
        openCases(matched.stream().filter(match -> !claimed.contains(match)).toList());
    Set<BlindIndex> known = known(indexes, matches);
    List<Binding> bindings = new ArrayList<>();
    for (int i = 0; i < delivered.size(); i++) {
      BlindIndex code = indexes.get(i);
      bindings.add(
          matches
              .get(i)
              .map(match -> bindingOf(match, Optional.ofNullable(conflicts.get(match))))
              .orElseGet(
                  () ->
                      known.contains(code)
                          ? new Binding.Repeated()
                          : new Binding.UnknownSerialNumber()));
    }
    return bindings;
  }

  private static Binding bindingOf(CodeMatch match, Optional<CaseId> conflict) {
    return conflict
        .<Binding>map(Binding.BoundTwice::new)
        .orElseGet(() -> new Binding.Bound(match.pending().addressee()));
  }

  private List<Optional<CodeMatch>> matches(List<CodeToBind> delivered, List<BlindIndex> indexes) {
    List<BlindIndex> serials =
        delivered.stream().map(one -> columns.index(one.serialNumber())).toList();
    Map<BlindIndex, Pending> pending = addressees.lockPending(serials);
    List<Optional<CodeMatch>> matches = new ArrayList<>();
    for (int i = 0; i < delivered.size(); i++) {
      CodeToBind one = delivered.get(i);
      BlindIndex code = indexes.get(i);
      // Taken out, so that the second of two entries with one serial number finds nothing pending.
      Pending person = pending.remove(serials.get(i));
      matches.add(
          Optional.ofNullable(person).map(waiting -> new CodeMatch(code, one.code(), waiting)));
    }
    return matches;
  }

  /** Takes the codes that nobody has; returns whose they are now. */
  private Set<CodeMatch> claim(List<CodeMatch> matched) {
    if (matched.isEmpty()) {
      return Set.of();
    }
    Map<BlindIndex, CodeMatch> firstOfCode = new HashMap<>();
    matched.forEach(match -> firstOfCode.putIfAbsent(match.codeIndex(), match));
    Set<BlindIndex> claimed =
        codes.claim(
            firstOfCode.values().stream()
                .sorted(Comparator.comparing(CodeMatch::codeIndex))
                .toList());
    return firstOfCode.values().stream()
        .filter(match -> claimed.contains(match.codeIndex()))
        .collect(Collectors.toSet());
  }

  private void activate(List<CodeMatch> bound) {
    if (!bound.isEmpty()) {
      addressees.activate(bound, clock.instant());
    }
  }

  private Map<CodeMatch, CaseId> openCases(List<CodeMatch> conflicts) {
    Map<CodeMatch, CaseId> opened = new HashMap<>();
    if (!conflicts.isEmpty()) {
      conflicts.forEach(match -> opened.put(match, CaseId.random(clock, random)));
      addressees.suspend(conflicts.stream().map(CodeMatch::addresseeIndex).toList());
      cases.open(opened, clock.instant());
    }
    return opened;
  }

  /** Which of the codes that came for nobody are bound already. */
  private Set<BlindIndex> known(List<BlindIndex> indexes, List<Optional<CodeMatch>> matches) {
    List<BlindIndex> unmatched = new ArrayList<>();
    for (int i = 0; i < indexes.size(); i++) {
      if (matches.get(i).isEmpty()) {
        unmatched.add(indexes.get(i));
      }
    }
    return unmatched.isEmpty() ? Set.of() : codes.known(unmatched);
  }
}
