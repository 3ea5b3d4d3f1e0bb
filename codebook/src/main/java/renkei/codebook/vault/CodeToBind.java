package renkei.codebook.vault;

import renkei.codebook.PersonCode;
import renkei.codebook.SerialNumber;

/** One code as the core delivered it, its signature verified. */
public record CodeToBind(SerialNumber serialNumber, PersonCode code) {}
