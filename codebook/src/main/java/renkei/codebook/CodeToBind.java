package renkei.codebook;

/** One code as the core delivered it, its signature verified. */
public record CodeToBind(SerialNumber serialNumber, PersonCode code) {}
