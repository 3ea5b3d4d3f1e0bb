package renkei.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerAddressTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:postgresql://db.example/renkei",
        "jdbc:postgresql://db.example/renkei?sslmode=require",
        "jdbc:postgresql://db.example/renkei?sslmode=verify-ca&ssl=true",
        "jdbc:postgresql://db.example/renkei?sslmode=verify-full&sslmode=disable",
        "jdbc:postgresql://10.1.2.3:5432/renkei",
        "jdbc:postgresql://127.0.0.1,10.1.2.3/renkei",
        "jdbc:postgresql://localhost.example/renkei",
        "jdbc:postgresql://127.0.0.1.example/renkei",
        "jdbc:postgresql://[2001:db8::1]:5432/renkei",
        "jdbc:postgresql://db.example?user=a/b",
        "jdbc:postgresql:///renkei?service=far"
      })
  void aDatabaseElsewhereMustBeReachedByTlsAndShowItsName(String url) {
    assertThat(ServerAddress.missingOfDatabase(url)).contains("sslmode=verify-full");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:postgresql://db.example,other.example:5433/renkei?user=x&sslmode=verify-full",
        "jdbc:postgresql://127.0.0.1:5432/renkei",
        "jdbc:postgresql://localhost/renkei",
        "jdbc:postgresql://[::1]:5432/renkei",
        "jdbc:postgresql:///renkei",
        "jdbc:postgresql:renkei"
      })
  void aDatabaseHereNeedNot(String url) {
    assertThat(ServerAddress.missingOfDatabase(url)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tcp://mq.example:61616",
        "tcp://mq.example:61616?sslEnabled=true",
        "tcp://mq.example:61616?sslEnabled=true;verifyHost=false",
        "tcp://mq.example:61616?sslEnabled=true&verifyHost=true&trustAll=true",
        "tcp://127.0.0.1:61616,tcp://mq.example:61616",
        "tcp://mq.example:61616?sslEnabled=true;verifyHost=true#tcp://other.example:61616",
        "tcp:nothing"
      })
  void aBrokerElsewhereMustBeReachedByTlsAndShowItsName(String url) {
    assertThat(ServerAddress.missingOfBroker(url)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tcp://mq.example:61616?sslEnabled=true;verifyHost=true;trustStorePath=/a",
        "tcp://127.0.0.1:61616",
        "tcp://localhost:61616?x=y",
        "tcp://[::1]:61616"
      })
  void aBrokerHereNeedNot(String url) {
    assertThat(ServerAddress.missingOfBroker(url)).isEmpty();
  }

  @Test
  void theStartSaysWhatIsMissingAndQuotesNothing() {
    Settings settings =
        new Settings(
            Map.of(
                "database.url", "jdbc:postgresql://db.example/renkei?password=secret",
                "broker.url", "tcp://mq.example:61616?trustStorePassword=secret"),
            Path.of("/"));

    assertThatThrownBy(() -> Configuration.from(settings, Path.of("data")))
        .isInstanceOf(BadConfigurationException.class)
        .hasMessageContaining(
            "database.url leads off this machine and must say sslmode=verify-full")
        .hasMessageContaining(
            "broker.url leads off this machine and must say sslEnabled=true and verifyHost=true")
        .hasMessageNotContaining("secret");
  }
}
