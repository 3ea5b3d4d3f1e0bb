package renkei.broker;

/** A verified message of the national network that the broker deals with. */
public sealed interface Incoming permits PermittedInquiry, Decision, AnswerReceived {}
