package renkei.testagencies.soap;

import jakarta.xml.ws.BindingType;
import jakarta.xml.ws.Provider;
import jakarta.xml.ws.Service;
import jakarta.xml.ws.ServiceMode;
import jakarta.xml.ws.WebServiceProvider;
import jakarta.xml.ws.soap.SOAPBinding;
import java.io.ByteArrayInputStream;
import javax.xml.stream.XMLStreamException;
import javax.xml.transform.Source;
import javax.xml.transform.stream.StreamSource;
import org.apache.cxf.binding.soap.Soap12;
import org.apache.cxf.binding.soap.SoapFault;
import org.apache.cxf.staxutils.StaxUtils;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** Joins CXF to one recipient: the payload goes in as it came, receipt or fault goes out. */
@WebServiceProvider(
    targetNamespace = "urn:renkei:national:1:wsdl",
    serviceName = "National",
    portName = "NationalPort")
@ServiceMode(Service.Mode.PAYLOAD)
@BindingType(SOAPBinding.SOAP12HTTP_BINDING)
final class SoapDoor implements Provider<Source> {

  private static final String NATIONAL = "urn:renkei:national:1";

  private final Recipient recipient;

  SoapDoor(Recipient recipient) {
    this.recipient = recipient;
  }

  @Override
  public Source invoke(@Nullable Source request) {
    return switch (receive(request)) {
      case Reception.Taken(byte[] receipt) -> new StreamSource(new ByteArrayInputStream(receipt));
      case Reception.Refused(String code, String text) -> throw fault(code, text);
    };
  }

  private Reception receive(@Nullable Source request) {
    if (request == null) {
      return new Reception.Refused("MALFORMED", "an empty body");
    }
    Document document;
    try {
      document = StaxUtils.read(request);
    } catch (XMLStreamException _) {
      return new Reception.Refused("MALFORMED", "not well-formed");
    }
    return recipient.receive(document.getDocumentElement());
  }

  private static SoapFault fault(String code, String text) {
    SoapFault fault = new SoapFault(text, Soap12.getInstance().getSender());
    Element detail = fault.getOrCreateDetail();
    Document document = detail.getOwnerDocument();
    Element refusal = document.createElementNS(NATIONAL, "n:Refusal");
    refusal.appendChild(document.createElementNS(NATIONAL, "n:Code")).setTextContent(code);
    refusal.appendChild(document.createElementNS(NATIONAL, "n:Text")).setTextContent(text);
    detail.appendChild(refusal);
    return fault;
  }
}
