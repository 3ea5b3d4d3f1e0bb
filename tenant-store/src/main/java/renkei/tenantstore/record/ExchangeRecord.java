package renkei.tenantstore.record;

import renkei.codebook.Exchange;
import renkei.codebook.RecordId;

/**
 * Who asked whom, for what, when, with what outcome (情報提供等記録); kept 7 years.
 *
 * @param exchange as far as the form of the record says it
 */
public record ExchangeRecord(RecordId id, Exchange exchange) {}
