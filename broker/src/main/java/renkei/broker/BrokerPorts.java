package renkei.broker;

import renkei.broker.message.NationalMessages;
import renkei.broker.message.NationalNetwork;

/**
 * What the broker needs from its neighbours and states itself.
 *
 * @param answers the tenants' own data
 * @param ledger the exchange records
 * @param shelf the results of inquiries
 * @param messages writes and reads signed messages
 * @param network sends them
 */
public record BrokerPorts(
    AnswerSource answers,
    ExchangeLedger ledger,
    ResultShelf shelf,
    NationalMessages messages,
    NationalNetwork network) {}
