package renkei.broker.engine;

import java.util.function.Consumer;
import renkei.codebook.database.NamedSql;

/**
 * A case's own part in the one statement that ends a message with its reply ({@link Outbox#reply}).
 * The case owns a table of which one row stands for "this was replied to", a row for each element
 * of the message; the engine owns the messages; the statement is composed of what both hand out.
 */
public final class ReplyStatement {

  private final NamedSql statement;
  private final StoredMessage answered;
  private final int rows;
  private final Consumer<NamedSql.Binds> own;

  private ReplyStatement(
      NamedSql statement, StoredMessage answered, int rows, Consumer<NamedSql.Binds> own) {
    this.statement = statement;
    this.answered = answered;
    this.rows = rows;
    this.own = own;
  }

  /**
   * The statement around a case's own insert; made once and kept.
   *
   * @param insertOnce inserts rows and does nothing on conflict, without {@code RETURNING}. Its
   *     parameters are the case's, and {@code :tenant} and {@code :now} if it likes; none of them
   *     is called as one of the outbox ({@code id}, {@code peer}, {@code kind}, {@code lane},
   *     {@code route}, {@code about}, {@code body}, {@code expiresAt}, {@code dueAt}, {@code
   *     answered}, {@code answeredPeer})
   */
  public static NamedSql around(String insertOnce) {
    return MessageRows.replyAround(insertOnce);
  }

  /**
   * A reply.
   *
   * @param statement what {@link #around} made
   * @param answered the message that it ends
   * @param rows how many rows the case's insert has; if fewer are new, the message was replied to
   *     before, in part at least
   * @param own sets the parameters of the case's insert
   */
  public static ReplyStatement to(
      StoredMessage answered, NamedSql statement, int rows, Consumer<NamedSql.Binds> own) {
    return new ReplyStatement(statement, answered, rows, own);
  }

  int rows() {
    return rows;
  }

  NamedSql statement() {
    return statement;
  }

  StoredMessage answered() {
    return answered;
  }

  void bindOwn(NamedSql.Binds binds) {
    own.accept(binds);
  }
}
