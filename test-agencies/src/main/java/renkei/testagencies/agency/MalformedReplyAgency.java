package renkei.testagencies.agency;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;

import com.github.tomakehurst.wiremock.WireMockServer;
import java.net.URI;
import renkei.testagencies.party.WorldKeys;
import renkei.testagencies.vocabulary.AgencyCode;

/** A national agency, played by WireMock, that answers every call with what is no receipt. */
public final class MalformedReplyAgency implements AutoCloseable {

  private final WireMockServer server;

  private MalformedReplyAgency(WireMockServer server) {
    this.server = server;
  }

  /** Opens its door at a free port, with the agency's own certificate. */
  public static MalformedReplyAgency open(AgencyCode code, WorldKeys keys) {
    WireMockServer server =
        new WireMockServer(
            options()
                .bindAddress("127.0.0.1")
                .httpDisabled(true)
                .dynamicHttpsPort()
                .keystorePath(keys.file(code).toString())
                .keystoreType("PKCS12")
                .keystorePassword(keys.passwordForFiles())
                .keyManagerPassword(keys.passwordForFiles())
                .trustStorePath(keys.anchors().toString())
                .trustStoreType("PKCS12")
                .trustStorePassword(keys.passwordForFiles())
                .needClientAuth(true));
    server.stubFor(
        any(anyUrl())
            .willReturn(
                aResponse()
                    .withStatus(200)
                    .withHeader("Content-Type", "application/soap+xml")
                    .withBody("<html><body>It works!</body></html>")));
    server.start();
    return new MalformedReplyAgency(server);
  }

  /** Its address. */
  public URI door() {
    return URI.create("https://127.0.0.1:" + server.httpsPort() + "/agency");
  }

  /** How many calls it answered so. */
  public int calls() {
    return server.getAllServeEvents().size();
  }

  /** Closes the door. */
  @Override
  public void close() {
    server.stop();
  }
}
