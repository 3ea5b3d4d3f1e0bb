package renkei.gateway.contract;

import java.util.ArrayList;
import java.util.List;
import renkei.broker.Envelope;
import renkei.codebook.PersonCode;
import renkei.codebook.SerialNumber;
import renkei.codebook.vault.CodeToBind;

/** The core delivers person codes. */
final class CodeDeliveryXml {

  private static final int MAXIMUM = 1000;

  private CodeDeliveryXml() {}

  static List<CodeToBind> read(Envelope envelope, ElementReader message) {
    List<CodeToBind> codes = new ArrayList<>();
    do {
      ElementReader code = message.children("Code");
      codes.add(
          new CodeToBind(
              new SerialNumber(code.text("SerialNumber")),
              new PersonCode(envelope.receiver(), code.text("PersonCode"))));
      code.end();
    } while (message.at("Code") && codes.size() < MAXIMUM);
    message.end();
    return codes;
  }
}
