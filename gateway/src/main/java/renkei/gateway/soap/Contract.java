package renkei.gateway.soap;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** The published files of the national contract. */
enum Contract {
  WSDL("national.wsdl"),
  XSD("national.xsd");

  private final String file;

  Contract(String file) {
    this.file = file;
  }

  /** Which file a request is for: {@code GET …?wsdl} or {@code GET …?xsd}. */
  static Optional<Contract> asked(HttpServletRequest request) {
    if (request.getMethod().equals("GET") && request.getQueryString() != null) {
      for (Contract contract : values()) {
        if (contract.name().equalsIgnoreCase(request.getQueryString())) {
          return Optional.of(contract);
        }
      }
    }
    return Optional.empty();
  }

  void write(HttpServletResponse response) throws IOException {
    try (InputStream in = Contract.class.getResourceAsStream("/" + file)) {
      if (in == null) {
        throw new IllegalStateException(file + " is not on the class path");
      }
      response.setContentType("text/xml; charset=utf-8");
      in.transferTo(response.getOutputStream());
    }
  }
}
