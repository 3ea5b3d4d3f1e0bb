package renkei.testagencies.rest;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.security.cert.X509Certificate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import renkei.signing.trust.CertificateNames;
import renkei.testagencies.core.Directory;
import renkei.testagencies.core.ResidentCode;
import renkei.testagencies.core.ResidentNetwork;
import renkei.testagencies.vocabulary.AgencyCode;
import renkei.testagencies.vocabulary.AgencyKind;
import renkei.testagencies.vocabulary.SerialNumber;

/**
 * The door of the resident network (住民基本台帳ネットワーク): a municipality says here, outside the platform,
 * whom the serial numbers are about that the platform gave it.
 */
public final class ResidentNetworkDoor implements Door {

  private static final int MOST = 1_000;
  private static final Pattern BACKEND = Pattern.compile("urn:renkei:tenant:([0-9]{6}):backend");

  private final ResidentNetwork network;
  private final Directory directory;

  /** The door of that network, for the municipalities of that directory. */
  public ResidentNetworkDoor(ResidentNetwork network, Directory directory) {
    this.network = network;
    this.directory = directory;
  }

  @Override
  public Sign sign() {
    return new Sign(
        "/resident-network",
        "住民基本台帳ネットワークの代役",
        "The stand-in of the resident network",
        "backend-<tenant>",
        List.of(
            new Usage(
                "POST /resident-network/serial-numbers"
                    + " {\"requests\":[{\"serialNumber\":\"…\",\"resident\":\"S-00000001\"}]}",
                "処理通番が誰のものかを伝える。情報提供ネットワークシステムから符号が団体に届く",
                "Say whom serial numbers are about; the core then sends the municipality its"
                    + " codes")));
  }

  @Override
  public boolean admits(X509Certificate caller) {
    return municipality(caller).isPresent();
  }

  private Optional<AgencyCode> municipality(X509Certificate caller) {
    return CertificateNames.uris(caller).stream()
        .map(uri -> BACKEND.matcher(uri.toString()))
        .filter(Matcher::matches)
        .map(matcher -> matcher.group(1))
        .findFirst()
        .flatMap(this::agency);
  }

  private Optional<AgencyCode> agency(String tenant) {
    return directory.ofKind(AgencyKind.MUNICIPALITY).stream()
        .filter(agency -> agency.tenant().filter(id -> id.value().equals(tenant)).isPresent())
        .map(Directory.Agency::code)
        .findFirst();
  }

  @Override
  public Answer answer(Call call) {
    if (!call.below().equals(List.of("serial-numbers"))) {
      return Answer.refused(Answer.NOT_FOUND, "not-found", "nothing is here; see " + sign().path());
    }
    if (!call.method().equals("POST")) {
      return Answer.notAllowed("POST");
    }
    call.allowParameters(Set.of());
    JsonObject body = call.object(Set.of("requests"));
    if (!(body.get("requests") instanceof JsonArray requests)
        || requests.isEmpty()
        || requests.size() > MOST) {
      throw new IllegalArgumentException("requests must be a list of 1 to " + MOST);
    }
    Map<SerialNumber, ResidentCode> handOver = new LinkedHashMap<>();
    for (JsonValue request : requests) {
      if (!(request instanceof JsonObject entry)) {
        throw new IllegalArgumentException("a request is an object");
      }
      ResidentCode resident = new ResidentCode(Call.required(entry, "resident"));
      if (!network.knows(resident)) {
        return Answer.refused(
            Answer.NOT_FOUND,
            "unknown-resident",
            "request %d is about nobody in the registers; ./renkei world people lists some who are"
                .formatted(handOver.size() + 1));
      }
      handOver.put(new SerialNumber(Call.required(entry, "serialNumber")), resident);
    }
    network.handOver(municipality(call.caller()).orElseThrow(), handOver);
    return Answer.of(
        Answer.ACCEPTED, Json.createObjectBuilder().add("handedOver", handOver.size()).build());
  }
}
