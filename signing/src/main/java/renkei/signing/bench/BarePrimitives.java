package renkei.signing.bench;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The same cryptography by the same providers with nothing around it: no XML, no certificates, no
 * checks of form. What an operation costs beyond its figure here is the module's own.
 */
final class BarePrimitives {

  private final SecureRandom random = new SecureRandom();
  private final Provider provider;
  private final PrivateKey privateKey;
  private final PublicKey publicKey;

  BarePrimitives(Provider provider, KeyPair keys) throws GeneralSecurityException {
    this.provider = provider;
    KeyFactory factory = KeyFactory.getInstance("EC", provider);
    privateKey = factory.generatePrivate(new PKCS8EncodedKeySpec(keys.getPrivate().getEncoded()));
    publicKey = factory.generatePublic(new X509EncodedKeySpec(keys.getPublic().getEncoded()));
  }

  byte[] sign(byte[] content) throws GeneralSecurityException {
    Signature signature = Signature.getInstance("SHA256withECDSA", provider);
    signature.initSign(privateKey);
    signature.update(content);
    return signature.sign();
  }

  boolean verify(byte[] content, byte[] value) throws GeneralSecurityException {
    Signature verification = Signature.getInstance("SHA256withECDSA", provider);
    verification.initVerify(publicKey);
    verification.update(content);
    return verification.verify(value);
  }

  /** A fresh agreement, one hash as key derivation, a wrapped key, and AES-256-GCM; and back. */
  boolean sealOpen(byte[] content) throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", provider);
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    KeyPair ephemeral = generator.generateKeyPair();
    byte[] contentKey = new byte[32];
    random.nextBytes(contentKey);
    byte[] nonce = new byte[12];
    random.nextBytes(nonce);
    SecretKey key = new SecretKeySpec(contentKey, "AES");
    Cipher wrap = Cipher.getInstance("AES/KW/NoPadding", "SunJCE");
    wrap.init(Cipher.WRAP_MODE, wrappingKey(ephemeral.getPrivate(), publicKey));
    byte[] wrapped = wrap.wrap(key);
    byte[] box = gcm(Cipher.ENCRYPT_MODE, key, nonce).doFinal(content);

    Cipher unwrap = Cipher.getInstance("AES/KW/NoPadding", "SunJCE");
    unwrap.init(Cipher.UNWRAP_MODE, wrappingKey(privateKey, ephemeral.getPublic()));
    SecretKey unwrapped = (SecretKey) unwrap.unwrap(wrapped, "AES", Cipher.SECRET_KEY);
    return gcm(Cipher.DECRYPT_MODE, unwrapped, nonce).doFinal(box).length == content.length;
  }

  private SecretKey wrappingKey(PrivateKey own, PublicKey other) throws GeneralSecurityException {
    KeyAgreement agreement = KeyAgreement.getInstance("ECDH", provider);
    agreement.init(own);
    agreement.doPhase(other, true);
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    digest.update(new byte[] {0, 0, 0, 1});
    return new SecretKeySpec(digest.digest(agreement.generateSecret()), "AES");
  }

  private static Cipher gcm(int mode, SecretKey key, byte[] nonce) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding", "SunJCE");
    cipher.init(mode, key, new GCMParameterSpec(128, nonce));
    return cipher;
  }

  /** Hashes every item, and the hashes together: what signing a batch cannot do without. */
  byte[] digest(List<byte[]> items) throws GeneralSecurityException {
    MessageDigest each = MessageDigest.getInstance("SHA-256");
    MessageDigest all = MessageDigest.getInstance("SHA-256");
    for (byte[] item : items) {
      all.update(each.digest(item));
    }
    return all.digest();
  }
}
