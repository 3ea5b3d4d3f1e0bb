package renkei.codebook;

/**
 * What is asked, and under which procedure of law.
 *
 * @param affair the affair (事務)
 * @param procedure the procedure within it (事務手続)
 * @param information the kind of information
 * @param items which items of it
 */
public record Matter(
    AffairCode affair, ProcedureCode procedure, InformationCode information, ItemChoice items) {}
