package renkei.gateway.national;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.w3c.dom.Element;
import renkei.gateway.contract.Composer;
import renkei.gateway.contract.ElementFault;
import renkei.gateway.contract.NationalSchema;
import renkei.gateway.wording.Phrase;

class SoapEnvelopeTest {

  private static final NationalSchema SCHEMA = new NationalSchema();

  @ParameterizedTest
  @EnumSource(Refusal.class)
  void writesFaultsAsTheSchemaAllows(Refusal refusal) {
    Element fault = NationalBench.payload(new String(SoapEnvelope.fault(refusal), UTF_8));

    assertThatCode(() -> SCHEMA.validate(Composer.find(fault, "Refusal")))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @EnumSource(Refusal.class)
  void saysWhichElementIsToBlameAsTheSchemaAllows(Refusal refusal) {
    ElementFault element = new ElementFault("Answer/Provided/AsOf", new Phrase("be", "で"));
    Element fault =
        NationalBench.payload(new String(SoapEnvelope.fault(refusal, Optional.of(element)), UTF_8));

    assertThatCode(() -> SCHEMA.validate(Composer.find(fault, "Refusal")))
        .doesNotThrowAnyException();
  }
}
