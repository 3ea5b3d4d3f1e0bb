package renkei.gateway.national;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.w3c.dom.Element;
import renkei.gateway.contract.Composer;
import renkei.gateway.contract.NationalSchema;

class SoapEnvelopeTest {

  private static final NationalSchema SCHEMA = new NationalSchema();

  @ParameterizedTest
  @EnumSource(Refusal.class)
  void writesFaultsAsTheSchemaAllows(Refusal refusal) {
    Element fault = NationalBench.payload(new String(SoapEnvelope.fault(refusal), UTF_8));

    assertThatCode(() -> SCHEMA.validate(Composer.find(fault, "Refusal")))
        .doesNotThrowAnyException();
  }
}
