package renkei.broker.inquiry;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import renkei.broker.InquirySearch;
import renkei.broker.InquiryStatus;
import renkei.broker.LocalId;
import renkei.broker.engine.UnitOfWork;
import renkei.codebook.AffairCode;
import renkei.codebook.InquiryId;
import renkei.codebook.Lane;
import renkei.codebook.TenantId;
import renkei.codebook.database.BlindIndex;
import renkei.codebook.database.NamedSql;
import renkei.codebook.database.SealedColumns;

/** The table {@code inquiry}: sets of exchanges, which have a table of their own. */
final class InquiryRows {

  /**
   * One inquiry.
   *
   * @param exchanges all of it, in the order in which they were asked for
   */
  record Row(
      InquiryId id,
      LocalId localId,
      Lane lane,
      Instant askedAt,
      Instant deadline,
      List<ExchangeRows.Row> exchanges) {

    InquiryStatus status() {
      return new InquiryStatus(
          id, localId, deadline, exchanges.stream().map(ExchangeRows.Row::status).toList());
    }

    /** The affair of them all; empty where no permission list named one. */
    Optional<AffairCode> affair() {
      return exchanges.getFirst().asked().affair();
    }

    /** The same inquiry with its exchanges as they are now. */
    Row with(List<ExchangeRows.Row> now) {
      return new Row(id, localId, lane, askedAt, deadline, now);
    }
  }

  private static final String SELECT =
      "SELECT i.inquiry_index, i.detail, i.lane, i.created_at, i.deadline, "
          + ExchangeRows.COLUMNS
          + " FROM inquiry i "
          + ExchangeRows.JOINED;

  private static final NamedSql FIND =
      NamedSql.of(
          SELECT + "WHERE i.tenant = :tenant AND i.inquiry_index = :inquiry ORDER BY e.place");

  private static final NamedSql FIND_BY_LOCAL_ID =
      NamedSql.of(
          SELECT + "WHERE i.tenant = :tenant AND i.local_index = :localIndex ORDER BY e.place");

  private static final NamedSql PAGE = page("");

  private static final NamedSql PAGE_OF_PERSON =
      page(sought("p.inquiry_index = ANY (ARRAY(" + ExchangeRows.ABOUT_PERSON + "))"));

  private static final NamedSql PAGE_OF_PERIOD =
      page(sought("EXISTS (" + ExchangeRows.OF_A_KIND + ")"));

  private static String sought(String exchange) {
    return "AND p.created_at >= :from AND p.created_at < :to AND " + exchange;
  }

  /** Some of the inquiries, as {@code p}, of which it is true what is said. */
  private static NamedSql page(String sought) {
    return NamedSql.of(
        SELECT
            + """
            WHERE i.tenant = :tenant AND i.inquiry_index = ANY (ARRAY(
              SELECT p.inquiry_index FROM inquiry p
              WHERE p.tenant = :tenant AND (CAST(:after AS bytea) IS NULL
                OR (p.created_at, p.inquiry_index) < (
                  SELECT a.created_at, a.inquiry_index FROM inquiry a
                  WHERE a.tenant = :tenant AND a.inquiry_index = CAST(:after AS bytea)))
            """
            + sought
            + """
              ORDER BY p.created_at DESC, p.inquiry_index DESC LIMIT :atMost))
            ORDER BY i.created_at DESC, i.inquiry_index DESC, e.place
            """);
  }

  private static final Instant EARLIEST = Instant.parse("1970-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

  private static final NamedSql LANE =
      NamedSql.of("SELECT lane FROM inquiry WHERE tenant = :tenant AND inquiry_index = :inquiry");

  private static final NamedSql INSERT =
      NamedSql.of(
          """
          WITH inserted AS (
            INSERT INTO inquiry (tenant, inquiry_index, local_index, request_index, detail, lane,
              created_at, deadline)
            VALUES (:tenant, :inquiry, :localIndex, :requestIndex, :detail, :lane, :now, :deadline)
            ON CONFLICT DO NOTHING RETURNING 1)
          """
              + ExchangeRows.INSERT);

  private static final NamedSql PURGE =
      NamedSql.of(
          "DELETE FROM inquiry WHERE tenant = :tenant AND inquiry_index = ANY (ARRAY("
              + ExchangeRows.FORGOTTEN
              + "))");

  private final Function<TenantId, SealedColumns> columns;
  private final ExchangeRows exchanges;

  InquiryRows(Function<TenantId, SealedColumns> columns, ExchangeRows exchanges) {
    this.columns = columns;
    this.exchanges = exchanges;
  }

  /** Where the rows of an inquiry are found. */
  BlindIndex index(TenantId tenant, InquiryId id) {
    return exchanges.index(tenant, id);
  }

  /** Keeps an inquiry and its exchanges; false if its local id is taken. */
  boolean insert(UnitOfWork work, Row row) {
    return insert(work, row, row.askedAt());
  }

  /**
   * As the other method.
   *
   * @param finishedAt when those of its exchanges ended that have
   */
  boolean insert(UnitOfWork work, Row row, Instant finishedAt) {
    TenantId tenant = work.tenant();
    return INSERT
            .on(work.handle())
            .bind("tenant", tenant.value())
            .bind("inquiry", exchanges.index(tenant, row.id()).bytes())
            .bind("localIndex", localIndex(tenant, row.localId()).bytes())
            .bind("requestIndex", requestIndex(tenant, row).bytes())
            .bind("detail", detail(tenant, row))
            .bind("lane", row.lane())
            .bind("now", row.askedAt())
            .bind("deadline", row.deadline())
            .bindAll(binds -> exchanges.bindNew(binds, tenant, row.exchanges(), finishedAt))
            .update()
        == row.exchanges().size();
  }

  /** An inquiry; empty if the tenant has none of that id. */
  Optional<Row> find(UnitOfWork work, InquiryId id) {
    return read(
            work.tenant(),
            FIND.on(work.handle())
                .bind("tenant", work.tenant().value())
                .bind("inquiry", exchanges.index(work.tenant(), id).bytes()))
        .stream()
        .findFirst();
  }

  /** The inquiry the local system gave that name. */
  Optional<Row> find(UnitOfWork work, LocalId localId) {
    return read(
            work.tenant(),
            FIND_BY_LOCAL_ID
                .on(work.handle())
                .bind("tenant", work.tenant().value())
                .bind("localIndex", localIndex(work.tenant(), localId).bytes()))
        .stream()
        .findFirst();
  }

  /** The lane of an inquiry; empty if the tenant has none of that id. */
  Optional<Lane> lane(UnitOfWork work, InquiryId id) {
    return LANE.on(work.handle())
        .bind("tenant", work.tenant().value())
        .bind("inquiry", exchanges.index(work.tenant(), id).bytes())
        .findOne(row -> Lane.valueOf(row.getString(1)));
  }

  /** Some inquiries, the newest first; none after one that is not there (any more). */
  InquiryStatus.Page page(UnitOfWork work, Optional<InquiryId> after, int atMost) {
    return page(work, PAGE.on(work.handle()), after, atMost);
  }

  /** As the other method, of those that are looked for. */
  InquiryStatus.Page search(
      UnitOfWork work, InquirySearch wanted, Optional<InquiryId> after, int atMost) {
    NamedSql statement = wanted.person().isPresent() ? PAGE_OF_PERSON : PAGE_OF_PERIOD;
    return page(
        work,
        statement
            .on(work.handle())
            .bind("from", within(wanted.from().orElse(EARLIEST)))
            .bind("to", within(wanted.to().orElse(LATEST)))
            .bindAll(binds -> exchanges.bindSought(binds, work.tenant(), wanted)),
        after,
        atMost);
  }

  /** What PostgreSQL takes for a time. */
  private static Instant within(Instant bound) {
    return bound.isBefore(EARLIEST) ? EARLIEST : bound.isAfter(LATEST) ? LATEST : bound;
  }

  private InquiryStatus.Page page(
      UnitOfWork work, NamedSql.Run query, Optional<InquiryId> after, int atMost) {
    List<InquiryStatus> found =
        read(
                work.tenant(),
                query
                    .bind("tenant", work.tenant().value())
                    .bind(
                        "after",
                        after.map(id -> exchanges.index(work.tenant(), id).bytes()).orElse(null))
                    .bind("atMost", atMost + 1))
            .stream()
            .map(Row::status)
            .toList();
    if (found.size() <= atMost) {
      return new InquiryStatus.Page(found, Optional.empty());
    }
    List<InquiryStatus> shown = found.subList(0, atMost);
    return new InquiryStatus.Page(shown, Optional.of(shown.getLast().id()));
  }

  /** Whether both ask for the same. */
  boolean same(UnitOfWork work, Row one, Row other) {
    boolean sameAffair =
        one.affair().isEmpty() || other.affair().isEmpty() || one.affair().equals(other.affair());
    return sameAffair
        && requestIndex(work.tenant(), one).equals(requestIndex(work.tenant(), other));
  }

  /** Forgets some inquiries all of whose exchanges ended before {@code before}; how many. */
  int purge(UnitOfWork work, Instant before, int atMost) {
    return PURGE
        .on(work.handle())
        .bind("tenant", work.tenant().value())
        .bind("before", before)
        .bind("atMost", atMost)
        .update();
  }

  /** Part of a row: the inquiry, and one exchange of it. */
  private record Read(BlindIndex index, Row inquiry, ExchangeRows.Row exchange) {}

  private List<Row> read(TenantId tenant, NamedSql.Run query) {
    Map<BlindIndex, List<Read>> byInquiry = new LinkedHashMap<>();
    for (Read read : query.list(row -> read(tenant, row))) {
      byInquiry.computeIfAbsent(read.index(), _ -> new ArrayList<>()).add(read);
    }
    return byInquiry.values().stream()
        .map(each -> each.getFirst().inquiry().with(each.stream().map(Read::exchange).toList()))
        .toList();
  }

  private Read read(TenantId tenant, ResultSet row) throws SQLException {
    BlindIndex index = BlindIndex.of(row.getBytes("inquiry_index"));
    String[] detail =
        columns.apply(tenant).open("inquiry", index, row.getBytes("detail")).split("\n", -1);
    return new Read(
        index,
        new Row(
            InquiryId.parse(detail[0]),
            new LocalId(detail[1]),
            Lane.valueOf(row.getString("lane")),
            row.getTimestamp("created_at").toInstant(),
            row.getTimestamp("deadline").toInstant(),
            List.of()),
        exchanges.read(tenant, row));
  }

  private byte[] detail(TenantId tenant, Row row) {
    return columns
        .apply(tenant)
        .seal(
            "inquiry",
            exchanges.index(tenant, row.id()),
            row.id().toString() + '\n' + row.localId().value());
  }

  private BlindIndex localIndex(TenantId tenant, LocalId localId) {
    return columns.apply(tenant).index("inquiry.local_id", localId.value());
  }

  /** Without the affair: the permission list may name it only later. */
  private BlindIndex requestIndex(TenantId tenant, Row row) {
    List<String> request = new ArrayList<>(List.of(row.lane().name()));
    for (ExchangeRows.Row each : row.exchanges()) {
      request.add(
          String.join(
              "\t",
              each.asked().subject().value(),
              each.asked().procedure().value(),
              each.asked().information().value(),
              each.asked().provider().value(),
              AskedText.of(each.asked().items()),
              AskedText.of(each.asked().terms())));
    }
    return columns.apply(tenant).index("inquiry.request", String.join("\n", request));
  }
}
