package renkei.broker;

/** What several parts of the broker share. */
record Shared(BrokerMeters meters, Own own, Waiters waiters, LaneTransactions transactions) {}
