package renkei.gateway.pki;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import renkei.gateway.files.DurableFiles;
import renkei.gateway.files.IoCall;
import renkei.signing.SecretFile;

/**
 * The keys of the demonstration's outside world once more as PEM (RFC 7468), for curl and for
 * libraries that read nothing else: beside each key store the key and its chain, and the root. They
 * tell nothing that the key stores with their password beside them do not.
 */
final class PemFiles {

  private static final String ROOT = "root.pem";
  private static final Base64.Encoder LINES =
      Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));

  private PemFiles() {}

  /** Writes those that are missing. */
  static void addTo(Path folder) {
    Path passwordFile = folder.resolve("password");
    if (!Files.exists(passwordFile)) {
      return;
    }
    char[] password = SecretFile.text(passwordFile).toCharArray();
    for (Path store : stores(folder)) {
      String name = String.valueOf(store.getFileName()).replaceFirst("\\.p12$", ".pem");
      Path pem = folder.resolve(name.equals("anchors.pem") ? ROOT : name);
      if (!Files.exists(pem)) {
        DurableFiles.write(pem, text(store, password).getBytes(StandardCharsets.US_ASCII));
      }
    }
  }

  private static List<Path> stores(Path folder) {
    return IoCall.get(
        "cannot read " + folder,
        () -> {
          try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".p12")).sorted().toList();
          }
        });
  }

  private static String text(Path file, char[] password) {
    StringBuilder text = new StringBuilder();
    try (InputStream in = Files.newInputStream(file)) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(in, password);
      @Nullable Key key = store.getKey("identity", password);
      if (key == null) {
        add(text, "CERTIFICATE", store.getCertificate("root").getEncoded());
        return text.toString();
      }
      add(text, "PRIVATE KEY", key.getEncoded());
      for (Certificate certificate : store.getCertificateChain("identity")) {
        add(text, "CERTIFICATE", certificate.getEncoded());
      }
      return text.toString();
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("cannot write " + file + " as PEM", e);
    }
  }

  private static void add(StringBuilder text, String label, byte[] content) {
    text.append("-----BEGIN %s-----\n".formatted(label))
        .append(LINES.encodeToString(content))
        .append("\n-----END %s-----\n".formatted(label));
  }
}
