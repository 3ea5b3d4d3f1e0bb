package renkei.testagencies.message;

/**
 * What is asked, and under which procedure of law.
 *
 * @param affair the affair
 * @param procedure the procedure within it
 * @param information the kind of information asked for
 */
public record Matter(AffairCode affair, ProcedureCode procedure, InformationCode information) {}
