package renkei.testagencies.soap;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.w3c.dom.Element;
import renkei.signing.xml.Parsing;
import renkei.signing.xml.XmlBounds;
import renkei.signing.xml.XmlDocuments;

/** Joins Jetty to the recipients: the payload goes in as it came, receipt or fault goes out. */
final class SoapDoor extends Handler.Abstract {

  /** How much of what is too long is read on, in bytes. */
  private static final long REST = 8L << 20;

  private final Map<String, Recipient> recipients;

  /**
   * Doors beside one another.
   *
   * @param recipients by the path of each
   */
  SoapDoor(Map<String, Recipient> recipients) {
    this.recipients = recipients;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws IOException {
    Recipient recipient = recipients.get(Request.getPathInContext(request));
    if (recipient == null) {
      return false;
    }
    if (!HttpMethod.POST.is(request.getMethod())) {
      response.getHeaders().put(HttpHeader.ALLOW, HttpMethod.POST.asString());
      refuse(
          response,
          HttpStatus.METHOD_NOT_ALLOWED_405,
          new Acceptance.Refused("METHOD_NOT_ALLOWED", "send messages by POST"),
          callback);
    } else if (SoapServer.caller(request).isEmpty()) {
      refuse(
          response,
          HttpStatus.FORBIDDEN_403,
          new Acceptance.Refused(
              "CALLER_NOT_ALLOWED", "call with a certificate of the folder pki/world: agency-*"),
          callback);
    } else if (!isSoap(request)) {
      refuse(
          response,
          HttpStatus.UNSUPPORTED_MEDIA_TYPE_415,
          new Acceptance.Refused(
              "NOT_A_MESSAGE", "messages are " + Soap.MEDIA_TYPE + " without a Content-Encoding"),
          callback);
    } else {
      switch (receive(recipient, request)) {
        case Acceptance.Taken(byte[] receipt) ->
            write(response, HttpStatus.OK_200, Soap.envelope(receipt), callback);
        case Acceptance.Refused refused ->
            refuse(response, HttpStatus.BAD_REQUEST_400, refused, callback);
      }
    }
    return true;
  }

  private static boolean isSoap(Request request) {
    String type = request.getHeaders().get(HttpHeader.CONTENT_TYPE);
    return type != null
        && Soap.MEDIA_TYPE.equalsIgnoreCase(HttpField.getValueParameters(type, null).strip())
        && request.getHeaders().get(HttpHeader.CONTENT_ENCODING) == null;
  }

  private static Acceptance receive(Recipient recipient, Request request) throws IOException {
    int most = XmlBounds.MESSAGE.maxBytes();
    InputStream in = Content.Source.asInputStream(request);
    // One byte more than may be shows that it is too much.
    byte[] body = in.readNBytes(most + 1);
    if (body.length > most) {
      // Who still sends does not read the answer; so a moderate rest is taken and thrown away.
      in.skip(REST);
    }
    return switch (XmlDocuments.parse(body, XmlBounds.MESSAGE)) {
      case Parsing.Unreadable(String reason) -> new Acceptance.Refused("MALFORMED", reason);
      case Parsing.Parsed(var document) -> {
        Optional<Element> payload = Soap.payload(document.getDocumentElement());
        yield payload.isPresent()
            ? recipient.receive(payload.get())
            : new Acceptance.Refused("MALFORMED", "no SOAP 1.2 envelope with a payload");
      }
    };
  }

  private static void refuse(
      Response response, int status, Acceptance.Refused refused, Callback callback) {
    write(response, status, Soap.envelope(fault(refused.code(), refused.text())), callback);
  }

  private static void write(Response response, int status, byte[] envelope, Callback callback) {
    response.setStatus(status);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, Soap.CONTENT_TYPE);
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, envelope.length);
    response.write(true, ByteBuffer.wrap(envelope), callback);
  }

  private static byte[] fault(String code, String text) {
    return """
        <s:Fault><s:Code><s:Value>s:Sender</s:Value></s:Code>\
        <s:Reason><s:Text xml:lang="en">%2$s</s:Text></s:Reason>\
        <s:Detail><n:Refusal xmlns:n="urn:renkei:national:2">\
        <n:Code>%1$s</n:Code><n:Text>%2$s</n:Text>\
        <n:Speaks><n:Version>2.0</n:Version><n:Exchanges>20</n:Exchanges></n:Speaks></n:Refusal></s:Detail></s:Fault>"""
        .formatted(code, text)
        .getBytes(StandardCharsets.UTF_8);
  }
}
