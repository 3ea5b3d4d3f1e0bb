package renkei.broker.message;

/**
 * What a verified message of the national network says, as {@link NationalMessages#read} reads it
 * and the case that receives messages of its kind understands it.
 */
public interface Incoming {}
