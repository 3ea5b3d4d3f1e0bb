package renkei.gateway.national;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The published files of the national contract. */
enum PublishedFile {
  WSDL("national.wsdl"),
  XSD("national.xsd");

  /** The last part of the door's path. */
  private static final String DOOR = "national";

  private final String file;

  PublishedFile(String file) {
    this.file = file;
  }

  /** Which file a request is for: {@code GET …?wsdl} or {@code GET …?xsd}. */
  static Optional<PublishedFile> asked(HttpServletRequest request) {
    if (request.getMethod().equals("GET") && request.getQueryString() != null) {
      for (PublishedFile contract : values()) {
        if (contract.name().equalsIgnoreCase(request.getQueryString())) {
          return Optional.of(contract);
        }
      }
    }
    return Optional.empty();
  }

  /** Beside each other as files, the two are one address with two queries at the door. */
  private String served(String text) {
    return text.replace(
        "schemaLocation=\"" + XSD.file + "\"", "schemaLocation=\"" + DOOR + "?xsd\"");
  }

  void write(HttpServletResponse response) throws IOException {
    try (InputStream in = PublishedFile.class.getResourceAsStream("/" + file)) {
      if (in == null) {
        throw new IllegalStateException(file + " is not on the class path");
      }
      response.setContentType("text/xml; charset=utf-8");
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      response.getOutputStream().write(served(text).getBytes(StandardCharsets.UTF_8));
    }
  }
}
