package renkei.gateway.local;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import renkei.broker.InquiryStatus;
import renkei.codebook.ExchangeId;
import renkei.gateway.wording.Forms;
import renkei.gateway.wording.Phrase;

/**
 * Which exchanges of an inquiry a local system takes back, as it wrote it.
 *
 * @param exchanges their ids, none but those of the inquiry; all of them if left out
 */
public record WithdrawalForm(@Nullable List<String> exchanges) {

  private static final String EXCHANGES = "exchanges";

  /**
   * Reads it; throws {@link RefusedException} by the place of what is no exchange of the inquiry.
   *
   * @return empty for all of them
   */
  Set<ExchangeId> read(InquiryStatus inquiry) {
    if (exchanges == null) {
      return Set.of();
    }
    if (exchanges.isEmpty()) {
      throw Fields.malformed(
          EXCHANGES,
          new Phrase(
              "name one exchange at least, or be left out for all", "一つ以上の照会を指定するか、全件の場合は省略すること"));
    }
    Set<ExchangeId> known =
        inquiry.exchanges().stream()
            .map(InquiryStatus.OfExchange::id)
            .collect(Collectors.toUnmodifiableSet());
    Set<ExchangeId> wanted = new HashSet<>();
    for (int place = 0; place < exchanges.size(); place++) {
      String name = EXCHANGES + "[" + place + "]";
      ExchangeId exchange = Fields.required(name, exchanges.get(place), Forms.EXCHANGE_ID);
      if (!known.contains(exchange)) {
        throw Fields.malformed(
            name, new Phrase("be an exchange of this inquiry", "この照会に含まれる照会の識別子であること"));
      }
      wanted.add(exchange);
    }
    return wanted;
  }
}
