package renkei.signing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Base64;

/** Writes keys and certificates as programs of the system read them. */
public final class Pem {

  private Pem() {}

  public static Path certificate(Path folder, String name, X509Certificate certificate)
      throws IOException, GeneralSecurityException {
    return write(folder, name, "CERTIFICATE", certificate.getEncoded());
  }

  public static Path privateKey(Path folder, String name, PrivateKey key) throws IOException {
    return write(folder, name, "PRIVATE KEY", key.getEncoded());
  }

  public static Path publicKey(Path folder, String name, X509Certificate certificate)
      throws IOException {
    return write(folder, name, "PUBLIC KEY", certificate.getPublicKey().getEncoded());
  }

  private static Path write(Path folder, String name, String kind, byte[] der) throws IOException {
    Base64.Encoder encoder = Base64.getMimeEncoder(64, new byte[] {'\n'});
    return Files.writeString(
        folder.resolve(name),
        "-----BEGIN %s-----\n%s\n-----END %s-----\n"
            .formatted(kind, encoder.encodeToString(der), kind));
  }
}
