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
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import renkei.codebook.TenantId;
import renkei.codebook.database.NamedSql;
import renkei.codebook.database.SqlArray;
import renkei.signing.Certificates;
import renkei.signing.DetachedSignature;
import renkei.signing.KeyId;
import renkei.signing.algorithm.DigestAlgorithm;
import renkei.signing.evidence.tree.MerkleTree;
import renkei.signing.evidence.tree.MerkleTree.Frontier;
import renkei.signing.evidence.tree.StoredTree;
import renkei.tenantstore.record.SignedHead;

/**
 * The tables {@code tree_head}, {@code signer_chain} and {@code tree_node}: the signed heads of one
 * tenant's tree, and the roots of its complete subtrees.
 */
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

  private static final NamedSql KEEP =
      NamedSql.of(
          """
          INSERT INTO tree_node (height, position, root)
          SELECT a, b, c FROM unnest(:heights, :positions, :roots) AS u (a, b, c)
          """);

  /**
   * Each range by itself, by the key: joined otherwise, all nodes of the tree may be read, since
   * the server does not know how short the ranges are.
   */
  private static final NamedSql ROOTS =
      NamedSql.of(
          """
          SELECT u.a, node.root FROM unnest(:heights, :begins, :ends) AS u (a, b, c)
            CROSS JOIN LATERAL (
              SELECT position, root FROM tree_node
              WHERE height = u.a AND position >= u.b AND position < u.c OFFSET 0) AS node
          ORDER BY u.a, node.position
          """);

  /** A head, and what is needed to grow its tree. */
  record Grown(SignedHead head, Frontier frontier) {}

  /** The root of a complete subtree. */
  @SuppressWarnings("ArrayRecordComponent")
  record Node(long height, long position, byte[] root) {}

  Optional<Grown> newest() {
    return NEWEST.on(handle).findOne(this::grown);
  }

  /** Heads come every minute, chains every few years: a chain is kept once. */
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

  /** Keeps the roots of subtrees that are complete. */
  void keep(List<Node> nodes) {
    int _ =
        nodes.isEmpty()
            ? 0
            : KEEP.on(handle)
                .bind("heights", SqlArray.longs(nodes.stream().map(Node::height).toList()))
                .bind("positions", SqlArray.longs(nodes.stream().map(Node::position).toList()))
                .bind("roots", SqlArray.bytes(nodes, Node::root))
                .update();
  }

  /**
   * The hashes that lead from a leaf to the root of {@code head}. Reads at most 256 leaves, and 256
   * roots of each height, whatever the size of the tree.
   *
   * @throws IllegalStateException if they do not lead there
   */
  List<byte[]> path(Grown head, long index, byte[] leafHash) {
    StoredTree tree = new StoredTree(head.frontier());
    List<StoredTree.Range> needed = tree.needed(index);
    List<List<byte[]>> found = new ArrayList<>();
    found.add(new LeafRows(handle).hashes(needed.getFirst()));
    found.addAll(roots(needed.subList(1, needed.size())));
    List<byte[]> path = whole(tree, index, found);
    if (!MerkleTree.includes(
        head.frontier().root(), head.frontier().size(), index, leafHash, path)) {
      throw notThose();
    }
    return path;
  }

  private List<byte[]> whole(StoredTree tree, long index, List<List<byte[]>> found) {
    List<StoredTree.Range> needed = tree.needed(index);
    for (int i = 0; i < needed.size(); i++) {
      if (needed.get(i).count() != found.get(i).size()) {
        throw notThose();
      }
    }
    return tree.path(index, found);
  }

  private IllegalStateException notThose() {
    return new IllegalStateException("the leaves of " + tenant + " are not those of its head");
  }

  private List<List<byte[]>> roots(List<StoredTree.Range> ranges) {
    Map<Integer, List<byte[]>> found =
        ROOTS
            .on(handle)
            .bind("heights", SqlArray.longs(ranges.stream().map(r -> (long) r.height()).toList()))
            .bind("begins", SqlArray.longs(ranges.stream().map(StoredTree.Range::from).toList()))
            .bind("ends", SqlArray.longs(ranges.stream().map(StoredTree.Range::to).toList()))
            .list(row -> Map.entry(row.getInt(1), row.getBytes(2)))
            .stream()
            .collect(
                Collectors.groupingBy(
                    Map.Entry::getKey,
                    Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
    return ranges.stream().map(range -> found.getOrDefault(range.height(), List.of())).toList();
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
