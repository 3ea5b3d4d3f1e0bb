package renkei.testagencies.stage;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import renkei.testagencies.core.ResidentCode;
import renkei.testagencies.core.ResidentNetwork;
import renkei.testagencies.municipality.Backend;
import renkei.testagencies.progress.Progress;
import renkei.testagencies.resident.Registration;
import renkei.testagencies.vocabulary.AddresseeNumber;
import renkei.testagencies.vocabulary.SerialNumber;

/**
 * How a municipality acquires the codes of everybody in its files. Whoever has one already costs
 * nothing; whom the resident network does not know gets none.
 */
final class CodeAcquisition {

  private static final int BATCH = 1_000;
  private static final String REQUESTED = "REQUESTED";

  /** So long may pass without a single code before it is given up. */
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private static final Duration LOOK_EVERY = Duration.ofMillis(200);

  private final ResidentNetwork network;
  private final Progress.Part progress;

  /**
   * @param progress advances by one for each entry that has come to rest
   */
  CodeAcquisition(ResidentNetwork network, Progress.Part progress) {
    this.network = network;
    this.progress = progress;
  }

  /**
   * Returns when everybody has a code who gets one.
   *
   * @return the states of everybody, as the platform says
   * @throws IllegalStateException if no code came for a long time
   */
  Map<AddresseeNumber, String> run(Municipality city) throws InterruptedException {
    Map<AddresseeNumber, ResidentCode> people = new LinkedHashMap<>();
    for (Registration entry : city.files().registrations()) {
      people.put(entry.addresseeNumber(), entry.resident().code());
    }
    Map<AddresseeNumber, String> states = new HashMap<>();
    for (List<AddresseeNumber> batch : batches(List.copyOf(people.keySet()))) {
      Map<SerialNumber, ResidentCode> handOver = new LinkedHashMap<>();
      city.backend()
          .requestCodes(batch)
          .forEach(
              (number, request) -> {
                states.put(number, request.state());
                request
                    .serialNumber()
                    .filter(_ -> network.knows(Objects.requireNonNull(people.get(number))))
                    .ifPresent(
                        serial -> handOver.put(serial, Objects.requireNonNull(people.get(number))));
              });
      network.handOver(city.code(), handOver);
    }
    List<AddresseeNumber> expected =
        people.keySet().stream()
            .filter(number -> network.knows(Objects.requireNonNull(people.get(number))))
            .toList();
    progress.advance(people.size() - waiting(expected, states).size());
    await(city, expected, states);
    return Map.copyOf(states);
  }

  private void await(
      Municipality city, List<AddresseeNumber> expected, Map<AddresseeNumber, String> states)
      throws InterruptedException {
    List<AddresseeNumber> pending = waiting(expected, states);
    long lastProgress = System.nanoTime();
    while (!pending.isEmpty()) {
      if (System.nanoTime() - lastProgress > PATIENCE.toNanos()) {
        throw new IllegalStateException(
            "%d codes of %s are missing, and none came for %d s"
                .formatted(pending.size(), city.name(), PATIENCE.toSeconds()));
      }
      Thread.sleep(LOOK_EVERY);
      look(city.backend(), pending, states);
      List<AddresseeNumber> left = waiting(pending, states);
      if (left.size() < pending.size()) {
        lastProgress = System.nanoTime();
        progress.advance(pending.size() - left.size());
      }
      pending = left;
    }
  }

  private static List<AddresseeNumber> waiting(
      List<AddresseeNumber> numbers, Map<AddresseeNumber, String> states) {
    return numbers.stream().filter(number -> REQUESTED.equals(states.get(number))).toList();
  }

  /** A repeated request costs nothing and tells where each code stands. */
  private static void look(
      Backend backend, List<AddresseeNumber> numbers, Map<AddresseeNumber, String> states) {
    for (List<AddresseeNumber> batch : batches(numbers)) {
      backend.requestCodes(batch).forEach((number, request) -> states.put(number, request.state()));
    }
  }

  private static List<List<AddresseeNumber>> batches(List<AddresseeNumber> numbers) {
    List<List<AddresseeNumber>> batches = new ArrayList<>();
    for (int from = 0; from < numbers.size(); from += BATCH) {
      batches.add(numbers.subList(from, Math.min(from + BATCH, numbers.size())));
    }
    return batches;
  }
}
