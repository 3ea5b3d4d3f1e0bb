package renkei.testagencies.message;

import renkei.testagencies.vocabulary.AffairCode;
import renkei.testagencies.vocabulary.InformationCode;
import renkei.testagencies.vocabulary.ProcedureCode;

/**
 * What is asked, and under which procedure of law.
 *
 * @param affair the affair
 * @param procedure the procedure within it
 * @param information the kind of information asked for
 */
public record Matter(AffairCode affair, ProcedureCode procedure, InformationCode information) {}
