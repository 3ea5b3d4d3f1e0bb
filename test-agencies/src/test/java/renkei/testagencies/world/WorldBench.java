package renkei.testagencies.world;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import javax.crypto.spec.SecretKeySpec;
import javax.net.ssl.SSLContext;
import renkei.signing.BlindIndexKey;
import renkei.signing.seal.Opener;
import renkei.signing.tls.Tls;
import renkei.signing.xml.XmlSigner;
import renkei.testagencies.TestKeys;
import renkei.testagencies.agency.AnsweringAgency;
import renkei.testagencies.agency.Inquirer;
import renkei.testagencies.core.IssuedCodes;
import renkei.testagencies.core.PermissionTable;
import renkei.testagencies.core.ResidentCode;
import renkei.testagencies.message.Asked;
import renkei.testagencies.message.Content;
import renkei.testagencies.message.Handling;
import renkei.testagencies.message.Matter;
import renkei.testagencies.message.Message;
import renkei.testagencies.message.Wish;
import renkei.testagencies.party.MessageSender;
import renkei.testagencies.party.Parties;
import renkei.testagencies.party.Party;
import renkei.testagencies.party.Routes;
import renkei.testagencies.party.WorldKeys;
import renkei.testagencies.soap.HttpsClient;
import renkei.testagencies.soap.SoapClient;
import renkei.testagencies.soap.SoapServer;
import renkei.testagencies.vocabulary.AgencyCode;
import renkei.testagencies.vocabulary.AgencyKind;
import renkei.testagencies.vocabulary.Edition;
import renkei.testagencies.vocabulary.ExchangeId;
import renkei.testagencies.vocabulary.InquiryId;
import renkei.testagencies.vocabulary.ItemCode;
import renkei.testagencies.vocabulary.Lane;
import renkei.testagencies.vocabulary.PersonCode;
import renkei.testagencies.vocabulary.Purpose;
import renkei.testagencies.vocabulary.Reason;
import renkei.testagencies.vocabulary.TenantId;

/** A world with its real doors; three municipalities play the platform. */
final class WorldBench implements AutoCloseable {

  static final Clock CLOCK = Clock.systemUTC();
  static final AgencyCode CITY = new AgencyCode("9099001900000000");
  static final AgencyCode ASKING_CITY = new AgencyCode("9099002700000000");
  static final AgencyCode TOWN = new AgencyCode("9099003500000000");
  static final ResidentCode RESIDENT = new ResidentCode("S-00000001");
  static final Content.Items CONTENT =
      new Content.Items(Map.of(new ItemCode("TK00000000010101"), "\uD842\uDFB7野 葛\uDB40\uDD00子"));

  final WorldKeys keys;
  final World world;
  final URI door;
  final Inquirer askingCity;

  /** What was sent to the town. */
  final BlockingQueue<Message> mail = new LinkedBlockingQueue<>();

  private final SoapServer platform;
  private final AnsweringAgency city;

  WorldBench(Path folder) throws IOException {
    keys = TestKeys.make(folder, CLOCK);
    int platformPort = freePort();
    URI national = URI.create("https://127.0.0.1:" + platformPort + "/national");
    BlindIndexKey codeKey = BlindIndexKey.of(new SecretKeySpec(new byte[32], "HmacSHA256"));
    int port = freePort();
    world =
        World.open(
            new World.Place(port, national),
            keys,
            new World.Memory(codeKey, IssuedCodes.inMemory()),
            RESIDENT::equals,
            CLOCK);
    door = URI.create("https://127.0.0.1:" + port);
    Routes routes =
        new Routes(
            national,
            URI.create(door + World.AGENCIES),
            Map.of(world.core().code(), URI.create(door + World.CORE)));
    city = new AnsweringAgency(routes, messages(CITY), CONTENT, new Edition("2026-06"), CLOCK);
    askingCity =
        new Inquirer(
            world.core(),
            routes,
            messages(ASKING_CITY),
            Opener.with(List.of(keys.agency(ASKING_CITY))),
            CLOCK);
    Parties parties = new Parties(keys.verifier(), CLOCK);
    for (Party party : List.of(city, askingCity, new Mailbox())) {
      parties.admit(party, XmlSigner.of(keys.agency(party.code())));
    }
    platform =
        SoapServer.open(
            platformPort, keys.agency(CITY), keys.trust(), Map.of("/national", parties));
  }

  private final class Mailbox implements Party {

    @Override
    public AgencyCode code() {
      return TOWN;
    }

    @Override
    public Optional<Reason> receive(Message message, List<X509Certificate> signer) {
      mail.add(message);
      return Optional.empty();
    }
  }

  private MessageSender messages(AgencyCode code) {
    SoapClient client =
        new SoapClient(HttpsClient.of(keys.agency(code), keys.trust()), keys.verifier(), CLOCK);
    return new MessageSender(code, XmlSigner.of(keys.agency(code)), client, CLOCK, 16);
  }

  /** Asks the city at the core's door, as a program that has nothing but that body's key. */
  void ask(AgencyCode code, InquiryId id, PersonCode subject) throws InterruptedException {
    AgencyCode core = world.core().code();
    Matter matter =
        PermissionTable.published()
            .between(AgencyKind.PENSION_SERVICE, AgencyKind.MUNICIPALITY, Purpose.LINKAGE)
            .getFirst();
    Instant until = CLOCK.instant().plusSeconds(60);
    messages(code)
        .send(
            URI.create(door + World.CORE),
            core,
            Lane.COUNTER,
            until,
            header ->
                new Message.Inquiry(
                    header,
                    id,
                    Purpose.LINKAGE,
                    Handling.askedFor(Lane.COUNTER),
                    List.of(new Asked(ExchangeId.random(), CITY, subject, Wish.plain(matter))),
                    until));
  }

  /** Calls without a certificate, as a browser does. */
  HttpResponse<String> stranger(String method, String path, String type)
      throws IOException, InterruptedException, GeneralSecurityException {
    SSLContext tls = SSLContext.getInstance("TLSv1.3");
    tls.init(null, Tls.trustManagers(keys.trust()), null);
    return call(tls, method, path, type, "");
  }

  /** Calls with the certificate of an agency. */
  HttpResponse<String> agency(AgencyCode code, String method, String path, String body)
      throws IOException, InterruptedException {
    return call(
        Tls.context(keys.agency(code), keys.trust()), method, path, "application/json", body);
  }

  /** Calls with the certificate of a municipality's backend. */
  HttpResponse<String> backend(String tenant, String path, String body)
      throws IOException, InterruptedException {
    return call(
        Tls.context(keys.backend(new TenantId(tenant)), keys.trust()),
        "POST",
        path,
        "application/json",
        body);
  }

  private HttpResponse<String> call(
      SSLContext tls, String method, String path, String type, String body)
      throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newBuilder().sslContext(tls).build()) {
      HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(door + path));
      if (method.equals("GET")) {
        request.header("Accept", type);
      } else {
        request.header("Content-Type", type);
      }
      return client.send(
          request.method(method, HttpRequest.BodyPublishers.ofString(body)).build(),
          HttpResponse.BodyHandlers.ofString());
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() {
    askingCity.close();
    city.close();
    platform.close();
    world.close();
  }
}
