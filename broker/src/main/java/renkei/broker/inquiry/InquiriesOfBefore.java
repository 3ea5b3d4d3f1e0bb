package renkei.broker.inquiry;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import renkei.broker.InquiryState;
import renkei.broker.LocalId;
import renkei.broker.engine.Outbox;
import renkei.broker.engine.UnitOfWork;
import renkei.codebook.AddresseeNumber;
import renkei.codebook.AffairCode;
import renkei.codebook.AgencyCode;
import renkei.codebook.Exchange;
import renkei.codebook.ExchangeId;
import renkei.codebook.InformationCode;
import renkei.codebook.InquiryId;
import renkei.codebook.ItemChoice;
import renkei.codebook.Lane;
import renkei.codebook.Outcome;
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

/**
 * The table {@code inquiry_1}: inquiries kept before inquiries were sets. Each becomes a set of one
 * exchange and goes on as it is: open or finished, under its id and its local system's name.
 */
final class InquiriesOfBefore {

  private static final NamedSql TAKE =
      NamedSql.of(
          """
          SELECT inquiry_id, detail, lane, purpose, provider, affair, procedure, information, state,
            outcome, reason, asking_again_helps, permit_id, subject_token, created_at, deadline,
            finished_at
          FROM inquiry_1 WHERE tenant = :tenant AND inquiry_id > :after
          ORDER BY inquiry_id LIMIT :atMost FOR UPDATE
          """);

  private static final NamedSql GONE =
      NamedSql.of("DELETE FROM inquiry_1 WHERE tenant = :tenant AND inquiry_id = ANY (:ids)");

  /**
   * An inquiry.
   *
   * @param row empty if it does not open
   */
  private record Before(InquiryId id, Optional<Kept> row) {}

  /**
   * What is kept of it.
   *
   * @param finishedAt when it ended; its beginning if it has not
   */
  private record Kept(InquiryRows.Row inquiry, Instant finishedAt) {}

  private final Function<TenantId, SealedColumns> columns;
  private final InquiryRows inquiries;
  private final Outbox outbox;

  InquiriesOfBefore(
      Function<TenantId, SealedColumns> columns, InquiryRows inquiries, Outbox outbox) {
    this.columns = columns;
    this.inquiries = inquiries;
    this.outbox = outbox;
  }

  /** As {@link InquiryCase#carryOver}. */
  Optional<UUID> carryOver(UnitOfWork work, UUID after, int atMost) {
    List<Before> taken =
        TAKE.on(work.handle())
            .bind("tenant", work.tenant().value())
            .bind("after", after)
            .bind("atMost", atMost)
            .list(row -> read(work, row));
    List<Kept> kept = taken.stream().flatMap(each -> each.row().stream()).toList();
    if (!kept.isEmpty()) {
      keep(work, kept);
    }
    return taken.isEmpty() ? Optional.empty() : Optional.of(taken.getLast().id().value());
  }

  private void keep(UnitOfWork work, List<Kept> kept) {
    Map<UUID, BlindIndex> about = new HashMap<>();
    for (Kept each : kept) {
      InquiryRows.Row inquiry = each.inquiry();
      if (!inquiries.insert(work, inquiry, each.finishedAt())) {
        throw new IllegalStateException("an inquiry to be carried over is there already");
      }
      about.put(inquiry.id().value(), inquiries.index(work.tenant(), inquiry.id()));
    }
    outbox.carryOver(work, about);
    int _ =
        GONE.on(work.handle())
            .bind("tenant", work.tenant().value())
            .bind("ids", SqlArray.uuids(kept, each -> each.inquiry().id().value()))
            .update();
  }

  private Before read(UnitOfWork work, ResultSet row) throws SQLException {
    InquiryId id = new InquiryId(row.getObject("inquiry_id", UUID.class));
    Optional<byte[]> detail =
        columns.apply(work.tenant()).tryOpenRow("inquiry/" + id.value(), row.getBytes("detail"));
    return new Before(
        id,
        detail.isEmpty()
            ? Optional.empty()
            : Optional.of(kept(id, new String(detail.get(), UTF_8), row)));
  }

  private static Kept kept(InquiryId id, String detail, ResultSet row) throws SQLException {
    int end = detail.indexOf('\n');
    Lane lane = Lane.valueOf(row.getString("lane"));
    Instant askedAt = row.getTimestamp("created_at").toInstant();
    Instant deadline = row.getTimestamp("deadline").toInstant();
    ExchangeRows.Row exchange =
        new ExchangeRows.Row(
            ExchangeId.onlyOneOf(id),
            id,
            lane,
            asked(row, AddresseeNumber.known(detail.substring(end + 1))),
            standing(row),
            granted(row),
            askedAt,
            deadline);
    Instant finishedAt =
        exchange.isFinished() ? row.getTimestamp("finished_at").toInstant() : askedAt;
    return new Kept(
        new InquiryRows.Row(
            id, new LocalId(detail.substring(0, end)), lane, askedAt, deadline, List.of(exchange)),
        finishedAt);
  }

  private static ExchangeRows.Asked asked(ResultSet row, AddresseeNumber subject)
      throws SQLException {
    return new ExchangeRows.Asked(
        subject,
        new AgencyCode(row.getString("provider")),
        Purpose.valueOf(row.getString("purpose")),
        Optional.ofNullable(row.getString("affair")).map(AffairCode::new),
        new ProcedureCode(row.getString("procedure")),
        new InformationCode(row.getString("information")),
        new ItemChoice.All(),
        Terms.PLAIN,
        Exchange.AskedBy.NOBODY_NAMED);
  }

  private static ExchangeRows.Standing standing(ResultSet row) throws SQLException {
    return new ExchangeRows.Standing(
        InquiryState.valueOf(row.getString("state")),
        Optional.ofNullable(row.getString("outcome")).map(Outcome::valueOf),
        Optional.ofNullable(row.getString("reason")).map(Reason::new),
        Optional.ofNullable(row.getObject("asking_again_helps", Boolean.class)));
  }

  private static Optional<ExchangeRows.Granted> granted(ResultSet row) throws SQLException {
    @Nullable UUID permit = row.getObject("permit_id", UUID.class);
    return permit == null
        ? Optional.empty()
        : Optional.of(
            new ExchangeRows.Granted(
                new PermitId(permit),
                new SubjectToken(row.getString("subject_token")),
                Optional.empty()));
  }
}
