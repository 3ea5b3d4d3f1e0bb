package renkei.tenantstore;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import renkei.codebook.Edition;
import renkei.codebook.ExchangeId;

/**
 * What came back for one exchange of a tenant. Keeps a copy of the content and never shows it in
 * text.
 */
public final class Result {

  private final ExchangeId exchange;
  private final byte[] content;
  private final LocalDate asOf;
  private final Edition edition;
  private final long replicaVersion;
  private final Instant receivedAt;

  /**
   * @param content as the provider sealed it, opened
   * @param asOf the day the content is true of
   */
  public Result(
      ExchangeId exchange,
      byte[] content,
      LocalDate asOf,
      Edition edition,
      long replicaVersion,
      Instant receivedAt) {
    this.exchange = exchange;
    this.content = content.clone();
    this.asOf = asOf;
    this.edition = edition;
    this.replicaVersion = replicaVersion;
    this.receivedAt = receivedAt;
  }

  /** The exchange it answers. */
  public ExchangeId exchange() {
    return exchange;
  }

  /** The opened content. */
  public byte[] content() {
    return content.clone();
  }

  /** The day the content is true of. */
  public LocalDate asOf() {
    return asOf;
  }

  /** The edition of the layout the content follows. */
  public Edition edition() {
    return edition;
  }

  /** The provider's version of the replica. */
  public long replicaVersion() {
    return replicaVersion;
  }

  /** When it arrived. */
  public Instant receivedAt() {
    return receivedAt;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Result result
        && exchange.equals(result.exchange)
        && Arrays.equals(content, result.content)
        && asOf.equals(result.asOf)
        && edition.equals(result.edition)
        && replicaVersion == result.replicaVersion
        && receivedAt.equals(result.receivedAt);
  }

  @Override
  public int hashCode() {
    return exchange.hashCode();
  }

  /** Hides the content. */
  @Override
  public String toString() {
    return "Result[" + exchange + ", ****]";
  }
}
