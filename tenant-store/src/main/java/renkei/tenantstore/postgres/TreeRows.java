package renkei.tenantstore.postgres;

import java.io.ByteArrayInputStream;
import java.security.MessageDigest;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import renkei.codebook.TenantId;
import renkei.codebook.database.NamedSql;
import renkei.codebook.database.SqlArray;
import renkei.signing.Certificates;
import renkei.signing.DetachedSignature;
import renkei.signing.KeyId;
import renkei.signing.algorithm.DigestAlgorithm;
import renkei.signing.evidence.tree.InclusionPath;
import renkei.signing.evidence.tree.MerkleTree.Frontier;
import renkei.tenantstore.SignedHead;

/** The tables {@code tree_head} and {@code signer_chain}: the signed heads of one tenant's tree. */
record TreeRows(Handle handle, TenantId tenant) {

  private static final NamedSql NEWEST =
      NamedSql.of(
          """
          SELECT size, root, signed_at, algorithm, signature, certificates, subtrees
          FROM tree_head JOIN signer_chain USING (tenant, chain_id) ORDER BY size DESC LIMIT 1
          """);

  private static final NamedSql INSERT_CHAIN =
      NamedSql.of(
          """
          INSERT INTO signer_chain (chain_id, certificates) VALUES (:chain, :certificates)
          ON CONFLICT DO NOTHING
          """);

  private static final NamedSql INSERT_HEAD =
      NamedSql.of(
          """
          INSERT INTO tree_head (size, root, subtrees, signed_at, algorithm, signature, chain_id)
          VALUES (:size, :root, :subtrees, :signedAt, :algorithm, :signature, :chain)
          """);

  /** A head, and what is needed to grow its tree. */
  record Grown(SignedHead head, Frontier frontier) {}

  Optional<Grown> newest() {
    return NEWEST.on(handle).findOne(this::grown);
  }

  /** Heads come every few seconds, chains every few years: a chain is kept once. */
  void insert(SignedHead head, Frontier frontier) {
    List<byte[]> chain = head.chain().stream().map(Certificates::encoded).toList();
    byte[] chainId = sha256(chain);
    int _ =
        INSERT_CHAIN
            .on(handle)
            .bind("chain", chainId)
            .bind("certificates", SqlArray.bytes(chain))
            .update();
    int _ =
        INSERT_HEAD
            .on(handle)
            .bind("size", head.size())
            .bind("root", frontier.root())
            .bind("subtrees", SqlArray.bytes(frontier.subtrees()))
            .bind("signedAt", head.signedAt())
            .bind("algorithm", head.signature().algorithm())
            .bind("signature", head.signature().value())
            .bind("chain", chainId)
            .update();
  }

  /**
   * The hashes that lead from a leaf to the root of {@code head}. Reads all leaves and keeps few.
   *
   * @throws IllegalStateException if the leaves do not lead there
   */
  List<byte[]> path(SignedHead head, long index) {
    InclusionPath path =
        new LeafRows(handle).hashes(head.size(), leaves -> InclusionPath.over(leaves, index));
    if (!HexFormat.of().formatHex(path.root()).equals(head.root())) {
      throw new IllegalStateException("the leaves of " + tenant + " are not those of its head");
    }
    return path.siblings();
  }

  private Grown grown(ResultSet row) throws SQLException {
    long size = row.getLong(1);
    List<X509Certificate> chain = certificates(row);
    SignedHead head =
        new SignedHead(
            tenant,
            size,
            HexFormat.of().formatHex(row.getBytes(2)),
            row.getObject(3, OffsetDateTime.class).toInstant(),
            new DetachedSignature(row.getString(4), KeyId.of(chain.getFirst()), row.getBytes(5)),
            chain);
    byte[][] subtrees = (byte[][]) row.getArray(7).getArray();
    return new Grown(head, new Frontier(size, Arrays.asList(subtrees)));
  }

  private static List<X509Certificate> certificates(ResultSet row) throws SQLException {
    List<X509Certificate> chain = new ArrayList<>();
    try {
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      for (byte[] encoded : (byte[][]) row.getArray(6).getArray()) {
        chain.add((X509Certificate) factory.generateCertificate(new ByteArrayInputStream(encoded)));
      }
    } catch (CertificateException e) {
      throw new IllegalStateException("a certificate of a tree head cannot be read", e);
    }
    return chain;
  }

  private static byte[] sha256(List<byte[]> parts) {
    MessageDigest digest = DigestAlgorithm.SHA256.create();
    parts.forEach(digest::update);
    return digest.digest();
  }
}
