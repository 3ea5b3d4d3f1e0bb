package renkei.gateway.national;

import static org.assertj.core.api.Assertions.assertThat;
import static renkei.gateway.testing.Parties.KITA_AGENCY;
import static renkei.gateway.testing.Parties.MINAMI_AGENCY;
import static renkei.gateway.testing.Parties.NATIONAL;

import java.time.Clock;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;
import renkei.broker.message.Envelope;
import renkei.broker.message.InboundMessage;
import renkei.broker.message.MessageKind;
import renkei.gateway.contract.Composer;
import renkei.gateway.contract.SignedMessages;
import renkei.gateway.contract.VerifiedMessage;
import renkei.gateway.testing.Parties;
import renkei.signing.xml.XmlDocuments;

/** What the door reads of a message is what its queue would read of it again later. */
class DispositionsTest {

  private static final Parties PARTIES = Parties.shared();

  private static NationalBench bench;

  @BeforeAll
  static void open() {
    bench = new NationalBench();
  }

  @AfterAll
  static void close() {
    bench.close();
  }

  static Stream<Arguments> messages() {
    Composer composer = new Composer(Clock.systemUTC());
    return Stream.of(
        Arguments.of(
            MessageKind.PERMITTED_INQUIRY,
            composer.permittedInquiry(NATIONAL, KITA_AGENCY, PARTIES.agency(NATIONAL).chain())),
        Arguments.of(MessageKind.DECISION, composer.granted(KITA_AGENCY, MINAMI_AGENCY)),
        Arguments.of(MessageKind.DECISION, composer.refused(KITA_AGENCY, "NOT_PERMITTED")),
        Arguments.of(MessageKind.DECISION, composer.failed(KITA_AGENCY)),
        Arguments.of(MessageKind.ANSWER, composer.noRecord(MINAMI_AGENCY, KITA_AGENCY)));
  }

  @ParameterizedTest
  @MethodSource("messages")
  void readsWhatTheQueueWouldRead(MessageKind kind, Element message) {
    SignedMessages messages = NationalBench.messagesOf(PARTIES.tenants());
    Dispositions dispositions =
        new Dispositions(
            Parties.DIRECTORY,
            PARTIES.trust(),
            bench.vaults,
            bench.permissions,
            Set.of("agencies"),
            Clock.systemUTC());
    byte[] xml = XmlDocuments.serialize(message);
    VerifiedMessage verified = VerifiedMessage.of(message);
    Envelope envelope = verified.envelope();

    assertThat(envelope.kind()).isEqualTo(kind);
    assertThat(dispositions.of(envelope, verified.contents(messages), xml))
        .isInstanceOfSatisfying(
            Disposition.Kept.class,
            kept ->
                assertThat(((InboundMessage.ByCase) kept.work()).content())
                    .isEqualTo(messages.read(envelope, xml)));
  }
}
