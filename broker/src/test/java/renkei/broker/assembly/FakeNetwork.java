package renkei.broker.assembly;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import renkei.broker.message.Envelope;
import renkei.broker.message.NationalNetwork;
import renkei.codebook.Lane;

/** Receivers that sign for everything unless told otherwise, and notice what they got twice. */
final class FakeNetwork implements NationalNetwork {

  /** Every sending, in order. */
  final List<String> sendings = new CopyOnWriteArrayList<>();

  /** Every message once. */
  final Set<String> messages = ConcurrentHashMap.newKeySet();

  volatile Function<String, Delivery> answer =
      text -> new Delivered(("got " + text).getBytes(UTF_8));

  @Override
  public Delivery send(Envelope envelope, Lane lane, String route, byte[] signedXml) {
    String text = new String(signedXml, UTF_8);
    sendings.add(text);
    Delivery delivery = answer.apply(text);
    if (delivery instanceof Delivered) {
      messages.add(text);
    }
    return delivery;
  }

  long delivered(String kind) {
    return messages.stream().filter(text -> text.startsWith(kind)).count();
  }
}
