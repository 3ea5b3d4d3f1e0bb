package renkei.tenantstore;

/**
 * One finding about one line.
 *
 * @param line where the record starts, from 1, the header included
 * @param item the column it is about; empty if it is about the whole line
 * @param reason for the sender, without content
 */
public record ImportError(long line, String item, String reason) {}
