package renkei.testagencies.stage;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import renkei.testagencies.core.ResidentCode;
import renkei.testagencies.resident.Population;
import renkei.testagencies.resident.Registration;
import renkei.testagencies.vocabulary.AgencyCode;

/**
 * The first three commands a newcomer gives, ready to paste into any POSIX shell: an inquiry, its
 * answer, and what the citizen sees of it.
 *
 * @param population who lives there
 * @param municipalities with files of these people
 * @param places where everything is
 */
public record FirstCommands(
    Population population, List<Municipality> municipalities, Places places) {

  /**
   * Where everything is.
   *
   * @param keys the folder {@code pki/world}
   * @param local the platform's local door
   * @param world the world's server
   * @param portal My Portal's code
   */
  public record Places(Path keys, URI local, URI world, AgencyCode portal) {}

  private record Case(Municipality asker, Municipality provider, Registration about) {}

  /**
   * The commands, a comment above each.
   *
   * @return empty if nobody is in the files of two municipalities
   */
  public Optional<String> text() {
    return somebodyKnownTwice().map(this::text);
  }

  private Optional<Case> somebodyKnownTwice() {
    for (Municipality asker : municipalities) {
      for (Municipality provider : municipalities) {
        if (!asker.equals(provider)) {
          Optional<ResidentCode> known =
              population.knownInBoth(asker.backend().tenant(), provider.backend().tenant()).stream()
                  .findFirst();
          if (known.isPresent()) {
            return Optional.of(
                new Case(asker, provider, asker.files().find(known.get()).orElseThrow()));
          }
        }
      }
    }
    return Optional.empty();
  }

  private String text(Case first) {
    String tenant = first.asker().backend().tenant().value();
    String inquiries = places.local() + "/tenants/" + tenant + "/inquiries";
    String body =
        "{\"localId\":\"first-1\",\"procedure\":\"%s\",\"lane\":\"COUNTER\",\"exchanges\":[{\"addresseeNumber\":\"%s\",\"information\":\"%s\",\"provider\":\"%s\"}]}"
            .formatted(
                DemoCodes.CITY_ASKS_CITY.value(),
                first.about().addresseeNumber().value(),
                DemoCodes.REGISTER.value(),
                first.provider().code().value());
    String history =
        "%s/my-portal/people/%s/history?provider=%s"
            .formatted(
                places.world(),
                first.about().resident().code().value(),
                first.provider().code().value());
    return """
        # 1. %1$s asks %2$s about somebody whom both know, and notes the inquiry's id:
        inquiry=$(%3$s -H 'Content-Type: application/json' -d '%4$s' %5$s | sed 's/.*"inquiryId":"\\([^"]*\\)".*/\\1/'); echo "$inquiry"

        # 2. The answer, as soon as it is there:
        %3$s %5$s"/$inquiry?wait=PT30S"

        # 3. What the citizen sees of it in My Portal, as %2$s has recorded it:
        %6$s %7$s
        """
        .formatted(
            first.asker().name(),
            first.provider().name(),
            curl("backend-" + tenant),
            body,
            quoted(inquiries),
            curl("agency-" + places.portal().value()),
            quoted(history));
  }

  private String curl(String identity) {
    return "curl -sS --fail-with-body --cert %s --cacert %s"
        .formatted(
            quoted(places.keys().resolve(identity + ".pem").toString()),
            quoted(places.keys().resolve("root.pem").toString()));
  }

  /** For a POSIX shell: whatever is between single quotes is taken as it is. */
  public static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
