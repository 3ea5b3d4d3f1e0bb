package renkei.tenantstore.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import renkei.codebook.Edition;
import renkei.codebook.InformationCode;
import renkei.codebook.database.NamedSql;
import renkei.tenantstore.load.Load;
import renkei.tenantstore.replica.Days;
import renkei.tenantstore.replica.EditionChoice;
import renkei.tenantstore.replica.RegistrationState;
import renkei.tenantstore.replica.Registrations;

/** The table {@code registration}: what one tenant has loaded in full. */
record RegistrationRows(Handle handle) implements Registrations {

  /**
   * What is covered grows where the days of both loads meet; else those of the later one count. A
   * doubt ends with a complete load that covers all that was covered before.
   */
  private static final NamedSql REGISTER =
      NamedSql.of(
          """
          INSERT INTO registration AS kept
            (information, edition, registered_at, complete, doubted_at, covers_from, covers_to)
          VALUES (:information, :edition, :now, :complete, CASE WHEN NOT :complete THEN :now END,
            :coversFrom::date, :coversTo::date)
          ON CONFLICT (tenant, information, edition) DO UPDATE
          SET (complete, doubted_at, covers_from, covers_to) = (
            SELECT excluded.complete AND (kept.complete OR all_again),
              CASE WHEN NOT excluded.complete THEN excluded.doubted_at
                   WHEN NOT all_again THEN kept.doubted_at END,
              CASE WHEN meets THEN least(kept.covers_from, excluded.covers_from)
                   ELSE excluded.covers_from END,
              CASE WHEN meets THEN greatest(kept.covers_to, excluded.covers_to)
                   ELSE excluded.covers_to END
            FROM (SELECT
                excluded.covers_from IS NULL OR (excluded.covers_from <= kept.covers_from
                  AND excluded.covers_to >= kept.covers_to) AS all_again,
                excluded.covers_from <= kept.covers_to + 1
                  AND kept.covers_from <= excluded.covers_to + 1 AS meets) AS both_loads)
          """);

  private static final NamedSql DOUBT =
      NamedSql.of(
          """
          UPDATE registration SET complete = false, doubted_at = :now
          WHERE information = :information AND edition = :edition
          """);

  private static final NamedSql END_DOUBT =
      NamedSql.of(
          """
          UPDATE registration SET complete = true, doubted_at = NULL
          WHERE information = :information AND edition = :edition AND doubted_at <= :seen
          """);

  private static final NamedSql FIND =
      NamedSql.of(
          """
          SELECT complete, doubted_at, covers_from, covers_to FROM registration
          WHERE information = :information AND edition = :edition
          """);

  private static final NamedSql EARLIER =
      NamedSql.of(
          """
          SELECT max(edition) FROM registration
          WHERE information = :information AND edition < :edition
          """);

  /** The part of a statement that {@link #read} reads; NULL if nothing is loaded. */
  static String loaded(String information) {
    return """
    (SELECT string_agg(concat_ws(' ', edition, complete, covers_from, covers_to), ',')
      FROM registration WHERE information = %s)"""
        .formatted(information);
  }

  static List<EditionChoice.Loaded> read(@Nullable String text) {
    return text == null
        ? List.of()
        : Arrays.stream(text.split(",", -1)).map(RegistrationRows::edition).toList();
  }

  private static EditionChoice.Loaded edition(String text) {
    String[] words = text.split(" ", -1);
    return new EditionChoice.Loaded(
        new Edition(words[0]),
        words[1].equals("t") || words[1].equals("true"),
        words.length < 4
            ? Optional.empty()
            : Optional.of(new Days(LocalDate.parse(words[2]), LocalDate.parse(words[3]))));
  }

  /**
   * Notes a full load.
   *
   * @param complete whether every line named its person
   * @param covers the days of which it says everything; empty if all
   */
  void register(
      InformationCode information,
      Edition edition,
      boolean complete,
      Optional<Load.Covers> covers,
      Instant now) {
    int _ =
        of(REGISTER, information, edition)
            .bind("now", now)
            .bind("complete", complete)
            .bind(
                "coversFrom", covers.map(Load.Covers::first).map(LocalDate::toString).orElse(null))
            .bind("coversTo", covers.map(Load.Covers::last).map(LocalDate::toString).orElse(null))
            .update();
  }

  void doubt(InformationCode information, Edition edition, Instant now) {
    int _ = of(DOUBT, information, edition).bind("now", now).update();
  }

  /** The newest edition before another that is loaded in full. */
  Optional<Edition> earlier(InformationCode information, Edition edition) {
    return of(EARLIER, information, edition)
        .findOne(row -> Optional.ofNullable(row.getString(1)).map(Edition::new))
        .flatMap(found -> found);
  }

  /** Whether an edition would be the first to follow one that is loaded. */
  boolean follows(InformationCode information, Edition edition) {
    return !isRegistered(information, edition) && earlier(information, edition).isPresent();
  }

  /** Whether an edition is loaded in full. */
  boolean isRegistered(InformationCode information, Edition edition) {
    return find(information, edition).state() != RegistrationState.NOT_REGISTERED;
  }

  @Override
  public Registrations.Extent find(InformationCode information, Edition edition) {
    return of(FIND, information, edition)
        .findOne(RegistrationRows::extent)
        .orElseGet(
            () ->
                new Registrations.Extent(
                    RegistrationState.NOT_REGISTERED, Optional.empty(), Optional.empty()));
  }

  private static Registrations.Extent extent(ResultSet row) throws SQLException {
    LocalDate first = row.getObject(3, LocalDate.class);
    return new Registrations.Extent(
        row.getBoolean(1) ? RegistrationState.REGISTERED : RegistrationState.IN_DOUBT,
        Optional.ofNullable(row.getTimestamp(2)).map(Timestamp::toInstant),
        first == null
            ? Optional.empty()
            : Optional.of(new Days(first, row.getObject(4, LocalDate.class))));
  }

  @Override
  public boolean endDoubt(InformationCode information, Edition edition, Instant seen) {
    return of(END_DOUBT, information, edition).bind("seen", seen).update() > 0;
  }

  private NamedSql.Run of(NamedSql statement, InformationCode information, Edition edition) {
    return statement
        .on(handle)
        .bind("information", information.value())
        .bind("edition", edition.value());
  }
}
