package renkei.codebook.testing;

import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import javax.crypto.spec.SecretKeySpec;
import renkei.codebook.AddresseeNumber;
import renkei.codebook.AffairCode;
import renkei.codebook.AgencyCode;
import renkei.codebook.InformationCode;
import renkei.codebook.PersonCode;
import renkei.codebook.ProcedureCode;
import renkei.codebook.TenantId;
import renkei.codebook.database.ColumnKeys;
import renkei.codebook.directory.Agency;
import renkei.codebook.directory.AgencyDirectory;
import renkei.codebook.directory.AgencyKind;
import renkei.signing.BlindIndexKey;
import renkei.signing.DataKey;

/**
 * Two municipalities on the platform with keys of their own, and who is around them; what they ask.
 */
public final class SampleAgencies {

  public static final TenantId KITA = new TenantId("990019");
  public static final TenantId MINAMI = new TenantId("990027");
  public static final AgencyCode KITA_AGENCY = new AgencyCode("9099001900000000");
  public static final AgencyCode MINAMI_AGENCY = new AgencyCode("9099002700000000");
  public static final AgencyCode CORE = new AgencyCode("9000000000000001");
  public static final AgencyCode PENSION = new AgencyCode("9000000000000011");
  public static final AgencyCode NATIONAL = new AgencyCode("9000000000000012");
  public static final AffairCode AFFAIR = new AffairCode("JM00000000000001");
  public static final ProcedureCode PROCEDURE = new ProcedureCode("JT00000000000012");
  public static final InformationCode RESIDENT = new InformationCode("TM00000000000101");
  public static final InformationCode TAX = new InformationCode("TM00000000000201");

  public static final AgencyDirectory DIRECTORY =
      new AgencyDirectory(
          List.of(
              outside(CORE, AgencyKind.CORE, "中核", "Core"),
              municipality(KITA_AGENCY, KITA, "北町", "Kita-machi"),
              municipality(MINAMI_AGENCY, MINAMI, "南町", "Minami-machi"),
              outside(PENSION, AgencyKind.PENSION_SERVICE, "年金機構", "Pension"),
              outside(NATIONAL, AgencyKind.NATIONAL_AGENCY, "国の機関", "National")));

  private SampleAgencies() {}

  private static Agency municipality(
      AgencyCode code, TenantId tenant, String name, String nameInEnglish) {
    return new Agency(code, AgencyKind.MUNICIPALITY, Optional.of(tenant), name, nameInEnglish);
  }

  private static Agency outside(
      AgencyCode code, AgencyKind kind, String name, String nameInEnglish) {
    return new Agency(code, kind, Optional.empty(), name, nameInEnglish);
  }

  /** The keys of a tenant's columns; always the same, and of each tenant others. */
  public static ColumnKeys keys(TenantId tenant) {
    byte[] data = new byte[32];
    data[0] = (byte) tenant.value().charAt(4);
    byte[] index = new byte[32];
    index[1] = (byte) tenant.value().charAt(4);
    return new ColumnKeys(
        DataKey.of(new SecretKeySpec(data, "AES")),
        BlindIndexKey.of(new SecretKeySpec(index, "HmacSHA256")));
  }

  /** Somebody's code. */
  public static PersonCode code(AgencyCode holder, RandomGenerator random) {
    byte[] drawn = new byte[16];
    random.nextBytes(drawn);
    return new PersonCode(holder, HexFormat.of().formatHex(drawn));
  }

  /** Somebody's addressee number. */
  public static AddresseeNumber addressee(int number) {
    return AddresseeNumber.padded(Integer.toString(number));
  }
}
