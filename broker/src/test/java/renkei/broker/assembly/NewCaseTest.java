package renkei.broker.assembly;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static renkei.codebook.testing.SampleAgencies.CORE;
import static renkei.codebook.testing.SampleAgencies.KITA;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import renkei.broker.Pointer;
import renkei.broker.engine.EngineParts;
import renkei.broker.engine.MessageCase;
import renkei.broker.engine.OutboundMessage;
import renkei.broker.engine.Outbox;
import renkei.broker.engine.Received;
import renkei.broker.engine.Settlement;
import renkei.broker.engine.StoredMessage;
import renkei.broker.engine.UnitOfWork;
import renkei.broker.message.InboundMessage;
import renkei.broker.message.Incoming;
import renkei.broker.message.MessageKind;
import renkei.codebook.Lane;
import renkei.codebook.database.BlindIndex;
import renkei.codebook.testing.Await;

/** A new kind of message is one new class: this one answers every ping with a pong. */
class NewCaseTest extends WorldTest {

  private static final MessageKind PING = new MessageKind("PING", true);
  private static final MessageKind PONG = new MessageKind("PONG", false);

  private record Ping(String text) implements Incoming {}

  private static final class PingCase implements MessageCase {

    private final Outbox outbox;
    private final EngineParts engine;
    private final List<StoredMessage> delivered;

    PingCase(EngineParts engine, List<StoredMessage> delivered) {
      this.engine = engine;
      this.delivered = delivered;
      this.outbox = engine.outbox();
    }

    @Override
    public Set<MessageKind> receives() {
      return Set.of(PING);
    }

    @Override
    public Set<MessageKind> sends() {
      return Set.of(PONG);
    }

    @Override
    public List<Settlement> receive(UnitOfWork work, List<Received> messages) {
      messages.forEach(message -> pong(work, message));
      return messages.stream().<Settlement>map(_ -> new Settlement.Done()).toList();
    }

    private void pong(UnitOfWork work, Received message) {
      StoredMessage ping = message.stored();
      Pointer pong = outbox.pointer(work.tenant(), ping.lane(), PONG, ping.peer());
      byte[] xml = ("pong " + ((Ping) message.content()).text()).getBytes(UTF_8);
      outbox.sendDirectly(
          work,
          new OutboundMessage(
              new StoredMessage(pong, Optional.of(PINGED)),
              "core",
              xml,
              engine.clock().instant().plusSeconds(60)),
          engine.clock().instant());
    }

    @Override
    public void delivered(UnitOfWork work, List<StoredMessage> messages) {
      delivered.addAll(messages);
    }
  }

  /** What every pong is about. */
  private static final BlindIndex PINGED = BlindIndex.of(new byte[] {1, 2, 3});

  private final List<StoredMessage> delivered = new CopyOnWriteArrayList<>();

  @BeforeEach
  void start() {
    world.broker = world.broker(TestWorld.settings(), world.queues, List.of(this::pings));
    world.broker.start();
  }

  private MessageCase pings(EngineParts engine) {
    return new PingCase(engine, delivered);
  }

  @Test
  void isProcessedAndAnswered() {
    world.broker.accept(ping("one"));

    Await.until("the pong is delivered", () -> world.network.delivered("pong one") == 1);
    world.settled();
  }

  @Test
  void hearsOfWhatWasDelivered() {
    world.broker.accept(ping("one"));

    Await.until("the delivery is marked", () -> delivered.size() == 1);
    assertThat(delivered.getFirst().about()).contains(PINGED);
  }

  @Test
  void twoCasesForOneKindAreRefused() {
    Function<EngineParts, MessageCase> again = this::pings;

    assertThatIllegalArgumentException()
        .isThrownBy(() -> world.broker(TestWorld.settings(), world.queues, List.of(again, again)))
        .withMessageContaining("PING");
  }

  private InboundMessage ping(String text) {
    return world.inbound(PING, CORE, Lane.ROUTINE, Optional.empty(), new Ping(text));
  }

  @Test
  void aKindThatNoCaseKnowsWaits() {
    MessageKind unknown = new MessageKind("UNKNOWN", true);
    world.broker.accept(
        world.inbound(unknown, CORE, Lane.ROUTINE, Optional.empty(), new Ping("?")));

    Await.until("it was put off", () -> world.messages("attempts > 0") == 1);
    assertThat(world.waiting()).isEqualTo(1);
    assertThat(world.broker.queues()).anyMatch(queue -> queue.tenant().equals(KITA));
  }
}
