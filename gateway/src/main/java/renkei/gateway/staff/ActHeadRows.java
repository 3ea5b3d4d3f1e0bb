package renkei.gateway.staff;

import java.io.ByteArrayInputStream;
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
import renkei.codebook.database.NamedSql;
import renkei.codebook.database.SqlArray;
import renkei.signing.Certificates;
import renkei.signing.DetachedSignature;
import renkei.signing.KeyId;
import renkei.signing.evidence.tree.MerkleTree.Frontier;

/** The table {@code act_head}: the signed heads of one place's tree of acts. */
record ActHeadRows(Handle handle, Place place) {

  private static final NamedSql NEWEST =
      NamedSql.of(
          """
          SELECT size, root, signed_at, algorithm, signature, certificates, subtrees
          FROM act_head ORDER BY size DESC LIMIT 1
          """);

  private static final NamedSql INSERT =
      NamedSql.of(
          """
          INSERT INTO act_head (size, root, subtrees, signed_at, algorithm, signature, certificates)
          VALUES (:size, :root, :subtrees, :signedAt, :algorithm, :signature, :certificates)
          """);

  /** A head, and what is needed to grow its tree. */
  record Grown(ActHead head, Frontier frontier) {}

  Optional<Grown> newest() {
    return NEWEST.on(handle).findOne(this::grown);
  }

  void insert(ActHead head, Frontier frontier) {
    int _ =
        INSERT
            .on(handle)
            .bind("size", head.size())
            .bind("root", frontier.root())
            .bind("subtrees", SqlArray.bytes(frontier.subtrees()))
            .bind("signedAt", head.signedAt())
            .bind("algorithm", head.signature().algorithm())
            .bind("signature", head.signature().value())
            .bind("certificates", SqlArray.bytes(head.chain(), Certificates::encoded))
            .update();
  }

  private Grown grown(ResultSet row) throws SQLException {
    long size = row.getLong(1);
    List<X509Certificate> chain = certificates((byte[][]) row.getArray(6).getArray());
    ActHead head =
        new ActHead(
            place,
            size,
            HexFormat.of().formatHex(row.getBytes(2)),
            row.getObject(3, OffsetDateTime.class).toInstant(),
            new DetachedSignature(row.getString(4), KeyId.of(chain.getFirst()), row.getBytes(5)),
            chain);
    byte[][] subtrees = (byte[][]) row.getArray(7).getArray();
    return new Grown(head, new Frontier(size, Arrays.asList(subtrees)));
  }

  private static List<X509Certificate> certificates(byte[][] encoded) {
    List<X509Certificate> chain = new ArrayList<>();
    try {
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      for (byte[] each : encoded) {
        chain.add((X509Certificate) factory.generateCertificate(new ByteArrayInputStream(each)));
      }
    } catch (CertificateException e) {
      throw new IllegalStateException("a certificate of a head of acts cannot be read", e);
    }
    return chain;
  }
}
