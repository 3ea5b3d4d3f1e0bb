package renkei.tenantstore;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import renkei.codebook.TenantId;

/** What a signed head says, byte for byte. */
final class TreeHeads {

  private TreeHeads() {}

  static byte[] bytes(TenantId tenant, long size, String root, Instant signedAt) {
    return String.join(
            "\n",
            "renkei tree head 1",
            tenant.value(),
            Long.toString(size),
            root,
            signedAt.toString())
        .getBytes(StandardCharsets.UTF_8);
  }
}
