package renkei.gateway.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import renkei.codebook.Edition;
import renkei.codebook.InformationCode;
import renkei.codebook.database.Database;
import renkei.gateway.contract.PartyNames;
import renkei.signing.AlgorithmTable;
import renkei.signing.jws.CompactJws;
import renkei.tenantstore.layout.LayoutFile;
import renkei.tenantstore.layout.LayoutItem;
import renkei.tenantstore.layout.LayoutShelf;
import renkei.tenantstore.layout.Layouts;
import renkei.tenantstore.postgres.PostgresTenantStore;

/** The layouts that are shipped, in the edition that answers, as the core of tests signs them. */
public final class ShippedEditions {

  public static final Edition EDITION = new Edition("2026-06");

  /** What each load begins with, before its items. */
  public static final String FIXED =
      "operation,addressee_number,record_key,sequence,as_of,valid_from,valid_to,group,instance";

  private static final List<String> FILES =
      text("index.txt").lines().filter(name -> name.startsWith(EDITION.value())).toList();

  private ShippedEditions() {}

  /** A shelf over this database with all of them on it. */
  public static LayoutShelf shelf(Database database) {
    LayoutShelf shelf = shelfAsItIs(database);
    Set<String> known =
        shelf.list().stream()
            .map(layout -> layout.layout().edition() + "/" + layout.layout().information())
            .collect(Collectors.toCollection(HashSet::new));
    FILES.stream()
        .filter(name -> !known.contains(name.replace(".json", "")))
        .forEach(name -> take(shelf, database, name));
    return shelf;
  }

  /** The shelf of this database with what is on it. */
  public static LayoutShelf shelfAsItIs(Database database) {
    return PostgresTenantStore.layouts(
        database,
        new LayoutShelf.Publishers(
            Parties.shared().trust(),
            AlgorithmTable.standard(),
            signer -> PartyNames.isOf(Parties.CORE, signer)),
        Clock.systemUTC());
  }

  private static void take(LayoutShelf shelf, Database database, String name) {
    byte[] signed =
        CompactJws.sign(
            Parties.shared().agency(Parties.CORE),
            LayoutFile.TYPE,
            text(name).getBytes(UTF_8),
            AlgorithmTable.standard(),
            Clock.systemUTC().instant());
    if (database.inPlatform(tx -> shelf.take(signed, tx))
        instanceof LayoutShelf.Taken.Refused(var refused)) {
      throw new AssertionError(refused.en());
    }
  }

  /** The header of a load with the items that each record must have. */
  public static String header(Layouts layouts, InformationCode information) {
    return Stream.concat(
            Stream.of(FIXED),
            layouts.find(information, EDITION).orElseThrow().items().stream()
                .filter(item -> item.required() && item.group().isEmpty())
                .map((LayoutItem item) -> item.code().value()))
        .collect(Collectors.joining(",", "", "\n"));
  }

  private static String text(String name) {
    try (InputStream file =
        Objects.requireNonNull(
            ShippedEditions.class.getResourceAsStream("/layouts/form-2/" + name))) {
      return new String(file.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
