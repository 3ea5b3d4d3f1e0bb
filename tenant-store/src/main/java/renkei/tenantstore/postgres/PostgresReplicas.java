package renkei.tenantstore.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import renkei.codebook.AddresseeNumber;
import renkei.codebook.Condition;
import renkei.codebook.Edition;
import renkei.codebook.InformationCode;
import renkei.codebook.ItemChoice;
import renkei.codebook.ItemCode;
import renkei.codebook.Reason;
import renkei.codebook.calendar.FiscalYear;
import renkei.codebook.database.BlindIndex;
import renkei.codebook.database.NamedSql;
import renkei.codebook.database.SealedColumns;
import renkei.codebook.database.SqlArray;
import renkei.tenantstore.layout.ContentText;
import renkei.tenantstore.layout.Conversions;
import renkei.tenantstore.layout.Layout;
import renkei.tenantstore.layout.Layouts;
import renkei.tenantstore.layout.RecordContent;
import renkei.tenantstore.replica.EditionChoice;
import renkei.tenantstore.replica.Reading;
import renkei.tenantstore.replica.Registered;
import renkei.tenantstore.replica.Replica;
import renkei.tenantstore.replica.Replicas;
import renkei.tenantstore.replica.Wanted;

/** One transaction's view of one tenant's replicas. */
record PostgresReplicas(
    Handle handle, SealedColumns columns, Clock clock, Layouts layouts, Conversions conversions)
    implements Replicas {

  private static final int FIRST_OF_ROW = 10;

  /**
   * Everything that decides about the answers, in one statement: one moment, one round trip. What
   * is asked once of a question is not asked again for each of the person's rows.
   */
  private static final NamedSql READ =
      read("unnest(:places, :people, :informations, :inquirers, :editions, :firsts, :lasts)");

  /** The same of one question, as most are: without arrays, which cost both sides more. */
  private static final NamedSql READ_ONE =
      read(
          """
          (VALUES (0, :person::bytea, :information::text, :inquirer::bytea, :edition::text,
            :first::date, :last::date))\
          """);

  private static NamedSql read(String asked) {
    return NamedSql.of(
        """
        WITH seen AS MATERIALIZED (
          SELECT asked.*, %s AS in_force, %s AS lives, %s AS sheltered, %s AS held, %s AS may_ask,
            %s AS loaded
          FROM %s
              AS asked (place, person, information, inquirer, edition, first, last))
        SELECT seen.place, seen.in_force, seen.lives, (now() AT TIME ZONE 'Asia/Tokyo')::date,
          seen.sheltered, seen.held, seen.may_ask, seen.loaded, seen.information, r.*
        FROM seen LEFT JOIN LATERAL (%s) AS r ON true
        ORDER BY seen.place
        """
            .formatted(
                LayoutRows.inForce("asked.information"),
                LayoutRows.lives("asked.information", "asked.edition"),
                PostgresFlags.protectedSince("asked.person"),
                PostgresFlags.heldSince("asked.person", "asked.information"),
                PostgresFlags.mayAsk("asked.person", "asked.inquirer", "asked.information", ":now"),
                RegistrationRows.loaded("asked.information"),
                asked,
                ReplicaRows.all("seen.person", "seen.information", "seen.first", "seen.last")));
  }

  private static final NamedSql REFUSAL =
      NamedSql.of(
          "SELECT %s, %s FROM (VALUES (:information::text, :edition::text)) AS asked (information, edition)"
              .formatted(
                  LayoutRows.inForce("asked.information"),
                  LayoutRows.lives("asked.information", "asked.edition")));

  /**
   * What the statement saw of one question, apart from the rows.
   *
   * @param inForce the edition; empty if none is
   * @param lives whether the edition that was named can be
   * @param sheltered when the protection case was opened; empty if there is none
   * @param held when the hold was set; empty if there is none
   * @param mayAsk whether staff let the inquirer be answered in spite of a protection case
   */
  private record Seen(
      Optional<Edition> inForce,
      boolean lives,
      LocalDate today,
      Optional<Instant> sheltered,
      Optional<Instant> held,
      boolean mayAsk,
      List<EditionChoice.Loaded> loaded) {

    /** What flags say; empty if they hold nothing back. */
    private Optional<Reading> flagged(Wanted.Reader by) {
      boolean flagged =
          switch (by) {
            case Wanted.Reader.Released(Instant seen) ->
                Stream.of(sheltered, held).flatMap(Optional::stream).anyMatch(seen::isBefore);
            case Wanted.Reader.Person(), Wanted.Reader.Body(_) -> held.isPresent();
          };
      if (!(by instanceof Wanted.Reader.Released) && sheltered.isPresent() && !mayAsk) {
        return Optional.of(new Reading.Protected());
      }
      // Where nothing was ever loaded everybody gets the same answer, held or not.
      return flagged && !loaded.isEmpty() ? Optional.of(new Reading.Held()) : Optional.empty();
    }
  }

  /** One row of the statement. */
  private record Line(int place, Seen seen, Optional<EditionChoice.Row<ReplicaRows.Box>> row) {}

  @Override
  public List<Reading> read(List<Wanted> wanted) {
    List<List<EditionChoice.Row<ReplicaRows.Box>>> rows = new ArrayList<>();
    List<Seen> seen = new ArrayList<>();
    for (Line line : see(wanted)) {
      if (line.place() == seen.size()) {
        seen.add(line.seen());
        rows.add(new ArrayList<>());
      }
      line.row().ifPresent(rows.get(line.place())::add);
    }
    List<Reading> readings = new ArrayList<>();
    for (int i = 0; i < wanted.size(); i++) {
      readings.add(reading(wanted.get(i), seen.get(i), rows.get(i)));
    }
    return readings;
  }

  private List<Line> see(List<Wanted> wanted) {
    return wanted.size() == 1 ? see(wanted.getFirst()) : seeAll(wanted);
  }

  private List<Line> see(Wanted wanted) {
    Wanted.Choice choice = wanted.choice();
    return READ_ONE
        .on(handle)
        .bind("person", columns.index(wanted.subject()).bytes())
        .bind("information", wanted.information().value())
        .bind("inquirer", inquirer(wanted).orElse(null))
        .bind("edition", choice.edition().map(Edition::value).orElse(null))
        .bind("first", first(choice.condition()).orElse(null))
        .bind("last", last(choice.condition()).orElse(null))
        .bind("now", clock.instant())
        .list(PostgresReplicas::line);
  }

  private List<Line> seeAll(List<Wanted> wanted) {
    return READ.on(handle)
        .bind("places", SqlArray.longs(LongStream.range(0, wanted.size()).boxed().toList()))
        .bind("people", SqlArray.bytes(wanted, each -> columns.index(each.subject()).bytes()))
        .bind("informations", SqlArray.texts(wanted, each -> each.information().value()))
        .bind("inquirers", SqlArray.optionalBytes(wanted, this::inquirer))
        .bind(
            "editions",
            SqlArray.optionalTexts(wanted, each -> each.choice().edition().map(Edition::value)))
        .bind("firsts", SqlArray.optionalDates(wanted, each -> first(each.choice().condition())))
        .bind("lasts", SqlArray.optionalDates(wanted, each -> last(each.choice().condition())))
        .bind("now", clock.instant())
        .list(PostgresReplicas::line);
  }

  private Optional<byte[]> inquirer(Wanted wanted) {
    return wanted.by() instanceof Wanted.Reader.Body(var inquirer)
        ? Optional.of(PostgresFlags.inquirer(columns, inquirer))
        : Optional.empty();
  }

  private static Optional<LocalDate> first(Condition condition) {
    return switch (condition) {
      case Condition.Current() -> Optional.empty();
      case Condition.OnDate(LocalDate day) -> Optional.of(day);
      case Condition.FiscalYears(int from, _) -> Optional.of(new FiscalYear(from).firstDay());
      case Condition.Period(LocalDate from, _) -> Optional.of(from);
    };
  }

  private static Optional<LocalDate> last(Condition condition) {
    return switch (condition) {
      case Condition.Current() -> Optional.empty();
      case Condition.OnDate(LocalDate day) -> Optional.of(day);
      case Condition.FiscalYears(_, int to) -> Optional.of(new FiscalYear(to).lastDay());
      case Condition.Period(_, LocalDate to) -> Optional.of(to);
    };
  }

  private static Line line(ResultSet row) throws SQLException {
    Optional<Edition> inForce = Optional.ofNullable(row.getString(2)).map(Edition::new);
    return new Line(
        row.getInt(1),
        new Seen(
            inForce,
            row.getBoolean(3),
            row.getObject(4, LocalDate.class),
            time(row, 5),
            time(row, 6),
            row.getBoolean(7),
            RegistrationRows.read(row.getString(8)).stream()
                .filter(
                    full -> inForce.filter(last -> full.edition().compareTo(last) <= 0).isPresent())
                .toList()),
        ReplicaRows.row(row, FIRST_OF_ROW));
  }

  private static Optional<Instant> time(ResultSet row, int column) throws SQLException {
    return Optional.ofNullable(row.getTimestamp(column)).map(Timestamp::toInstant);
  }

  private Reading reading(Wanted wanted, Seen seen, List<EditionChoice.Row<ReplicaRows.Box>> rows) {
    Optional<Layout> layout =
        layout(wanted.information(), wanted.choice(), seen.inForce(), seen.lives());
    return refusal(wanted.choice(), layout, seen.lives())
        .<Reading>map(Reading.Refused::new)
        .or(() -> layout.isEmpty() ? Optional.of(new Reading.NotRegistered()) : Optional.empty())
        .or(() -> seen.flagged(wanted.by()))
        .orElseGet(() -> chosen(wanted, layout.orElseThrow(), seen, rows));
  }

  @Override
  public Optional<Reason> refusal(InformationCode information, Wanted.Choice choice) {
    return REFUSAL
        .on(handle)
        .bind("information", information.value())
        .bind("edition", choice.edition().map(Edition::value).orElse(null))
        .one(
            row -> {
              Optional<Edition> inForce = Optional.ofNullable(row.getString(1)).map(Edition::new);
              boolean lives = row.getBoolean(2);
              return refusal(choice, layout(information, choice, inForce, lives), lives);
            });
  }

  /** Whomever it is about. */
  private static Optional<Reason> refusal(
      Wanted.Choice choice, Optional<Layout> layout, boolean lives) {
    return choice.edition().isPresent() && !lives
        ? Optional.of(EditionChoice.EDITION_NOT_LIVE)
        : layout.flatMap(form -> EditionChoice.refusal(form, choice.condition()));
  }

  /** Of the edition named, or else of the one in force; empty if it does not answer. */
  private Optional<Layout> layout(
      InformationCode information, Wanted.Choice choice, Optional<Edition> inForce, boolean lives) {
    Optional<Edition> named = choice.edition();
    return (named.isPresent() ? named.filter(_ -> lives) : inForce)
        .map(
            edition ->
                layouts
                    .find(information, edition)
                    .orElseThrow(
                        () -> new IllegalStateException("an edition answers without a layout")));
  }

  private Reading chosen(
      Wanted wanted, Layout layout, Seen seen, List<EditionChoice.Row<ReplicaRows.Box>> rows) {
    EditionChoice.Asked asked =
        new EditionChoice.Asked(
            layout,
            wanted.choice().edition().isPresent(),
            wanted.choice().condition(),
            seen.today());
    return switch (EditionChoice.choose(asked, seen.loaded(), rows)) {
      case EditionChoice.Choice.Nothing<ReplicaRows.Box> _ -> new Reading.NoRecord();
      case EditionChoice.Choice.Unknown<ReplicaRows.Box> _ -> new Reading.NotRegistered();
      case EditionChoice.Choice.Records<ReplicaRows.Box>(Edition source, var records) ->
          available(wanted, source, layout.edition(), records);
    };
  }

  /** In the form asked for, or without converters in their own. */
  private Reading available(
      Wanted wanted,
      Edition source,
      Edition target,
      List<EditionChoice.Row<ReplicaRows.Box>> records) {
    Optional<UnaryOperator<RecordContent>> conversion =
        conversions.between(layouts, wanted.information(), source, target);
    Edition edition = conversion.isPresent() ? target : source;
    UnaryOperator<RecordContent> cut = cut(wanted.choice().items());
    UnaryOperator<RecordContent> form =
        content -> cut.apply(conversion.orElse(UnaryOperator.identity()).apply(content));
    return new Reading.Available(
        edition,
        records.stream()
            .map(row -> replica(wanted.subject(), wanted.information(), row, edition, form))
            .toList());
  }

  private static UnaryOperator<RecordContent> cut(ItemChoice choice) {
    return switch (choice) {
      case ItemChoice.All() -> UnaryOperator.identity();
      case ItemChoice.Some(var items) -> {
        // Found by hash and not by order: each value of each record is looked up.
        Set<ItemCode> wanted = Set.copyOf(items);
        yield content -> content.only(wanted);
      }
    };
  }

  private Replica replica(
      AddresseeNumber subject,
      InformationCode information,
      EditionChoice.Row<ReplicaRows.Box> row,
      Edition edition,
      UnaryOperator<RecordContent> form) {
    BlindIndex person = columns.index(subject);
    LocalDate asOf = row.content().asOf().orElseThrow();
    SealedReplica.Opened opened =
        new SealedReplica(columns, person, information, row.edition(), row.key())
            .open(
                new SealedReplica.Place(row.order().sequence(), asOf, row.from(), row.to()),
                row.content().sealed().orElseThrow());
    return new Replica(
        information,
        edition,
        opened.key(),
        new Replica.Dates(asOf, row.from(), row.to()),
        row.content().version(),
        form.apply(ContentText.read(opened.text())));
  }

  @Override
  public List<Registered> readBack(
      AddresseeNumber subject, InformationCode information, Edition edition) {
    return new ReplicaRows(handle, information, edition)
        .readBack(columns.index(subject)).stream()
            .map(
                found ->
                    new Registered(
                        replica(
                            subject, information, found.row(), edition, UnaryOperator.identity()),
                        found.row().order().sequence(),
                        found.origin()))
            .toList();
  }
}
