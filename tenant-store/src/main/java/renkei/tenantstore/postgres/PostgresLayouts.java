package renkei.tenantstore.postgres;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import renkei.codebook.Edition;
import renkei.codebook.InformationCode;
import renkei.codebook.JapanTime;
import renkei.codebook.database.Database;
import renkei.codebook.database.PlatformTransaction;
import renkei.codebook.database.TenantTransaction;
import renkei.signing.jws.CompactJws;
import renkei.signing.jws.JwsVerification;
import renkei.tenantstore.layout.Conversion;
import renkei.tenantstore.layout.Converter;
import renkei.tenantstore.layout.Layout;
import renkei.tenantstore.layout.LayoutFile;
import renkei.tenantstore.layout.LayoutRefusal;
import renkei.tenantstore.layout.LayoutRefused;
import renkei.tenantstore.layout.LayoutRefusedException;
import renkei.tenantstore.layout.LayoutShelf;
import renkei.tenantstore.layout.Layouts;
import renkei.tenantstore.layout.ShelvedLayout;
import renkei.tenantstore.layout.ShelvedLayout.Standing;

/**
 * The layouts in PostgreSQL. What was read once is kept in memory: an edition's file never changes,
 * so a copy is never stale, and one that came by another gateway is found when it is asked for.
 */
final class PostgresLayouts implements LayoutShelf {

  /** Ten editions of all information codes there are. */
  private static final long MOST_IN_MEMORY = 1_000;

  private final Database database;
  private final LayoutShelf.Publishers publishers;
  private final Clock clock;
  private final Cache<Key, Layout> known =
      Caffeine.newBuilder().maximumSize(MOST_IN_MEMORY).build();

  private record Key(InformationCode information, Edition edition) {}

  PostgresLayouts(Database database, LayoutShelf.Publishers publishers, Clock clock) {
    this.database = database;
    this.publishers = publishers;
    this.clock = clock;
  }

  @Override
  public Taken take(byte[] signed, PlatformTransaction tx) {
    return switch (CompactJws.verify(
        signed, LayoutFile.TYPE, publishers.trust(), publishers.algorithms(), clock.instant())) {
      case JwsVerification.Rejected _ -> refused(LayoutRefusal.SIGNATURE_WRONG, "");
      case JwsVerification.Genuine genuine ->
          publishers.named().test(genuine.signer())
              ? take(signed, genuine.payload(), new LayoutRows(tx.handle()))
              : refused(LayoutRefusal.SIGNER_NOT_ALLOWED, "");
    };
  }

  private Taken take(byte[] signed, byte[] payload, LayoutRows rows) {
    return switch (LayoutFile.read(payload)) {
      case LayoutFile.Reading.Refused(LayoutRefused refused) -> new Taken.Refused(refused);
      case LayoutFile.Reading.Read(Layout layout) -> take(signed, payload, layout, rows);
    };
  }

  private Taken take(byte[] signed, byte[] payload, Layout layout, LayoutRows rows) {
    rows.lock(layout.information());
    List<LayoutRows.Row> editions = rows.of(layout.information());
    byte[] digest = sha256(payload);
    Optional<LayoutRows.Row> same =
        editions.stream().filter(row -> row.edition().equals(layout.edition())).findFirst();
    if (same.isPresent()) {
      return Arrays.equals(same.get().digest(), digest)
          ? new Taken.Repeated(shelved(layout, same.get()))
          : refused(LayoutRefusal.CONTRADICTS, layout.edition().value());
    }
    Instant answersAt = layout.life().answersFrom().atStartOfDay(JapanTime.ZONE).toInstant();
    return objection(layout, answersAt, editions, rows)
        .<Taken>map(Taken.Refused::new)
        .orElseGet(
            () -> {
              rows.insert(
                  new LayoutRows.New(
                      layout.information(),
                      layout.edition(),
                      answersAt,
                      endOfNaming(layout),
                      signed,
                      digest));
              return new Taken.Kept(
                  rows.of(layout.information()).stream()
                      .filter(row -> row.edition().equals(layout.edition()))
                      .map(row -> shelved(layout, row))
                      .findFirst()
                      .orElseThrow());
            });
  }

  private Optional<LayoutRefused> objection(
      Layout layout, Instant answersAt, List<LayoutRows.Row> editions, LayoutRows rows) {
    List<LayoutRows.Row> standing =
        editions.stream().filter(row -> row.standing() != Standing.WITHDRAWN).toList();
    Optional<LayoutRows.Row> newest =
        standing.isEmpty() ? Optional.empty() : Optional.of(standing.getLast());
    if (newest.filter(row -> row.edition().compareTo(layout.edition()) > 0).isPresent()) {
      return Optional.of(
          new LayoutRefused(LayoutRefusal.NOT_NEWER, newest.get().edition().value()));
    }
    Predicate<LayoutRows.Row> answers =
        row -> row.standing() == Standing.IN_FORCE || row.standing() == Standing.FOLLOWED;
    if (standing.stream().anyMatch(answers) && rows.isOver(answersAt)) {
      return Optional.of(new LayoutRefused(LayoutRefusal.ACTIVATION_IN_THE_PAST, "answersFrom"));
    }
    return lost(layout, newest.map(row -> layout(row.information(), row.edition(), rows)));
  }

  /** What is wrong with the converters of a layout; empty if nothing is. */
  private static Optional<LayoutRefused> lost(Layout layout, Optional<Layout> older) {
    if (layout.converters().isEmpty()) {
      return Optional.empty();
    }
    if (older.isEmpty()) {
      return Optional.of(new LayoutRefused(LayoutRefusal.CONVERTER_NAMES_NOTHING, "converters"));
    }
    try {
      for (Converter converter : layout.converters()) {
        Optional<Conversion> _ = Conversion.of(layout, converter.direction(), older.get());
      }
      return Optional.empty();
    } catch (LayoutRefusedException e) {
      return Optional.of(e.refused());
    }
  }

  private static @Nullable Instant endOfNaming(Layout layout) {
    return layout
        .life()
        .namedUntil()
        .map(day -> day.plusDays(1).atStartOfDay(JapanTime.ZONE).toInstant())
        .orElse(null);
  }

  private static Taken refused(LayoutRefusal reason, String where) {
    return new Taken.Refused(new LayoutRefused(reason, where));
  }

  private static ShelvedLayout shelved(Layout layout, LayoutRows.Row row) {
    return new ShelvedLayout(layout, row.standing(), row.answersAt(), row.takenAt());
  }

  @Override
  public List<ShelvedLayout> list() {
    return database.inPlatform(
        tx -> {
          LayoutRows rows = new LayoutRows(tx.handle());
          return rows.all().stream()
              .map(row -> shelved(layout(row.information(), row.edition(), rows), row))
              .toList();
        });
  }

  @Override
  public List<Layout> all() {
    return list().stream().map(ShelvedLayout::layout).toList();
  }

  @Override
  public Optional<Layout> find(InformationCode information, Edition edition) {
    Layout found = known.getIfPresent(new Key(information, edition));
    return found != null
        ? Optional.of(found)
        : database.inPlatform(tx -> find(information, edition, new LayoutRows(tx.handle())));
  }

  @Override
  public Layouts within(TenantTransaction open) {
    LayoutRows rows = new LayoutRows(open.handle());
    return new Layouts() {

      @Override
      public List<Layout> all() {
        return rows.all().stream()
            .map(row -> layout(row.information(), row.edition(), rows))
            .toList();
      }

      @Override
      public Optional<Layout> find(InformationCode information, Edition edition) {
        return Optional.ofNullable(known.getIfPresent(new Key(information, edition)))
            .or(() -> PostgresLayouts.this.find(information, edition, rows));
      }
    };
  }

  private Optional<Layout> find(InformationCode information, Edition edition, LayoutRows rows) {
    return rows.file(information, edition).map(_ -> layout(information, edition, rows));
  }

  @Override
  public Optional<byte[]> signed(InformationCode information, Edition edition) {
    return database.inPlatform(tx -> new LayoutRows(tx.handle()).file(information, edition));
  }

  /** Of a row that is there. */
  private Layout layout(InformationCode information, Edition edition, LayoutRows rows) {
    return known.get(
        new Key(information, edition), _ -> read(rows.file(information, edition).orElseThrow()));
  }

  /** A file that was verified when it was taken, by a certificate that counted then. */
  private static Layout read(byte[] file) {
    return switch (LayoutFile.read(CompactJws.payloadOfKept(file))) {
      case LayoutFile.Reading.Read(Layout layout) -> layout;
      case LayoutFile.Reading.Refused(LayoutRefused refused) ->
          throw new IllegalStateException("a kept layout cannot be read: " + refused.en());
    };
  }

  @Override
  public Changed activate(
      InformationCode information, Edition edition, Instant at, PlatformTransaction tx) {
    LayoutRows rows = new LayoutRows(tx.handle());
    Optional<Changed> impossible = unchangeable(information, edition, rows);
    if (impossible.isPresent()) {
      return impossible.get();
    }
    if (rows.isOver(at)) {
      return new Changed.Impossible("an edition begins to answer tomorrow at the earliest");
    }
    rows.activate(information, edition, at);
    return new Changed.Done();
  }

  @Override
  public Changed withdraw(InformationCode information, Edition edition, PlatformTransaction tx) {
    LayoutRows rows = new LayoutRows(tx.handle());
    Optional<Changed> impossible = unchangeable(information, edition, rows);
    if (impossible.isPresent()) {
      return impossible.get();
    }
    rows.withdraw(information, edition);
    return new Changed.Done();
  }

  /** Why an edition cannot change any more; empty if it can. */
  private static Optional<Changed> unchangeable(
      InformationCode information, Edition edition, LayoutRows rows) {
    rows.lock(information);
    Optional<Standing> standing =
        rows.of(information).stream()
            .filter(row -> row.edition().equals(edition))
            .map(LayoutRows.Row::standing)
            .findFirst();
    if (standing.isEmpty()) {
      return Optional.of(new Changed.Impossible("there is no such edition"));
    }
    return switch (standing.get()) {
      case WAITING -> Optional.empty();
      case IN_FORCE, FOLLOWED ->
          Optional.of(new Changed.Impossible("what has begun to answer does not change"));
      case WITHDRAWN -> Optional.of(new Changed.Impossible("it was taken back before"));
    };
  }

  private static byte[] sha256(byte[] text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
