package renkei.gateway.staff;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import renkei.codebook.database.NamedSql;

/** The table {@code proposal}. */
record ProposalRows(Handle handle) {

  private static final String SELECT =
      """
      SELECT proposal_id, kind, subject, proposed_by, proposed_credential, proposed_at, expires_at
      FROM proposal WHERE state = 'OPEN' AND expires_at > :now
      """;

  private static final NamedSql INSERT =
      NamedSql.of(
          """
          INSERT INTO proposal (proposal_id, kind, subject, proposed_by, proposed_credential, proposed_at, expires_at)
          VALUES (:id, :kind, :subject, :by, :credential, :at, :expires)
          """);

  private static final NamedSql OPEN =
      NamedSql.of(SELECT + " ORDER BY proposed_at, proposal_id LIMIT :atMost");

  private static final NamedSql FOR_DECISION =
      NamedSql.of(SELECT + " AND proposal_id = :id FOR UPDATE");

  private static final NamedSql DECIDE =
      NamedSql.of(
          """
          UPDATE proposal SET state = :state, decided_by = :by, decided_credential = :credential, decided_at = :at
          WHERE proposal_id = :id
          """);

  void insert(Proposal proposal) {
    int _ =
        INSERT
            .on(handle)
            .bind("id", proposal.id())
            .bind("kind", proposal.kind())
            .bind("subject", proposal.subject())
            .bind("by", proposal.by().value())
            .bind("credential", proposal.credential())
            .bind("at", proposal.at())
            .bind("expires", proposal.expiresAt())
            .update();
  }

  /** Those that wait, the oldest first. */
  List<Proposal> open(Instant now, int atMost) {
    return OPEN.on(handle).bind("now", now).bind("atMost", atMost).list(ProposalRows::proposal);
  }

  /** One that waits; nobody else decides on it until the transaction ends. */
  Optional<Proposal> findForDecision(UUID id, Instant now) {
    return FOR_DECISION.on(handle).bind("now", now).bind("id", id).findOne(ProposalRows::proposal);
  }

  void decide(UUID id, boolean approved, Actor by, Instant at) {
    int _ =
        DECIDE
            .on(handle)
            .bind("id", id)
            .bind("state", approved ? "APPROVED" : "DECLINED")
            .bind("by", by.login().value())
            .bind("credential", by.credential())
            .bind("at", at)
            .update();
  }

  private static Proposal proposal(ResultSet row) throws SQLException {
    return new Proposal(
        row.getObject(1, UUID.class),
        row.getString(2),
        row.getString(3),
        new Login(row.getString(4)),
        row.getString(5),
        row.getObject(6, OffsetDateTime.class).toInstant(),
        row.getObject(7, OffsetDateTime.class).toInstant());
  }
}
