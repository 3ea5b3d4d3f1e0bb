package renkei.testagencies.world;

import java.net.URI;
import java.time.Clock;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import renkei.signing.BlindIndexKey;
import renkei.signing.SigningIdentity;
import renkei.signing.seal.Opener;
import renkei.signing.xml.XmlSigner;
import renkei.testagencies.agency.AnsweringAgency;
import renkei.testagencies.agency.Inquirer;
import renkei.testagencies.agency.MalformedReplyAgency;
import renkei.testagencies.agency.SilentAgency;
import renkei.testagencies.core.Core;
import renkei.testagencies.core.Directory;
import renkei.testagencies.core.IssuedCodes;
import renkei.testagencies.core.PermissionTable;
import renkei.testagencies.core.ResidentCode;
import renkei.testagencies.core.ResidentNetwork;
import renkei.testagencies.message.Content;
import renkei.testagencies.party.MessageSender;
import renkei.testagencies.party.Parties;
import renkei.testagencies.party.Party;
import renkei.testagencies.party.Routes;
import renkei.testagencies.party.WorldKeys;
import renkei.testagencies.rest.Asking;
import renkei.testagencies.rest.PensionDoor;
import renkei.testagencies.rest.PortalDoor;
import renkei.testagencies.rest.ResidentNetworkDoor;
import renkei.testagencies.rest.RestDoors;
import renkei.testagencies.soap.HttpsClient;
import renkei.testagencies.soap.Recipient;
import renkei.testagencies.soap.SoapClient;
import renkei.testagencies.soap.SoapServer;
import renkei.testagencies.vocabulary.AgencyCode;
import renkei.testagencies.vocabulary.AgencyKind;
import renkei.testagencies.vocabulary.Edition;
import renkei.testagencies.vocabulary.ItemCode;

/**
 * Core, resident network, pension service, national agencies and My Portal behind one server:
 * {@code /core} for inquirers, {@code /agencies} for everybody else, and the REST doors by which
 * people and programs have them do something. Municipal backends are no part of it. Thread-safe.
 */
public final class World implements AutoCloseable {

  /** The path of the core's door. */
  public static final String CORE = "/core";

  /** The path of the agencies' common door. */
  public static final String AGENCIES = "/agencies";

  /** How many messages each body sends at once; beside them a third as many in bulk. */
  public static final int CONNECTIONS = 64;

  private final WorldKeys keys;
  private final Clock clock;
  private final Directory directory = Directory.published();
  private final PermissionTable permissions = PermissionTable.published();
  private final Routes routes;
  private final Parties coreDoor;
  private final Parties agenciesDoor;
  private final Core core;
  private final ResidentNetwork residentNetwork;
  private final Inquirer pension;
  private final Inquirer portal;
  private final AnsweringAgency answering;
  private final MalformedReplyAgency rubbish;
  private final SoapServer server;

  /**
   * What the core remembers from one life to the next.
   *
   * @param codeKey from which it derives all person codes
   * @param issued those it has issued; closed with the world
   */
  public record Memory(BlindIndexKey codeKey, IssuedCodes issued) {}

  /**
   * Where the world stands.
   *
   * @param port of 127.0.0.1 for its server, free
   * @param platform the platform's national door
   */
  public record Place(int port, URI platform) {}

  private World(
      Place place, WorldKeys keys, Memory memory, Predicate<ResidentCode> people, Clock clock) {
    this.keys = keys;
    this.clock = clock;
    coreDoor = new Parties(keys.verifier(), clock);
    agenciesDoor = new Parties(keys.verifier(), clock);
    AgencyCode coreCode = directory.only(AgencyKind.CORE).code();
    AgencyCode pensionCode = directory.only(AgencyKind.PENSION_SERVICE).code();
    AgencyCode portalCode = directory.only(AgencyKind.PORTAL).code();
    List<Directory.Agency> national = directory.ofKind(AgencyKind.NATIONAL_AGENCY);
    rubbish = MalformedReplyAgency.open(national.get(2).code(), keys);
    routes = routes(place, rubbish.door(), national.get(2).code());
    Core.Books books = new Core.Books(directory, permissions, memory.codeKey(), memory.issued());
    core = new Core(books, routes, messages(coreCode), clock);
    residentNetwork = new ResidentNetwork(core, people);
    pension = inquirer(pensionCode);
    portal = inquirer(portalCode);
    answering =
        new AnsweringAgency(
            routes, messages(national.get(0).code()), benefit(), new Edition("2026-06"), clock);
    admit(coreDoor, core);
    admit(agenciesDoor, pension);
    admit(agenciesDoor, portal);
    admit(agenciesDoor, answering);
    admit(agenciesDoor, new SilentAgency(national.get(1).code()));
    Map<String, Recipient> doors = new LinkedHashMap<>();
    doors.put(CORE, coreDoor);
    doors.put(AGENCIES, agenciesDoor);
    try {
      server =
          SoapServer.open(place.port(), keys.agency(coreCode), keys.trust(), doors, restDoors());
    } catch (IllegalStateException e) {
      rubbish.close();
      throw e;
    }
  }

  /**
   * Opens all doors.
   *
   * @param people whom the resident network knows
   */
  public static World open(
      Place place, WorldKeys keys, Memory memory, Predicate<ResidentCode> people, Clock clock) {
    return new World(place, keys, memory, people, clock);
  }

  /** All public bodies. */
  public Directory directory() {
    return directory;
  }

  /** The core system. */
  public Core core() {
    return core;
  }

  /** The resident network. */
  public ResidentNetwork residentNetwork() {
    return residentNetwork;
  }

  /** The pension service. */
  public Inquirer pension() {
    return pension;
  }

  /** My Portal (マイナポータル). */
  public Inquirer portal() {
    return portal;
  }

  /** The national agency that answers. */
  public AnsweringAgency answering() {
    return answering;
  }

  /** The national agency that answers with rubbish. */
  public MalformedReplyAgency rubbish() {
    return rubbish;
  }

  /** Closes all doors and forgets everything. */
  @Override
  public void close() {
    pension.close();
    portal.close();
    answering.close();
    core.close();
    server.close();
    rubbish.close();
  }

  private RestDoors restDoors() {
    Asking asking = new Asking(directory, permissions);
    return RestDoors.of(
        new ResidentNetworkDoor(residentNetwork, directory),
        new PensionDoor(pension, asking),
        new PortalDoor(portal, asking));
  }

  private static Routes routes(Place place, URI rubbishDoor, AgencyCode rubbishCode) {
    URI agencies = URI.create("https://127.0.0.1:" + place.port() + AGENCIES);
    Map<AgencyCode, URI> doors = new HashMap<>();
    for (Directory.Agency agency : Directory.published().agencies().values()) {
      switch (agency.kind()) {
        case MUNICIPALITY -> {}
        case CORE ->
            doors.put(agency.code(), URI.create("https://127.0.0.1:" + place.port() + CORE));
        case RESIDENT_NETWORK, PENSION_SERVICE, NATIONAL_AGENCY, PORTAL ->
            doors.put(agency.code(), agencies);
      }
    }
    doors.put(rubbishCode, rubbishDoor);
    return new Routes(place.platform(), agencies, Map.copyOf(doors));
  }

  private Inquirer inquirer(AgencyCode code) {
    Opener opener = Opener.with(List.of(keys.agency(code)));
    return new Inquirer(core, routes, messages(code), opener, clock);
  }

  private MessageSender messages(AgencyCode code) {
    SigningIdentity identity = keys.agency(code);
    SoapClient client =
        new SoapClient(HttpsClient.of(identity, keys.trust()), keys.verifier(), clock);
    return new MessageSender(code, XmlSigner.of(identity), client, clock, CONNECTIONS);
  }

  private void admit(Parties door, Party party) {
    door.admit(party, XmlSigner.of(keys.agency(party.code())));
  }

  /** What the answering agency says about everybody: a benefit is paid, since when. */
  private static Content.Items benefit() {
    Map<ItemCode, String> values = new LinkedHashMap<>();
    values.put(new ItemCode("TK00000000030101"), "1");
    values.put(new ItemCode("TK00000000030102"), "2026-04-01");
    return new Content.Items(values);
  }
}
