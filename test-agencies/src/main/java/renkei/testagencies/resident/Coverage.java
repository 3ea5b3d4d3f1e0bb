package renkei.testagencies.resident;

/**
 * Of which years or days a full load has all there is.
 *
 * @param from the first fiscal year or day
 * @param to the last one
 */
public record Coverage(String from, String to) {}
