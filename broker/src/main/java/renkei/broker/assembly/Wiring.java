package renkei.broker.assembly;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import renkei.broker.BrokerParts;
import renkei.broker.BrokerPorts;
import renkei.broker.BrokerSettings;
import renkei.broker.bulk.BulkGate;
import renkei.broker.bulk.BulkHours;
import renkei.broker.engine.Engine;
import renkei.broker.engine.EngineParts;
import renkei.broker.engine.MessageCase;
import renkei.broker.inquiry.InquiryCase;
import renkei.broker.provision.ProvisionCase;

/** The composition root of the broker: the engine, its cases, and what lets them begin. */
final class Wiring {

  private Wiring() {}

  /**
   * A broker that is not started.
   *
   * @param more cases beside the two there are, each over the engine's parts
   */
  static OutboxBroker broker(
      BrokerSettings settings,
      BrokerParts parts,
      BrokerPorts ports,
      List<Function<EngineParts, MessageCase>> more) {
    EngineParts engine = new EngineParts(settings, parts, ports);
    BulkHours hours = new BulkHours(settings.bulkFrom(), settings.bulkTo());
    BulkGate gate =
        new BulkGate(hours, parts.throttle(), engine.requeue(), engine.clock(), engine.stop());
    InquiryCase inquiries = new InquiryCase(settings, parts, ports, engine, hours);
    ProvisionCase provisions = new ProvisionCase(parts, ports, engine);
    List<MessageCase> cases = new ArrayList<>(List.of(inquiries, provisions));
    more.forEach(one -> cases.add(one.apply(engine)));
    CarryOver before =
        new CarryOver(
            parts.database(),
            engine.transactions(),
            List.of(inquiries::carryOver, provisions::carryOver));
    return new OutboxBroker(
        before, new Engine(engine, settings, ports, cases, gate), inquiries, provisions);
  }
}
