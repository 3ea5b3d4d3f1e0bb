package renkei.testagencies.stage;

import java.time.LocalDate;
import renkei.testagencies.layout.LayoutFile;
import renkei.testagencies.message.Matter;
import renkei.testagencies.resident.RecordMaker;
import renkei.testagencies.resident.ReplicaLines;
import renkei.testagencies.vocabulary.AffairCode;
import renkei.testagencies.vocabulary.Edition;
import renkei.testagencies.vocabulary.InformationCode;
import renkei.testagencies.vocabulary.ProcedureCode;

/** What the demonstration asks for: the codes of the published permission list. */
public final class DemoCodes {

  /** Resident register (住民票関係情報). */
  public static final InformationCode REGISTER = new InformationCode("TM00000000000101");

  /** Local tax (地方税関係情報). */
  public static final InformationCode TAX = new InformationCode("TM00000000000201");

  /** Benefit, held by national agencies. */
  public static final InformationCode BENEFIT = new InformationCode("TM00000000000301");

  /** The edition by which everything is loaded. */
  public static final Edition EDITION = new Edition("2026-06");

  /** The day on which all records are true: no world is older, whenever it is started again. */
  private static final LocalDate DAY = LocalDate.of(2026, 6, 1);

  /** A municipality asks a municipality. */
  public static final ProcedureCode CITY_ASKS_CITY = new ProcedureCode("JT00000000000011");

  /** The pension service asks a municipality. */
  public static final ProcedureCode PENSION_ASKS = new ProcedureCode("JT00000000000012");

  /** A municipality asks a national agency. */
  public static final ProcedureCode CITY_ASKS_AGENCY = new ProcedureCode("JT00000000000013");

  /** My Portal asks a municipality. */
  public static final ProcedureCode PORTAL_ASKS = new ProcedureCode("JT00000000000021");

  private DemoCodes() {}

  /** The lines of loads of that information, the same whoever asks. */
  public static ReplicaLines lines(InformationCode information) {
    return new ReplicaLines(new RecordMaker(LayoutFile.published(information, EDITION), DAY));
  }

  /** One of the above under the only affair there is. */
  public static Matter matter(ProcedureCode procedure, InformationCode information) {
    return new Matter(new AffairCode("JM00000000000001"), procedure, information);
  }
}
