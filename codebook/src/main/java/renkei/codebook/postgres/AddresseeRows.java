package renkei.codebook.postgres;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import renkei.codebook.AddresseeNumber;
import renkei.codebook.AgencyCode;
import renkei.codebook.PersonCode;
import renkei.codebook.SerialNumber;
import renkei.codebook.database.BlindIndex;
import renkei.codebook.database.NamedSql;
import renkei.codebook.database.SealedColumns;
import renkei.codebook.database.SqlArray;
import renkei.codebook.vault.CodeState;

/**
 * The table {@code addressee}: the people of one tenant for whom a code was asked. Whoever locks
 * several rows does so in the order of their indexes, so that none locks another out.
 */
record AddresseeRows(Handle handle, SealedColumns columns) {

  private static final NamedSql REQUEST =
      NamedSql.of(
          """
          INSERT INTO addressee
            (addressee_index, addressee_box, state, serial_index, serial_box, requested_at)
          SELECT a, b, 'REQUESTED', c, d, :now
          FROM unnest(:rows, :addressees, :serialIndexes, :serials) AS u (a, b, c, d)
          ON CONFLICT (tenant, addressee_index) DO NOTHING
          """);

  private static final NamedSql STANDING =
      NamedSql.of(
          """
          SELECT addressee_index, state, serial_box FROM addressee
          WHERE addressee_index = ANY (:rows)
          """);

  private static final NamedSql CODES =
      NamedSql.of(
          """
          SELECT addressee_index, code_box FROM addressee
          WHERE addressee_index = ANY (:rows) AND state = 'ACTIVE'
          """);

  private static final NamedSql STATE =
      NamedSql.of("SELECT state FROM addressee WHERE addressee_index = :row");

  private static final NamedSql LOCK_PENDING =
      NamedSql.of(
          """
          SELECT serial_index, addressee_index, addressee_box FROM addressee
          WHERE serial_index = ANY (:serials) ORDER BY addressee_index FOR UPDATE
          """);

  private static final NamedSql ACTIVATE =
      NamedSql.of(
          """
          UPDATE addressee SET state = 'ACTIVE', code_box = u.b, bound_at = :now,
            serial_index = NULL, serial_box = NULL
          FROM unnest(:rows, :codes) AS u (a, b) WHERE addressee_index = u.a
          """);

  private static final NamedSql SUSPEND =
      NamedSql.of(
          """
          UPDATE addressee SET state = 'SUSPENDED', serial_index = NULL, serial_box = NULL
          WHERE addressee_index = ANY (:rows)
          """);

  /** How it stands with one person; a serial number only while the request is open. */
  record Standing(BlindIndex row, CodeState state, Optional<SerialNumber> serial) {}

  /** A person waiting for a code. */
  record Pending(BlindIndex row, AddresseeNumber addressee) {}

  /** Those of the people for whom a code was ever asked. */
  Map<BlindIndex, Standing> standing(List<BlindIndex> rows) {
    return STANDING
        .on(handle)
        .bind("rows", SqlArray.indexes(rows))
        .list(
            found -> {
              BlindIndex row = BlindIndex.of(found.getBytes(1));
              return new Standing(
                  row,
                  CodeState.valueOf(found.getString(2)),
                  Optional.ofNullable(found.getBytes(3))
                      .map(encrypted -> new SerialNumber(columns.open("serial", row, encrypted))));
            })
        .stream()
        .collect(Collectors.toMap(Standing::row, Function.identity()));
  }

  /** Asks for a code for each; whoever has been asked for meanwhile keeps the other request. */
  void request(
      SortedMap<BlindIndex, AddresseeNumber> people, Supplier<SerialNumber> serials, Instant now) {
    List<byte[]> addressees = new ArrayList<>();
    List<byte[]> serialIndexes = new ArrayList<>();
    List<byte[]> sealedSerials = new ArrayList<>();
    people.forEach(
        (row, addressee) -> {
          SerialNumber serial = serials.get();
          addressees.add(columns.seal("addressee", row, addressee.value()));
          serialIndexes.add(columns.index(serial).bytes());
          sealedSerials.add(columns.seal("serial", row, serial.value()));
        });
    REQUEST
        .on(handle)
        .bind("now", now)
        .bind("rows", SqlArray.indexes(people.keySet()))
        .bind("addressees", SqlArray.bytes(addressees))
        .bind("serialIndexes", SqlArray.bytes(serialIndexes))
        .bind("serials", SqlArray.bytes(sealedSerials))
        .update();
  }

  Map<AddresseeNumber, PersonCode> findCodes(
      Collection<AddresseeNumber> addressees, AgencyCode holder) {
    Map<BlindIndex, AddresseeNumber> rows = new HashMap<>();
    addressees.forEach(addressee -> rows.put(columns.index(addressee), addressee));
    Map<AddresseeNumber, PersonCode> codes = new HashMap<>();
    CODES
        .on(handle)
        .bind("rows", SqlArray.indexes(rows.keySet()))
        .list(
            found -> {
              BlindIndex row = BlindIndex.of(found.getBytes(1));
              return Map.entry(
                  row, new PersonCode(holder, columns.open("code", row, found.getBytes(2))));
            })
        .forEach(
            found -> codes.put(Objects.requireNonNull(rows.get(found.getKey())), found.getValue()));
    return codes;
  }

  CodeState state(AddresseeNumber addressee) {
    return STATE
        .on(handle)
        .bind("row", columns.index(addressee).bytes())
        .findOne(found -> CodeState.valueOf(found.getString(1)))
        .orElse(CodeState.NONE);
  }

  /** Locks the people to whom these serial numbers belong; by the index of the number. */
  Map<BlindIndex, Pending> lockPending(List<BlindIndex> serials) {
    Map<BlindIndex, Pending> pending = new HashMap<>();
    LOCK_PENDING
        .on(handle)
        .bind("serials", SqlArray.indexes(serials))
        .list(
            found -> {
              BlindIndex row = BlindIndex.of(found.getBytes(2));
              String addressee = columns.open("addressee", row, found.getBytes(3));
              return Map.entry(
                  BlindIndex.of(found.getBytes(1)),
                  new Pending(row, AddresseeNumber.known(addressee)));
            })
        .forEach(entry -> pending.put(entry.getKey(), entry.getValue()));
    return pending;
  }

  /** The people have their codes. */
  void activate(List<CodeMatch> bound, Instant now) {
    ACTIVATE
        .on(handle)
        .bind("now", now)
        .bind("rows", SqlArray.bytes(bound, match -> match.addresseeIndex().bytes()))
        .bind(
            "codes",
            SqlArray.bytes(
                bound, match -> columns.seal("code", match.addresseeIndex(), match.code().value())))
        .update();
  }

  /** The people wait for a decision. */
  void suspend(Collection<BlindIndex> rows) {
    SUSPEND.on(handle).bind("rows", SqlArray.indexes(rows)).update();
  }
}
