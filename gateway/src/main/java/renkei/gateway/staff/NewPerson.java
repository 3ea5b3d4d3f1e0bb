package renkei.gateway.staff;

import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import renkei.codebook.JapanTime;

/**
 * Who is to be added.
 *
 * @param lastDay the last day in Japan on which the person may act
 * @param key the credential, if it is a client certificate; empty for password and one-time codes,
 *     which the person sets by an enrolment code
 */
public record NewPerson(
    Place place,
    Login login,
    String name,
    Set<Right> rights,
    LocalDate lastDay,
    Optional<ClientKey> key) {

  private static final String NO_KEY = "-";

  /** Throws {@link IllegalArgumentException} where {@link Person} does. */
  public NewPerson {
    rights = Set.copyOf(rights);
    if (login.value().equals("machine")) {
      throw new IllegalArgumentException("no person's login is machine");
    }
    Person _ =
        new Person(
            place, login, name, rights, Instant.MAX, Optional.empty(), Person.CredentialState.NONE);
  }

  /** Reads rights as people write them, joined by commas. */
  public static Set<Right> rights(String words) {
    EnumSet<Right> rights = EnumSet.noneOf(Right.class);
    for (String word : words.split(",", -1)) {
      rights.add(Right.parse(word.strip()));
    }
    return rights;
  }

  /** As the subject of a proposal. */
  public String text() {
    return String.join(
        "\t",
        place.value(),
        login.value(),
        name,
        Person.words(rights),
        lastDay.toString(),
        key.map(ClientKey::digest).orElse(NO_KEY));
  }

  /** Reads {@link #text}; throws {@link IllegalArgumentException} if it is malformed. */
  static NewPerson parse(String text) {
    List<String> fields = List.of(text.split("\t", -1));
    if (fields.size() != 6) {
      throw new IllegalArgumentException("not a person to be added");
    }
    return new NewPerson(
        Place.parse(fields.get(0)),
        new Login(fields.get(1)),
        fields.get(2),
        rights(fields.get(3)),
        day(fields.get(4)),
        fields.get(5).equals(NO_KEY)
            ? Optional.empty()
            : Optional.of(new ClientKey(fields.get(5))));
  }

  /**
   * Reads a day; throws {@link IllegalArgumentException} if it has another form than 2027-03-31.
   */
  public static LocalDate day(String text) {
    try {
      return LocalDate.parse(text);
    } catch (java.time.DateTimeException e) {
      throw new IllegalArgumentException("a day is written as 2027-03-31", e);
    }
  }

  /** From when the person may act no more. */
  Instant validUntil() {
    return lastDay.plusDays(1).atStartOfDay(JapanTime.ZONE).toInstant();
  }

  Person person() {
    return new Person(
        place, login, name, rights, validUntil(), Optional.empty(), Person.CredentialState.NONE);
  }

  /** In one line, for the record and for whoever approves. */
  String described() {
    return "%s at %s (%s), may %s until %s, by %s"
        .formatted(
            login,
            place,
            name,
            Person.words(rights),
            lastDay,
            key.map(found -> "certificate with key " + found.digest())
                .orElse("password and one-time code"));
  }
}
