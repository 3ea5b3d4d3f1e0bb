package renkei.codebook.postgres;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import renkei.codebook.AddresseeNumber;
import renkei.codebook.SerialNumber;
import renkei.codebook.database.BlindIndex;
import renkei.codebook.database.Columns;
import renkei.codebook.database.SealedColumns;
import renkei.codebook.vault.CodeRequest;
import renkei.codebook.vault.CodeState;

/** Asks for codes, each person once. */
record CodeRequests(Handle handle, SealedColumns columns, Clock clock, RandomGenerator random) {

  private static final String REQUEST =
      """
      INSERT INTO addressee (addressee_index, addressee_box, state, serial_index, serial_box, requested_at)
      SELECT a, b, 'REQUESTED', c, d, ? FROM unnest(?, ?, ?, ?) AS u (a, b, c, d)
      ON CONFLICT (tenant, addressee_index) DO NOTHING
      """;

  private static final String STANDING =
      "SELECT addressee_index, state, serial_box FROM addressee WHERE addressee_index = ANY (?)";

  private record Standing(BlindIndex row, CodeState state, Optional<byte[]> serialBox) {}

  CodeRequest request(List<AddresseeNumber> addressees) {
    List<BlindIndex> rows = addressees.stream().map(columns::index).toList();
    Map<BlindIndex, Standing> before = standing(rows);
    // Sorted, so that two overlapping requests wait for each other instead of locking each other
    // out.
    SortedMap<BlindIndex, AddresseeNumber> missing = new TreeMap<>();
    for (int i = 0; i < rows.size(); i++) {
      if (!before.containsKey(rows.get(i))) {
        missing.put(rows.get(i), addressees.get(i));
      }
    }
    if (missing.isEmpty()) {
      return answer(addressees, rows, before);
    }
    insert(missing);
    return answer(addressees, rows, standing(rows));
  }

  private CodeRequest answer(
      List<AddresseeNumber> addressees, List<BlindIndex> rows, Map<BlindIndex, Standing> found) {
    return new CodeRequest(
        IntStream.range(0, rows.size())
            .mapToObj(
                i -> issued(addressees.get(i), Objects.requireNonNull(found.get(rows.get(i)))))
            .toList());
  }

  private void insert(SortedMap<BlindIndex, AddresseeNumber> missing) {
    List<byte[]> addresseeBoxes = new ArrayList<>();
    List<byte[]> serialIndexes = new ArrayList<>();
    List<byte[]> serialBoxes = new ArrayList<>();
    missing.forEach(
        (row, addressee) -> {
          SerialNumber serial = SerialNumbers.draw(random);
          addresseeBoxes.add(columns.seal("addressee", row, addressee.value()));
          serialIndexes.add(columns.index(serial).bytes());
          serialBoxes.add(columns.seal("serial", row, serial.value()));
        });
    handle
        .createUpdate(REQUEST)
        .bind(0, Columns.instant(clock.instant()))
        .bind(1, Columns.bytes(missing.keySet().stream().map(BlindIndex::bytes).toList()))
        .bind(2, Columns.bytes(addresseeBoxes))
        .bind(3, Columns.bytes(serialIndexes))
        .bind(4, Columns.bytes(serialBoxes))
        .execute();
  }

  private Map<BlindIndex, Standing> standing(List<BlindIndex> rows) {
    return handle
        .createQuery(STANDING)
        .bind(0, Columns.bytes(rows.stream().map(BlindIndex::bytes).toList()))
        .map(
            (found, _) ->
                new Standing(
                    BlindIndex.of(found.getBytes(1)),
                    CodeState.valueOf(found.getString(2)),
                    Optional.ofNullable(found.getBytes(3))))
        .stream()
        .collect(Collectors.toMap(Standing::row, Function.identity()));
  }

  private CodeRequest.Issued issued(AddresseeNumber addressee, Standing standing) {
    return new CodeRequest.Issued(
        addressee,
        standing.state(),
        standing
            .serialBox()
            .map(box -> new SerialNumber(columns.open("serial", standing.row(), box))));
  }
}
