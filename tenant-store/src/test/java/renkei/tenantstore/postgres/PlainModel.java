package renkei.tenantstore.postgres;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What docs/protocol.md says of records by fiscal year ("Which edition answers"), as plainly as it
 * can be said: maps, and no rule taken from the code under test.
 */
final class PlainModel {

  /** What is said of one record: its text, or nothing where it is deleted. */
  record State(long sequence, int ended, Optional<String> text) {}

  /** One line of a load. */
  record Line(String person, int year, long sequence, Kind kind, String text) {}

  enum Kind {
    PUT,
    DELETE,
    BAD,
    BAD_WITHOUT_KEY,
    NAMELESS
  }

  private static final class Edition {
    private final Map<String, Map<Integer, State>> people = new HashMap<>();
    private final Map<String, Set<Integer>> marks = new HashMap<>();
    private final Set<String> anyMarks = new HashSet<>();
    private boolean registered;
    private boolean doubted;
    private int from;
    private int to;

    private boolean knows(String person) {
      return people.containsKey(person)
          || !marks.getOrDefault(person, Set.of()).isEmpty()
          || anyMarks.contains(person);
    }
  }

  private final TreeMap<Integer, Edition> editions = new TreeMap<>();
  private int inForce = 1;

  PlainModel() {
    editions.put(1, new Edition());
    editions.put(2, new Edition());
  }

  private Edition edition(int number) {
    return Objects.requireNonNull(editions.get(number));
  }

  void turn() {
    inForce = 2;
  }

  /** Whether an edition would follow one that is loaded, and be the first to. */
  boolean mustBeFull(int edition) {
    return edition == 2 && edition(1).registered && !edition(2).registered;
  }

  /** A difference load; it has all its lines, or is not there at all. */
  void difference(int edition, List<Line> lines) {
    Edition into = edition(edition);
    if (take(into, lines, new HashSet<>()).nameless && into.registered) {
      into.doubted = true;
    }
  }

  void full(int edition, List<Line> lines, int from, int to, boolean deletes) {
    Edition into = edition(edition);
    Set<List<Object>> named = new HashSet<>();
    Taken taken = take(into, lines, named);
    if (taken.count == 0) {
      into.doubted = into.doubted || (taken.nameless && into.registered);
      return;
    }
    if (deletes && !taken.nameless) {
      endMissing(edition, named, from, to);
    }
    boolean again = !into.registered || (from <= into.from && to >= into.to);
    boolean meets = into.registered && from <= into.to + 1 && into.from <= to + 1;
    into.doubted = taken.nameless || (into.doubted && !again);
    into.from = meets ? Math.min(into.from, from) : from;
    into.to = meets ? Math.max(into.to, to) : to;
    into.registered = true;
  }

  private record Taken(int count, boolean nameless) {}

  private static Taken take(Edition into, List<Line> lines, Set<List<Object>> named) {
    int count = 0;
    boolean nameless = false;
    Map<String, Set<Integer>> good = new HashMap<>();
    List<Line> bad = new ArrayList<>();
    for (Line line : lines) {
      switch (line.kind()) {
        case NAMELESS -> nameless = true;
        case BAD, BAD_WITHOUT_KEY -> bad.add(line);
        case PUT, DELETE -> {
          State stood = into.people.getOrDefault(line.person(), Map.of()).get(line.year());
          if (put(into, line)) {
            count++;
            if (stood == null || line.sequence() >= stood.sequence()) {
              good.computeIfAbsent(line.person(), _ -> new HashSet<>()).add(line.year());
            }
            named.add(List.of(line.person(), line.year()));
          } else {
            bad.add(line);
          }
        }
      }
    }
    good.forEach(
        (person, years) -> {
          into.anyMarks.remove(person);
          into.marks.getOrDefault(person, new HashSet<>()).removeAll(years);
        });
    for (Line line : bad) {
      if (line.kind() == Kind.BAD_WITHOUT_KEY) {
        into.anyMarks.add(line.person());
        named.add(List.of(line.person(), 0));
      } else {
        into.marks.computeIfAbsent(line.person(), _ -> new HashSet<>()).add(line.year());
        named.add(List.of(line.person(), line.year()));
      }
    }
    return new Taken(count, nameless);
  }

  /** Whether it could be taken, applied or not. */
  private static boolean put(Edition into, Line line) {
    Map<Integer, State> records = into.people.computeIfAbsent(line.person(), _ -> new HashMap<>());
    State stands = records.get(line.year());
    Optional<String> text = line.kind() == Kind.PUT ? Optional.of(line.text()) : Optional.empty();
    boolean fine = true;
    if (stands == null || line.sequence() > stands.sequence()) {
      records.put(line.year(), new State(line.sequence(), 0, text));
    } else if (line.sequence() == stands.sequence()) {
      if (stands.ended() % 2 == 1) {
        fine = text.isPresent();
        if (fine) {
          records.put(line.year(), new State(line.sequence(), stands.ended() + 1, text));
        }
      } else {
        fine = text.equals(stands.text());
      }
    }
    if (records.isEmpty()) {
      into.people.remove(line.person());
    }
    return fine;
  }

  private void endMissing(int edition, Set<List<Object>> named, int from, int to) {
    Edition into = edition(edition);
    Edition before = edition(1);
    if (edition == 2 && before.registered) {
      before.people.forEach(
          (person, records) -> {
            if (!into.knows(person)) {
              records.forEach(
                  (year, state) -> {
                    if (state.text().isPresent() && year >= from && year <= to) {
                      into.people
                          .computeIfAbsent(person, _ -> new HashMap<>())
                          .put(
                              year,
                              new State(state.sequence(), state.ended() + 1, Optional.empty()));
                    }
                  });
            }
          });
    }
    into.people.forEach(
        (person, records) ->
            records.replaceAll(
                (year, state) ->
                    state.text().isEmpty()
                            || year < from
                            || year > to
                            || named.contains(List.<Object>of(person, year))
                            || named.contains(List.<Object>of(person, 0))
                        ? state
                        : new State(state.sequence(), state.ended() + 1, Optional.empty())));
  }

  /** NOT_REGISTERED, NO_RECORD, or the edition and the texts of the years. */
  String answer(String person, Optional<int[]> years) {
    List<Integer> live =
        editions.entrySet().stream()
            .filter(entry -> entry.getKey() <= inForce && entry.getValue().registered)
            .map(Map.Entry::getKey)
            .sorted(Comparator.reverseOrder())
            .toList();
    Optional<Integer> source =
        live.stream().filter(edition -> edition(edition).knows(person)).findFirst();
    TreeMap<Integer, String> said = new TreeMap<>();
    if (source.isPresent()) {
      Edition from = edition(source.get());
      from.people
          .getOrDefault(person, Map.of())
          .forEach(
              (year, state) ->
                  state
                      .text()
                      .filter(_ -> years.isEmpty() || isIn(year, years.get()))
                      .ifPresent(text -> said.put(year, text)));
      if (!said.isEmpty()) {
        return years.isEmpty() ? String.valueOf(said.lastEntry()) : said.toString();
      }
      boolean marked =
          from.anyMarks.contains(person)
              || from.marks.getOrDefault(person, Set.of()).stream()
                  .anyMatch(year -> years.isEmpty() || isIn(year, years.get()));
      if (marked) {
        return "NOT_REGISTERED";
      }
    }
    for (int edition : live) {
      Edition full = edition(edition);
      if (source.isPresent() && edition < source.get()) {
        break;
      }
      if (full.doubted) {
        return "NOT_REGISTERED";
      }
      if (years.isEmpty() || (full.from <= years.get()[0] && full.to >= years.get()[1])) {
        return "NO_RECORD";
      }
    }
    return "NOT_REGISTERED";
  }

  private static boolean isIn(int year, int[] years) {
    return year >= years[0] && year <= years[1];
  }

  /** The first day of a fiscal year. */
  static LocalDate first(int year) {
    return LocalDate.of(year, 4, 1);
  }
}
