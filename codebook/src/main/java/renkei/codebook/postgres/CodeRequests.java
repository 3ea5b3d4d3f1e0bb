package renkei.codebook.postgres;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import renkei.codebook.AddresseeNumber;
import renkei.codebook.database.BlindIndex;
import renkei.codebook.database.SealedColumns;
import renkei.codebook.postgres.AddresseeRows.Standing;
import renkei.codebook.vault.CodeRequest;

/** Asks for codes, each person once. */
record CodeRequests(
    AddresseeRows addressees, SealedColumns columns, Clock clock, RandomGenerator random) {

  CodeRequest request(List<AddresseeNumber> people) {
    List<BlindIndex> rows = people.stream().map(columns::index).toList();
    Map<BlindIndex, Standing> before = addressees.standing(rows);
    // Sorted, so that two overlapping requests wait for each other instead of locking each other
    // out.
    SortedMap<BlindIndex, AddresseeNumber> missing = new TreeMap<>();
    for (int i = 0; i < rows.size(); i++) {
      if (!before.containsKey(rows.get(i))) {
        missing.put(rows.get(i), people.get(i));
      }
    }
    if (missing.isEmpty()) {
      return answer(people, rows, before);
    }
    addressees.request(missing, () -> SerialNumbers.draw(random), clock.instant());
    return answer(people, rows, addressees.standing(rows));
  }

  private static CodeRequest answer(
      List<AddresseeNumber> people, List<BlindIndex> rows, Map<BlindIndex, Standing> found) {
    return new CodeRequest(
        IntStream.range(0, rows.size())
            .mapToObj(i -> issued(people.get(i), Objects.requireNonNull(found.get(rows.get(i)))))
            .toList());
  }

  private static CodeRequest.Issued issued(AddresseeNumber addressee, Standing standing) {
    return new CodeRequest.Issued(addressee, standing.state(), standing.serial());
  }
}
