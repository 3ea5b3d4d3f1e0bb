package renkei.tenantstore.load;

import java.util.Optional;
import renkei.codebook.Edition;

/**
 * What a load in test mode would change, in people: those with records in the load beside those
 * whose records are answered from now.
 *
 * @param comparedTo the edition that is loaded in full now; empty if none is
 * @param newPeople of whom there is nothing now
 * @param missingPeople of whom there is something now, and nothing in the load
 * @param sameCount with as many records as now
 * @param fewerRecords with fewer records than now: they would be answered from these alone
 * @param moreRecords with more records than now
 */
public record DifferenceReport(
    Optional<Edition> comparedTo,
    long newPeople,
    long missingPeople,
    long sameCount,
    long fewerRecords,
    long moreRecords) {}
