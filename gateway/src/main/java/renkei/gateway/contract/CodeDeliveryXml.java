package renkei.gateway.contract;

import java.util.ArrayList;
import java.util.List;
import renkei.broker.message.Envelope;
import renkei.codebook.vault.CodeToBind;
import renkei.gateway.wording.Forms;

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
              code.value("SerialNumber", Forms.SERIAL_NUMBER),
              code.value("PersonCode", Forms.personCode(envelope.receiver()))));
      code.end();
    } while (message.at("Code") && codes.size() < MAXIMUM);
    Additions.ofMessage(message);
    message.end();
    return codes;
  }
}
