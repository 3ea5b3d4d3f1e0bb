package renkei.codebook.postgres;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import renkei.codebook.AddresseeNumber;
import renkei.codebook.PersonCode;
import renkei.codebook.database.BlindIndex;
import renkei.codebook.database.NamedSql;
import renkei.codebook.database.SealedColumns;
import renkei.codebook.database.SqlArray;

/** The table {@code person_code}: the active codes of one tenant, and whom each stands for. */
record PersonCodeRows(Handle handle, SealedColumns columns) {

  private static final NamedSql ADDRESSEES =
      NamedSql.of(
          "SELECT code_index, addressee_box FROM person_code WHERE code_index = ANY (:codes)");

  private static final NamedSql CLAIM =
      NamedSql.of(
          """
          INSERT INTO person_code (code_index, addressee_index, addressee_box)
          SELECT a, b, c FROM unnest(:codes, :rows, :addressees) AS u (a, b, c)
          ON CONFLICT (tenant, code_index) DO NOTHING RETURNING code_index
          """);

  private static final NamedSql KNOWN =
      NamedSql.of("SELECT code_index FROM person_code WHERE code_index = ANY (:codes)");

  Map<PersonCode, AddresseeNumber> findAddressees(Collection<PersonCode> codes) {
    Map<BlindIndex, PersonCode> rows = new HashMap<>();
    codes.forEach(code -> rows.put(columns.index(code), code));
    Map<PersonCode, AddresseeNumber> people = new HashMap<>();
    ADDRESSEES
        .on(handle)
        .bind("codes", SqlArray.indexes(rows.keySet()))
        .list(
            found -> {
              BlindIndex row = BlindIndex.of(found.getBytes(1));
              String addressee = columns.open("addressee", row, found.getBytes(2));
              return Map.entry(row, AddresseeNumber.known(addressee));
            })
        .forEach(
            found ->
                people.put(Objects.requireNonNull(rows.get(found.getKey())), found.getValue()));
    return people;
  }

  /** Inserts the codes that nobody has, in the order given; returns which they were. */
  Set<BlindIndex> claim(List<CodeMatch> matches) {
    return indexes(
        CLAIM
            .on(handle)
            .bind("codes", SqlArray.bytes(matches, match -> match.codeIndex().bytes()))
            .bind("rows", SqlArray.bytes(matches, match -> match.addresseeIndex().bytes()))
            .bind("addressees", SqlArray.bytes(matches, this::sealedAddressee)));
  }

  /** Which of the codes are bound. */
  Set<BlindIndex> known(List<BlindIndex> codes) {
    return indexes(KNOWN.on(handle).bind("codes", SqlArray.indexes(codes)));
  }

  private static Set<BlindIndex> indexes(NamedSql.Run query) {
    return new HashSet<>(query.list(row -> BlindIndex.of(row.getBytes(1))));
  }

  private byte[] sealedAddressee(CodeMatch match) {
    return columns.seal("addressee", match.codeIndex(), match.pending().addressee().value());
  }
}
