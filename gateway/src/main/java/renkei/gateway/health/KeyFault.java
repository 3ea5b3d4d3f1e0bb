package renkei.gateway.health;

import java.time.Instant;
import java.util.Optional;

/**
 * Why nothing can be done for one tenant: its file, or the certificate in it. Others are served.
 *
 * @param sentence names the file and what to do, and no secret
 * @param ended since when the certificate has ended, if that is why
 */
public record KeyFault(Kind kind, String sentence, Optional<Instant> ended) {

  /** What is wrong. */
  public enum Kind {
    /** The certificate has ended. */
    CERTIFICATE_ENDED,
    /** The certificate does not count for another reason, or is somebody else's. */
    CERTIFICATE_NOT_TRUSTED,
    /** The file is missing, cannot be opened, or lacks a key. */
    KEYS_UNREADABLE
  }
}
