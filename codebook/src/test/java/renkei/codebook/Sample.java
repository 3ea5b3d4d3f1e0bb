package renkei.codebook;

import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import javax.crypto.spec.SecretKeySpec;
import renkei.codebook.database.ColumnKeys;
import renkei.signing.BlindIndexKey;
import renkei.signing.DataKey;

/** Two municipalities with keys of their own, and the pension service. */
public final class Sample {

  public static final TenantId KITA = new TenantId("990019");
  public static final TenantId MINAMI = new TenantId("990027");
  public static final AgencyCode KITA_AGENCY = new AgencyCode("9099001900000000");
  public static final AgencyCode MINAMI_AGENCY = new AgencyCode("9099002700000000");
  public static final AgencyCode PENSION = new AgencyCode("9000000000000011");

  public static final AgencyDirectory DIRECTORY =
      new AgencyDirectory(
          List.of(
              new Agency(
                  KITA_AGENCY, AgencyKind.MUNICIPALITY, Optional.of(KITA), "北町", "Kita-machi"),
              new Agency(
                  MINAMI_AGENCY,
                  AgencyKind.MUNICIPALITY,
                  Optional.of(MINAMI),
                  "南町",
                  "Minami-machi"),
              new Agency(
                  PENSION, AgencyKind.PENSION_SERVICE, Optional.empty(), "年金機構", "Pension")));

  private Sample() {}

  public static ColumnKeys keys(TenantId tenant) {
    byte[] data = new byte[32];
    data[0] = (byte) tenant.value().charAt(4);
    byte[] index = new byte[32];
    index[1] = (byte) tenant.value().charAt(4);
    return new ColumnKeys(
        DataKey.of(new SecretKeySpec(data, "AES")),
        BlindIndexKey.of(new SecretKeySpec(index, "HmacSHA256")));
  }

  public static PersonCode code(AgencyCode holder, RandomGenerator random) {
    byte[] drawn = new byte[16];
    random.nextBytes(drawn);
    return new PersonCode(holder, HexFormat.of().formatHex(drawn));
  }

  public static AddresseeNumber addressee(int number) {
    return AddresseeNumber.padded(Integer.toString(number));
  }
}
