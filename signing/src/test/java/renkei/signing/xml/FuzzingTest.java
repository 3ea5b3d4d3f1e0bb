package renkei.signing.xml;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import renkei.signing.Allocated;
import renkei.signing.Samples;
import renkei.signing.TestAuthority;
import renkei.signing.evidence.tree.MerkleTree;
import renkei.signing.seal.Opener;
import renkei.signing.seal.Opening;
import renkei.signing.seal.SealContext;
import renkei.signing.seal.Sealer;

/**
 * Seeded fuzzing of parser, signature, seal and proof: no exception, no hang, nothing genuine that
 * is not the original. {@code -Drenkei.fuzz=PT10M} sets the whole duration, {@code -Drenkei.seed=1}
 * the seed of the first input; a failure names the seed of its input.
 */
class FuzzingTest {

  private static final Logger LOG = LoggerFactory.getLogger(FuzzingTest.class);

  private static final Duration WHOLE = Duration.parse(System.getProperty("renkei.fuzz", "PT4S"));
  private static final long FIRST_SEED = Long.getLong("renkei.seed", 20260601L);
  private static final Duration LONGEST_INPUT = Duration.ofSeconds(20);

  /** For one input, with all that is asked about it; the largest are of 2 MiB. */
  private static final long MOST_ALLOCATED = 256L * 1024 * 1024;

  private static final SealContext CONTEXT = new SealContext("m", "s", "r");
  private static final Opener OPENER = Opener.with(List.of(Samples.ALICE));
  private static final byte[] CONTENT = "content".getBytes(StandardCharsets.UTF_8);

  private static final String[] PIECES = {
    "<",
    ">",
    "&",
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "<?x",
    "?>",
    "&#0;",
    "&#x10FFFF;",
    "&amp;",
    "<!DOCTYPE a>",
    "xmlns=\"\"",
    "xmlns:ds=\"urn:x\"",
    "Id=\"m-1\"",
    "\u0000",
    "\uD83D\uDE00",
    "\"",
    "'",
    "=",
    "/",
    " ",
    "\r",
    "\n",
    "AAAA",
    "==",
    "<ds:Signature>",
    "</ds:Signature>",
    "<ds:Object/>",
    "ds:",
    "#m-1",
    "xml:id=\"m-1\"",
    "%00",
    "0",
    "1"
  };

  /** One way to make and judge input. */
  private interface Target {
    void attack(Random random);
  }

  private static void fuzz(String name, double share, Target target) throws InterruptedException {
    long end = System.nanoTime() + (long) (WHOLE.toNanos() * share);
    AtomicLong seed = new AtomicLong(FIRST_SEED);
    // Not closed on failure: closing would wait for the very thread that hangs.
    ExecutorService thread =
        Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().factory());
    try {
      Future<?> all =
          thread.submit(
              () -> {
                do {
                  Random random = new Random(seed.get());
                  assertThat(Allocated.bytesOf(() -> target.attack(random)))
                      .as("bytes allocated")
                      .isLessThan(MOST_ALLOCATED);
                  seed.incrementAndGet();
                } while (System.nanoTime() < end);
              });
      awaitWithoutHang(all, seed, name);
    } finally {
      thread.shutdownNow();
    }
    LOG.info("{}: {} inputs from seed {}", name, seed.get() - FIRST_SEED, FIRST_SEED);
  }

  /** However slow the machine: nothing hangs while one input comes after the other. */
  private static void awaitWithoutHang(Future<?> all, AtomicLong seed, String name)
      throws InterruptedException {
    long before;
    do {
      before = seed.get();
      try {
        all.get(LONGEST_INPUT.toNanos(), TimeUnit.NANOSECONDS);
        return;
      } catch (TimeoutException _) {
        // Looked at below: is it still the same input?
      } catch (ExecutionException e) {
        throw new AssertionError(name + " fails at seed " + seed, e.getCause());
      }
    } while (seed.get() != before);
    throw new AssertionError(name + " hangs at seed " + before);
  }

  private static byte[] mutated(byte[] original, Random random) {
    byte[] bytes = original.clone();
    int changes = 1 + random.nextInt(4);
    for (int i = 0; i < changes; i++) {
      bytes = changed(bytes, random);
    }
    return bytes;
  }

  private static byte[] changed(byte[] bytes, Random random) {
    if (bytes.length == 0) {
      return new byte[] {(byte) random.nextInt()};
    }
    int at = random.nextInt(bytes.length);
    return switch (random.nextInt(5)) {
      case 0 -> joined(bytes, at, new byte[] {(byte) random.nextInt()}, at + 1);
      case 1 -> joined(bytes, at, new byte[] {(byte) (bytes[at] ^ 1 << random.nextInt(8))}, at + 1);
      case 2 -> joined(bytes, at, new byte[0], Math.min(bytes.length, at + 1 + random.nextInt(40)));
      case 3 ->
          joined(
              bytes,
              at,
              PIECES[random.nextInt(PIECES.length)].getBytes(StandardCharsets.UTF_8),
              at);
      default -> {
        int from = random.nextInt(bytes.length);
        int length = Math.min(bytes.length - from, random.nextInt(200));
        yield joined(bytes, at, Arrays.copyOfRange(bytes, from, from + length), at);
      }
    };
  }

  private static byte[] joined(byte[] bytes, int head, byte[] middle, int tail) {
    byte[] whole = new byte[head + middle.length + bytes.length - tail];
    System.arraycopy(bytes, 0, whole, 0, head);
    System.arraycopy(middle, 0, whole, head, middle.length);
    System.arraycopy(bytes, tail, whole, head + middle.length, bytes.length - tail);
    return whole;
  }

  private static String canonical(Verification verification) {
    return switch (verification) {
      case Verification.Genuine(Element content, _) -> Samples.text(content);
      case Verification.Rejected _ -> "";
    };
  }

  private static byte[] readAgain(byte[] written) {
    return switch (XmlDocuments.parse(written, XmlBounds.MESSAGE)) {
      case Parsing.Parsed(Document again) -> XmlDocuments.serialize(again);
      case Parsing.Unreadable(String reason) -> throw new AssertionError(reason);
    };
  }

  @Test
  void parserAnswersEverything() throws InterruptedException {
    byte[] original = Samples.MESSAGE.getBytes(StandardCharsets.UTF_8);
    XmlBounds tight = new XmlBounds(1 << 16, 8, 50, 10, 12);
    fuzz(
        "parser",
        0.2,
        random -> {
          switch (XmlDocuments.parse(mutated(original, random), tight)) {
            case Parsing.Parsed(Document document) -> {
              byte[] once = XmlDocuments.serialize(document);
              assertThat(readAgain(once)).isEqualTo(once);
            }
            case Parsing.Unreadable(String reason) -> assertThat(reason).isNotEmpty();
          }
        });
  }

  @Test
  void verifierNeverTakesAnythingButTheOriginal() throws InterruptedException {
    String signed = Samples.signed(Samples.MESSAGE, Samples.ALICE);
    byte[] original = signed.getBytes(StandardCharsets.UTF_8);
    String genuine = canonical(Samples.verify(signed));
    fuzz(
        "signature",
        0.25,
        random -> {
          if (XmlDocuments.parse(mutated(original, random), XmlBounds.MESSAGE)
              instanceof Parsing.Parsed(Document document)) {
            for (Node node = document; node != null; node = XmlIds.next(node, document)) {
              if (node instanceof Element element) {
                String content = canonical(Samples.VERIFIER.verify(element, TestAuthority.NOW));
                assertThat(content).isIn("", genuine);
              }
            }
          }
        });
  }

  /** Up to the limits, and made to grow: namespaces, attributes, references, elements, depth. */
  private static String large(String signature, Random random) {
    String name = "x".repeat(random.nextInt(1 << random.nextInt(19)));
    String child =
        switch (random.nextInt(5)) {
          case 0 -> "<p:a/>";
          case 1 -> "<a p:b=\"\"/>";
          case 2 -> "<b>>&amp;</b>";
          case 3 -> "<!-- -->";
          default -> "<a xmlns=\"urn:" + name + "\"/>";
        };
    int depth = random.nextInt(60);
    int length = random.nextInt(1 << 19) + name.length();
    return "<r Id=\"m-1\" xmlns:p=\"urn:"
        + name
        + "\">"
        + "<p:d>".repeat(depth)
        + child.repeat(1 + length / child.length())
        + "</p:d>".repeat(depth)
        + signature
        + "</r>";
  }

  @Test
  void largeInputsStayWithinMemory() throws InterruptedException {
    String signed = Samples.signed(Samples.MESSAGE, Samples.ALICE);
    String signature =
        signed.substring(signed.indexOf("<ds:Signature "), signed.lastIndexOf("</m:message>"));
    fuzz(
        "large",
        0.1,
        random -> {
          byte[] xml = large(signature, random).getBytes(StandardCharsets.UTF_8);
          assertThat(Samples.VERIFIER.verify(xml, TestAuthority.NOW))
              .isInstanceOf(Verification.Rejected.class);
        });
  }

  /** Opens what it may and finds nothing in it but the original. */
  private static void assertOpensNothingElse(byte[] xml) {
    if (XmlDocuments.parse(xml, XmlBounds.MESSAGE) instanceof Parsing.Parsed(Document document)
        && OPENER.open(document.getDocumentElement(), CONTEXT) instanceof Opening.Opened opened) {
      assertThat(opened.content()).isEqualTo(CONTENT);
    }
  }

  private static Element sealed() {
    return Sealer.create().seal(CONTENT, CONTEXT, List.of(Samples.ALICE.certificate()));
  }

  @Test
  void openerNeverOpensAnythingButTheOriginal() throws InterruptedException {
    byte[] original = XmlDocuments.serialize(sealed());
    fuzz("seal", 0.25, random -> assertOpensNothingElse(mutated(original, random)));
  }

  /** Up to the limits: more wrapped keys than there may be, and long values. */
  private static String large(String seal, String key, Random random) {
    String end = "</xenc:CipherValue></xenc:CipherData></xenc:EncryptedData>";
    String filling = random.nextBoolean() ? "QUFB" : " \n\t ";
    return seal.replace(key, key.repeat(random.nextInt(1 << random.nextInt(11))))
        .replace(end, filling.repeat(random.nextInt(1 << random.nextInt(19))) + end);
  }

  @Test
  void largeSealsStayWithinMemory() throws InterruptedException {
    String seal = Samples.text(sealed());
    String key =
        seal.substring(
            seal.indexOf("<xenc:EncryptedKey>"),
            seal.indexOf("</xenc:EncryptedKey>") + "</xenc:EncryptedKey>".length());
    fuzz(
        "large seal",
        0.1,
        random ->
            assertOpensNothingElse(large(seal, key, random).getBytes(StandardCharsets.UTF_8)));
  }

  private static void proveNothingElse(Random random) {
    int size = 1 + random.nextInt(64);
    List<byte[]> leaves = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      leaves.add(MerkleTree.leafHash(new byte[] {(byte) i}));
    }
    byte[] root = MerkleTree.root(leaves);
    int index = random.nextInt(size);
    List<byte[]> proof = new ArrayList<>(MerkleTree.inclusionProof(leaves, index));
    assertThat(MerkleTree.includes(root, size, index, leaves.get(index), proof)).isTrue();
    // A root means something with its size only, which is signed with it.
    long otherIndex = random.nextInt(70) - 3L;
    boolean changed = !proof.isEmpty() && random.nextBoolean();
    if (changed) {
      proof.set(random.nextInt(proof.size()), mutated(root, random));
    }
    assertThat(MerkleTree.includes(root, size, index, leaves.get(index), proof))
        .isEqualTo(!changed);
    assertThat(MerkleTree.includes(root, size, otherIndex, leaves.get(index), proof))
        .isEqualTo(!changed && otherIndex == index);
  }

  @Test
  void proofsHoldForNothingElse() throws InterruptedException {
    fuzz("proof", 0.1, FuzzingTest::proveNothingElse);
  }
}
