package renkei.signing.seal;

import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;

/** AES Key Wrap (RFC 3394; NIST SP 800-38F, KW) of AES keys under AES keys, by the JDK. */
final class AesKeyWrap {

  private AesKeyWrap() {}

  static byte[] wrap(SecretKey wrapping, SecretKey key) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/KW/NoPadding", "SunJCE");
    cipher.init(Cipher.WRAP_MODE, wrapping);
    return cipher.wrap(key);
  }

  static SecretKey unwrap(SecretKey wrapping, byte[] wrapped) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/KW/NoPadding", "SunJCE");
    cipher.init(Cipher.UNWRAP_MODE, wrapping);
    return (SecretKey) cipher.unwrap(wrapped, "AES", Cipher.SECRET_KEY);
  }
}
