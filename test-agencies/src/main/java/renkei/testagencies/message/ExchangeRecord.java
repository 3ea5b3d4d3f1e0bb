package renkei.testagencies.message;

import renkei.testagencies.vocabulary.Outcome;

/**
 * What a body keeps of one exchange it took part in (情報提供等記録).
 *
 * @param exchange which
 * @param asProvider whether this body gave; else it asked
 * @param outcome what came of it
 */
public record ExchangeRecord(Exchange exchange, boolean asProvider, Outcome outcome) {}
