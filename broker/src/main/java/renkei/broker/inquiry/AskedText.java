package renkei.broker.inquiry;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import renkei.codebook.AgencyCode;
import renkei.codebook.Condition;
import renkei.codebook.Consent;
import renkei.codebook.ConsentBasis;
import renkei.codebook.Delegation;
import renkei.codebook.Edition;
import renkei.codebook.Exchange;
import renkei.codebook.ItemChoice;
import renkei.codebook.ItemCode;
import renkei.codebook.Terms;

/**
 * Items and terms of an exchange, and who asked, as lines of its sealed detail; none of them is
 * ever in clear.
 */
final class AskedText {

  private static final String SEPARATOR = ",";

  private AskedText() {}

  /** One line: the codes; empty for all items. */
  static String of(ItemChoice items) {
    return switch (items) {
      case ItemChoice.All _ -> "";
      case ItemChoice.Some(var codes) ->
          codes.stream().map(ItemCode::value).collect(Collectors.joining(SEPARATOR));
    };
  }

  /** Reads the line at that place; all, where a row of before has none. */
  static ItemChoice items(String[] lines, int place) {
    return at(lines, place, Function.identity())
        .<ItemChoice>map(
            line ->
                new ItemChoice.Some(
                    Arrays.stream(line.split(SEPARATOR, -1)).map(ItemCode::new).toList()))
        .orElseGet(ItemChoice.All::new);
  }

  /** Seven lines. */
  static String of(Terms terms) {
    return String.join(
        "\n",
        terms.condition().text(),
        terms.edition().map(Edition::value).orElse(""),
        terms.delegation().inquirerFor().map(AgencyCode::value).orElse(""),
        terms.delegation().providerFor().map(AgencyCode::value).orElse(""),
        terms.consent().map(consent -> consent.basis().value()).orElse(""),
        terms.consent().flatMap(Consent::given).map(LocalDate::toString).orElse(""),
        terms.notDisclosed() ? "1" : "");
  }

  /** Reads the lines from that place on; plain ones, where a row of before has none. */
  static Terms terms(String[] lines, int place) {
    return new Terms(
        at(lines, place, line -> Condition.read(line).orElseThrow()).orElse(Condition.CURRENT),
        at(lines, place + 1, Edition::new),
        new Delegation(
            at(lines, place + 2, AgencyCode::new), at(lines, place + 3, AgencyCode::new)),
        at(lines, place + 4, ConsentBasis::new)
            .map(basis -> new Consent(basis, at(lines, place + 5, LocalDate::parse))),
        at(lines, place + 6, Function.identity()).isPresent());
  }

  /** Two lines. */
  static String of(Exchange.AskedBy by) {
    return by.department().orElse("") + '\n' + by.user().orElse("");
  }

  /** Reads the lines from that place on; nobody, where a row of before has none. */
  static Exchange.AskedBy by(String[] lines, int place) {
    return new Exchange.AskedBy(
        at(lines, place, Function.identity()), at(lines, place + 1, Function.identity()));
  }

  private static <T> Optional<T> at(String[] lines, int place, Function<String, T> form) {
    return place < lines.length && !lines[place].isEmpty()
        ? Optional.of(form.apply(lines[place]))
        : Optional.empty();
  }
}
