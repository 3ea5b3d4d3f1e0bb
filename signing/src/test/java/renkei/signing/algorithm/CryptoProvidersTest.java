package renkei.signing.algorithm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The build runs all tests twice; this one says that the two runs are what they claim to be. */
class CryptoProvidersTest {

  @Test
  void hasTheNativeProviderWhereItsLibraryIsAndNotWhereItIsSwitchedOff() {
    boolean off = System.getProperty("renkei.accp", "true").equals("false");
    boolean library = List.of("amd64", "x86_64", "aarch64").contains(System.getProperty("os.arch"));

    assertThat(CryptoProviders.ellipticCurves().getName())
        .isEqualTo(library && !off ? "AmazonCorrettoCryptoProvider" : "BC");
    assertThat(CryptoProviders.describe()).contains(CryptoProviders.ellipticCurves().getName());
  }
}
