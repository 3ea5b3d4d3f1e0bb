package renkei.signing.evidence;

import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A time-stamp: an authority's word that something existed at an instant (RFC 3161).
 *
 * @param token DER encoding of the time-stamp token; stands by itself
 * @param time the authority's instant
 */
@SuppressWarnings("ArrayRecordComponent")
public record TimeStamp(byte[] token, Instant time) {

  /** Keeps a copy of the token. */
  public TimeStamp {
    token = token.clone();
  }

  /** A copy of the token. */
  @Override
  public byte[] token() {
    return token.clone();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof TimeStamp(byte[] otherToken, Instant otherTime)
        && time.equals(otherTime)
        && Arrays.equals(token, otherToken);
  }

  @Override
  public int hashCode() {
    return Objects.hash(time, Arrays.hashCode(token));
  }
}
