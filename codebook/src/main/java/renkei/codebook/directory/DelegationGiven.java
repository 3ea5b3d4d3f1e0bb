package renkei.codebook.directory;

import java.util.Set;
import renkei.codebook.AgencyCode;
import renkei.codebook.ProcedureCode;

/**
 * That a body (委任元) has another one do its work under some procedures (事務の委任).
 *
 * @param to who does it
 * @param procedures under which procedures; never empty
 * @param validity on which days
 */
public record DelegationGiven(AgencyCode to, Set<ProcedureCode> procedures, Validity validity) {

  /** Throws {@link IllegalArgumentException} if it names no procedure. */
  public DelegationGiven {
    procedures = Set.copyOf(procedures);
    if (procedures.isEmpty()) {
      throw new IllegalArgumentException("a delegation to " + to + " names no procedure");
    }
  }
}
