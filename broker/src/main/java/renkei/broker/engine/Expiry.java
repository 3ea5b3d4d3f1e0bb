package renkei.broker.engine;

import java.util.function.Predicate;

/**
 * Something that nobody settled in time.
 *
 * @param id names it in logs; what cannot be ended is known by it
 * @param ending ends it, and says whether there was still something to end
 */
public record Expiry(String id, Predicate<UnitOfWork> ending) {}
