package renkei.signing;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A signature that lies beside what it signs. What it says about itself is a claim: whoever
 * verifies it takes algorithm and key from the signer's certificate, and refuses a signature that
 * says otherwise.
 *
 * @param algorithm URI of the algorithm, as XML Signature names it (RFC 9231)
 * @param key the key that made it
 * @param value the signature value; for ECDSA r and s at full length one after the other
 */
@SuppressWarnings("ArrayRecordComponent")
public record DetachedSignature(String algorithm, KeyId key, byte[] value) {

  /** Keeps a copy of the value. */
  public DetachedSignature {
    value = value.clone();
  }

  /** A copy of the value. */
  @Override
  public byte[] value() {
    return value.clone();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other
            instanceof DetachedSignature(String otherAlgorithm, KeyId otherKey, byte[] otherValue)
        && algorithm.equals(otherAlgorithm)
        && key.equals(otherKey)
        && Arrays.equals(value, otherValue);
  }

  @Override
  public int hashCode() {
    return Objects.hash(algorithm, key, Arrays.hashCode(value));
  }

  @Override
  public String toString() {
    return "DetachedSignature[" + algorithm + ", " + key.base64() + ", " + value.length + " bytes]";
  }
}
