package renkei.gateway.national;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/** The published files of the national contract. */
enum PublishedFile {
  WSDL("national.wsdl", "wsdl"),
  XSD("national.xsd", "xsd"),
  SIGNATURE("signature.xsd", "xsd=signature");

  /** The last part of the door's path. */
  private static final String DOOR = "national";

  /** In the file beside the others' addresses, for whoever builds one of the others. */
  private static final Pattern ANOTHERS_SERVICE =
      Pattern.compile(
          "\\s*<wsdl:service name=\"(?!IntermediateServer\")[^\"]*\">.*?</wsdl:service>",
          Pattern.DOTALL);

  private static final Pattern ADDRESS =
      Pattern.compile("(?<=<soap12:address location=\")[^\"]*(?=\")");

  private final String file;
  private final String query;

  PublishedFile(String file, String query) {
    this.file = file;
    this.query = query;
  }

  /** Which file a request is for, such as {@code GET …?wsdl}. */
  static Optional<PublishedFile> asked(HttpServletRequest request) {
    if (request.getMethod().equals("GET") && request.getQueryString() != null) {
      for (PublishedFile contract : values()) {
        if (contract.query.equalsIgnoreCase(request.getQueryString())) {
          return Optional.of(contract);
        }
      }
    }
    return Optional.empty();
  }

  /**
   * Beside each other as files, they are one address with several queries at the door; and the one
   * service served there has that address.
   */
  private static String served(String text, URI door) {
    String own =
        ADDRESS
            .matcher(ANOTHERS_SERVICE.matcher(text).replaceAll(""))
            .replaceAll(door.toString().replace("$", "\\$"));
    for (PublishedFile imported : values()) {
      own =
          own.replace(
              "schemaLocation=\"" + imported.file + "\"",
              "schemaLocation=\"" + DOOR + "?" + imported.query + "\"");
    }
    return own;
  }

  /**
   * Answers with the file.
   *
   * @param door the address of this gateway's door
   */
  void write(HttpServletResponse response, URI door) throws IOException {
    try (InputStream in = PublishedFile.class.getResourceAsStream("/" + file)) {
      if (in == null) {
        throw new IllegalStateException(file + " is not on the class path");
      }
      response.setContentType("text/xml; charset=utf-8");
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      response.getOutputStream().write(served(text, door).getBytes(StandardCharsets.UTF_8));
    }
  }
}
