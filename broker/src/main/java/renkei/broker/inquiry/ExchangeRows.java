package renkei.broker.inquiry;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import renkei.broker.InquirySearch;
import renkei.broker.InquiryState;
import renkei.broker.InquiryStatus;
import renkei.broker.engine.UnitOfWork;
import renkei.broker.message.Ending;
import renkei.broker.message.Permit;
import renkei.codebook.AddresseeNumber;
import renkei.codebook.AffairCode;
import renkei.codebook.AgencyCode;
import renkei.codebook.Exchange;
import renkei.codebook.ExchangeId;
import renkei.codebook.InformationCode;
import renkei.codebook.InquiryId;
import renkei.codebook.ItemChoice;
import renkei.codebook.Lane;
import renkei.codebook.Matter;
import renkei.codebook.Outcome;
import renkei.codebook.PermissionRowId;
import renkei.codebook.PermitId;
import renkei.codebook.ProcedureCode;
import renkei.codebook.Purpose;
import renkei.codebook.Reason;
import renkei.codebook.SubjectToken;
import renkei.codebook.TenantId;
import renkei.codebook.Terms;
import renkei.codebook.database.BlindIndex;
import renkei.codebook.database.NamedSql;
import renkei.codebook.database.SealedColumns;
import renkei.codebook.database.SqlArray;

/** The table {@code exchange}. */
final class ExchangeRows {

  /**
   * What is asked.
   *
   * @param affair empty where no permission list named it: then it was refused
   * @param by who asked, as the local system said
   */
  record Asked(
      AddresseeNumber subject,
      AgencyCode provider,
      Purpose purpose,
      Optional<AffairCode> affair,
      ProcedureCode procedure,
      InformationCode information,
      ItemChoice items,
      Terms terms,
      Exchange.AskedBy by) {

    /** What is asked under an affair. */
    Matter matter(AffairCode under) {
      return new Matter(under, procedure, information, items);
    }
  }

  /** How far an exchange has come; what came of it, once it is finished. */
  record Standing(
      InquiryState state,
      Optional<Outcome> outcome,
      Optional<Reason> reason,
      Optional<Boolean> askingAgainHelps) {

    /** On its way. */
    static Standing at(InquiryState state) {
      return new Standing(state, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** Finished so. */
    static Standing ended(Ending ending) {
      return new Standing(
          InquiryState.FINISHED,
          Optional.of(ending.outcome()),
          ending.reason(),
          ending.askingAgainHelps());
    }
  }

  /**
   * What the core gave leave by.
   *
   * @param grounds what allowed it, as the permit says
   */
  record Granted(PermitId permit, SubjectToken token, Optional<Permit.Grounds> grounds) {

    static Granted by(Permit permit) {
      return new Granted(permit.id(), permit.subjectToken(), permit.grounds());
    }
  }

  /** One exchange, as far as it has come. */
  record Row(
      ExchangeId id,
      InquiryId inquiry,
      Lane lane,
      Asked asked,
      Standing standing,
      Optional<Granted> granted,
      Instant askedAt,
      Instant deadline) {

    InquiryState state() {
      return standing.state();
    }

    boolean isFinished() {
      return state() == InquiryState.FINISHED;
    }

    InquiryStatus.OfExchange status() {
      return new InquiryStatus.OfExchange(
          id, state(), standing.outcome(), standing.reason(), standing.askingAgainHelps());
    }

    /** The same, ended before it was sent. */
    Row ended(Ending how) {
      return new Row(id, inquiry, lane, asked, Standing.ended(how), granted, askedAt, deadline);
    }
  }

  /** The columns that {@link #read} reads, of the table as {@code e}. */
  static final String COLUMNS =
      """
      e.exchange_index, e.detail AS exchange_detail, e.permit, e.lane AS exchange_lane, e.provider,
        e.procedure, e.information, e.state, e.outcome, e.reason, e.asking_again_helps,
        e.created_at AS asked_at, e.deadline AS answer_by\
      """;

  /** Joins the exchanges, as {@code e}, to inquiries, as {@code i}; by place they are in order. */
  static final String JOINED =
      " JOIN exchange e ON e.tenant = i.tenant AND e.inquiry_index = i.inquiry_index ";

  /** Inserts the exchanges of an inquiry if it is in {@code inserted}; see {@link #bindNew}. */
  static final String INSERT =
      """
      INSERT INTO exchange (tenant, exchange_index, inquiry_index, place, lane, provider, procedure,
        information, subject_index, detail, permit, state, outcome, reason, asking_again_helps,
        created_at, finished_at, deadline)
      SELECT :tenant, u.exchange_index, :inquiry, u.place - 1, :lane, u.provider, u.procedure,
        u.information, u.subject_index, u.detail, nullif(u.permit, ''::bytea), u.state,
        nullif(u.outcome, ''), nullif(u.reason, ''), CAST(nullif(u.helps, '') AS boolean), :now,
        CASE WHEN u.state = 'FINISHED' THEN CAST(:finishedAt AS timestamptz) END, :deadline
      FROM unnest(:exchanges, :providers, :procedures, :informations, :subjects, :details, :permits,
          :states, :outcomes, :reasons, :helps) WITH ORDINALITY
        AS u (exchange_index, provider, procedure, information, subject_index, detail, permit, state,
          outcome, reason, helps, place)
      WHERE EXISTS (SELECT FROM inserted)
      """;

  /**
   * The indexes of {@code :atMost} inquiries all of whose exchanges ended before {@code :before}.
   */
  static final String FORGOTTEN =
      """
      SELECT DISTINCT e.inquiry_index FROM exchange e
      WHERE e.tenant = :tenant AND e.finished_at < :before AND NOT EXISTS (
        SELECT FROM exchange o WHERE o.tenant = e.tenant AND o.inquiry_index = e.inquiry_index
          AND (o.finished_at IS NULL OR o.finished_at >= :before))
      LIMIT :atMost
      """;

  /** The indexes of the inquiries of exchanges about a person; see {@link #bindSought}. */
  static final String ABOUT_PERSON =
      """
      SELECT s.inquiry_index FROM exchange s
      WHERE s.tenant = :tenant AND s.subject_index = :person
        AND s.procedure = coalesce(:procedure, s.procedure)
        AND s.information = coalesce(:information, s.information)
      """;

  /** Whether an inquiry, as {@code p}, has an exchange of a kind; see {@link #bindSought}. */
  static final String OF_A_KIND =
      """
      SELECT FROM exchange s
      WHERE s.tenant = p.tenant AND s.inquiry_index = p.inquiry_index
        AND s.procedure = coalesce(:procedure, s.procedure)
        AND s.information = coalesce(:information, s.information)
      """;

  private static final String SELECT = "SELECT " + COLUMNS + " FROM exchange e ";

  /** In one order, so that nobody who locks some waits for somebody who waits for him. */
  private static final NamedSql LOCK =
      NamedSql.of(
          SELECT
              + """
              WHERE e.tenant = :tenant AND e.exchange_index = ANY (:exchanges)
                AND e.inquiry_index = :inquiry
              ORDER BY e.exchange_index FOR UPDATE
              """);

  private static final NamedSql LOCK_ALL =
      NamedSql.of(
          SELECT
              + """
              WHERE e.tenant = :tenant AND e.inquiry_index = :inquiry
              ORDER BY e.exchange_index FOR UPDATE
              """);

  private static final NamedSql LOCK_IDLE =
      NamedSql.of(
          SELECT
              + """
              WHERE e.tenant = :tenant AND e.exchange_index = :exchange FOR UPDATE SKIP LOCKED
              """);

  private static final NamedSql OVERDUE =
      NamedSql.of(
          """
          SELECT exchange_index FROM exchange
          WHERE tenant = :tenant AND finished_at IS NULL AND deadline <= :now
          ORDER BY deadline, exchange_index LIMIT :atMost
          """);

  private static final NamedSql SENT =
      NamedSql.of(
          """
          UPDATE exchange SET state = :state, sent_at = :now
          WHERE tenant = :tenant AND exchange_index = ANY (:exchanges)
          """);

  private static final NamedSql PERMIT =
      NamedSql.of(
          """
          UPDATE exchange e SET state = :state, permit = u.permit, permitted_at = :now
          FROM unnest(:exchanges, :permits) AS u (exchange_index, permit)
          WHERE e.tenant = :tenant AND e.exchange_index = u.exchange_index
          """);

  private static final NamedSql FINISH =
      NamedSql.of(
          """
          UPDATE exchange e SET state = :state, outcome = u.outcome, reason = nullif(u.reason, ''),
            asking_again_helps = CAST(nullif(u.helps, '') AS boolean), finished_at = :now
          FROM unnest(:exchanges, :outcomes, :reasons, :helps)
            AS u (exchange_index, outcome, reason, helps)
          WHERE e.tenant = :tenant AND e.exchange_index = u.exchange_index
          """);

  private final Function<TenantId, SealedColumns> columns;

  ExchangeRows(Function<TenantId, SealedColumns> columns) {
    this.columns = columns;
  }

  /** Where an inquiry's rows are found. */
  BlindIndex index(TenantId tenant, InquiryId inquiry) {
    return columns.apply(tenant).index("inquiry", inquiry.toString());
  }

  private BlindIndex index(TenantId tenant, ExchangeId exchange) {
    return columns.apply(tenant).index("exchange", exchange.toString());
  }

  /**
   * Sets the parameters of {@link #INSERT}, but for {@code tenant}, {@code inquiry}, {@code lane},
   * {@code now} and {@code deadline}, which it shares with the inquiry's.
   *
   * @param finishedAt when those ended that have
   */
  void bindNew(NamedSql.Binds binds, TenantId tenant, List<Row> rows, Instant finishedAt) {
    binds
        .bind("finishedAt", finishedAt)
        .bind("exchanges", SqlArray.bytes(rows, row -> index(tenant, row.id()).bytes()))
        .bind("providers", SqlArray.texts(rows, row -> row.asked().provider().value()))
        .bind("procedures", SqlArray.texts(rows, row -> row.asked().procedure().value()))
        .bind("informations", SqlArray.texts(rows, row -> row.asked().information().value()))
        .bind(
            "subjects",
            SqlArray.bytes(rows, row -> columns.apply(tenant).index(row.asked().subject()).bytes()))
        .bind("details", SqlArray.bytes(rows, row -> detail(tenant, row)))
        .bind(
            "permits",
            SqlArray.bytes(
                rows,
                row ->
                    row.granted()
                        .map(granted -> permit(tenant, row.id(), granted))
                        .orElseGet(() -> new byte[0])))
        .bind("states", SqlArray.texts(rows, row -> row.state().name()))
        .bind(
            "outcomes",
            SqlArray.texts(rows, row -> row.standing().outcome().map(Outcome::name).orElse("")))
        .bind(
            "reasons",
            SqlArray.texts(rows, row -> row.standing().reason().map(Reason::value).orElse("")))
        .bind("helps", SqlArray.texts(rows, row -> helps(row.standing().askingAgainHelps())));
  }

  /** Sets what {@link #ABOUT_PERSON} or {@link #OF_A_KIND} looks for. */
  void bindSought(NamedSql.Binds binds, TenantId tenant, InquirySearch wanted) {
    binds
        .bind("procedure", wanted.procedure().map(ProcedureCode::value).orElse(null))
        .bind("information", wanted.information().map(InformationCode::value).orElse(null));
    wanted
        .person()
        .ifPresent(person -> binds.bind("person", columns.apply(tenant).index(person).bytes()));
  }

  private static String helps(Optional<Boolean> askingAgainHelps) {
    return askingAgainHelps.map(Object::toString).orElse("");
  }

  /**
   * Exchanges of an inquiry, for the caller alone until the transaction ends; those left out that
   * are not the inquiry's.
   */
  Map<ExchangeId, Row> lock(UnitOfWork work, InquiryId inquiry, Collection<ExchangeId> exchanges) {
    return LOCK
        .on(work.handle())
        .bind("tenant", work.tenant().value())
        .bind("inquiry", index(work.tenant(), inquiry).bytes())
        .bind("exchanges", SqlArray.bytes(exchanges, each -> index(work.tenant(), each).bytes()))
        .list(row -> read(work.tenant(), row))
        .stream()
        .collect(Collectors.toMap(Row::id, Function.identity()));
  }

  /** All exchanges of the inquiry found there, likewise. */
  List<Row> lockAll(UnitOfWork work, BlindIndex inquiry) {
    return LOCK_ALL
        .on(work.handle())
        .bind("tenant", work.tenant().value())
        .bind("inquiry", inquiry.bytes())
        .list(row -> read(work.tenant(), row));
  }

  /** The exchange found there; empty also while somebody else has it in hand. */
  Optional<Row> lockIdle(UnitOfWork work, BlindIndex exchange) {
    return LOCK_IDLE
        .on(work.handle())
        .bind("tenant", work.tenant().value())
        .bind("exchange", exchange.bytes())
        .findOne(row -> read(work.tenant(), row));
  }

  /** Open exchanges whose deadline has passed, oldest first; nothing of them is read. */
  List<BlindIndex> overdue(UnitOfWork work, Instant now, int atMost) {
    return OVERDUE
        .on(work.handle())
        .bind("tenant", work.tenant().value())
        .bind("now", now)
        .bind("atMost", atMost)
        .list(row -> BlindIndex.of(row.getBytes(1)));
  }

  /** Locked exchanges go to the core. A decision may have overtaken this for some. */
  void sent(UnitOfWork work, List<Row> locked, Instant now) {
    List<Row> changed =
        locked.stream()
            .filter(row -> row.state() != InquiryState.PERMITTED)
            .filter(
                row ->
                    InquiryTransitions.TABLE.changes(row.state(), InquiryState.WAITING_FOR_PERMIT))
            .toList();
    if (!changed.isEmpty()) {
      int _ =
          on(SENT, work, changed)
              .bind("state", InquiryState.WAITING_FOR_PERMIT)
              .bind("now", now)
              .update();
    }
  }

  /** The core has permitted locked exchanges. */
  void permit(UnitOfWork work, Map<Row, Granted> locked, Instant now) {
    List<Row> changed =
        locked.keySet().stream()
            .filter(row -> InquiryTransitions.TABLE.changes(row.state(), InquiryState.PERMITTED))
            .toList();
    if (!changed.isEmpty()) {
      int _ =
          on(PERMIT, work, changed)
              .bind("state", InquiryState.PERMITTED)
              .bind("now", now)
              .bind(
                  "permits",
                  SqlArray.bytes(
                      changed,
                      row ->
                          permit(work.tenant(), row.id(), Objects.requireNonNull(locked.get(row)))))
              .update();
    }
  }

  /** Locked exchanges that are not finished get their outcomes. */
  void finish(UnitOfWork work, Map<Row, Ending> locked, Instant now) {
    List<Map.Entry<Row, Ending>> changed =
        locked.entrySet().stream()
            .filter(
                each ->
                    InquiryTransitions.TABLE.changes(each.getKey().state(), InquiryState.FINISHED))
            .toList();
    int _ =
        on(FINISH, work, changed.stream().map(Map.Entry::getKey).toList())
            .bind("state", InquiryState.FINISHED)
            .bind("now", now)
            .bind("outcomes", SqlArray.texts(changed, each -> each.getValue().outcome().name()))
            .bind(
                "reasons",
                SqlArray.texts(
                    changed, each -> each.getValue().reason().map(Reason::value).orElse("")))
            .bind(
                "helps", SqlArray.texts(changed, each -> helps(each.getValue().askingAgainHelps())))
            .update();
  }

  private NamedSql.Run on(NamedSql statement, UnitOfWork work, List<Row> rows) {
    return statement
        .on(work.handle())
        .bind("tenant", work.tenant().value())
        .bind("exchanges", SqlArray.bytes(rows, row -> index(work.tenant(), row.id()).bytes()));
  }

  /** Reads {@link #COLUMNS}. */
  Row read(TenantId tenant, ResultSet row) throws SQLException {
    String[] detail = open(tenant, row, "exchange_detail").split("\n", -1);
    ExchangeId id = ExchangeId.parse(detail[0]);
    Optional<Granted> granted = Optional.empty();
    if (row.getBytes("permit") != null) {
      granted = Optional.of(granted(open(tenant, row, "permit").split("\n", -1)));
    }
    return new Row(
        id,
        InquiryId.parse(detail[1]),
        Lane.valueOf(row.getString("exchange_lane")),
        new Asked(
            AddresseeNumber.known(detail[2]),
            new AgencyCode(row.getString("provider")),
            Purpose.valueOf(detail[3]),
            detail[4].isEmpty() ? Optional.empty() : Optional.of(new AffairCode(detail[4])),
            new ProcedureCode(row.getString("procedure")),
            new InformationCode(row.getString("information")),
            AskedText.items(detail, 5),
            AskedText.terms(detail, 6),
            AskedText.by(detail, 13)),
        new Standing(
            InquiryState.valueOf(row.getString("state")),
            Optional.ofNullable(row.getString("outcome")).map(Outcome::valueOf),
            Optional.ofNullable(row.getString("reason")).map(Reason::new),
            Optional.ofNullable(row.getObject("asking_again_helps", Boolean.class))),
        granted,
        row.getTimestamp("asked_at").toInstant(),
        row.getTimestamp("answer_by").toInstant());
  }

  private byte[] detail(TenantId tenant, Row row) {
    Asked asked = row.asked();
    return seal(
        tenant,
        row.id(),
        "exchange_detail",
        String.join(
            "\n",
            row.id().toString(),
            row.inquiry().toString(),
            asked.subject().value(),
            asked.purpose().name(),
            asked.affair().map(AffairCode::value).orElse(""),
            AskedText.of(asked.items()),
            AskedText.of(asked.terms()),
            AskedText.of(asked.by())));
  }

  /** A row of before does not say what allowed it. */
  private static Granted granted(String[] permit) {
    return new Granted(
        PermitId.parse(permit[0]),
        new SubjectToken(permit[1]),
        permit.length < 4
            ? Optional.empty()
            : Optional.of(
                new Permit.Grounds(new PermissionRowId(permit[2]), Long.parseLong(permit[3]))));
  }

  private byte[] permit(TenantId tenant, ExchangeId id, Granted granted) {
    String grounds =
        granted.grounds().map(by -> "\n" + by.row().value() + '\n' + by.list()).orElse("");
    return seal(
        tenant,
        id,
        "permit",
        granted.permit().toString() + '\n' + granted.token().value() + grounds);
  }

  private byte[] seal(TenantId tenant, ExchangeId id, String column, String value) {
    return columns
        .apply(tenant)
        .seal("exchange." + column, index(tenant, id).bytes(), value.getBytes(UTF_8));
  }

  private String open(TenantId tenant, ResultSet row, String column) throws SQLException {
    return new String(
        columns
            .apply(tenant)
            .open("exchange." + column, row.getBytes("exchange_index"), row.getBytes(column)),
        UTF_8);
  }
}
