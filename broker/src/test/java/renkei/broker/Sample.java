package renkei.broker;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import javax.crypto.spec.SecretKeySpec;
import renkei.codebook.AffairCode;
import renkei.codebook.Agency;
import renkei.codebook.AgencyCode;
import renkei.codebook.AgencyDirectory;
import renkei.codebook.AgencyKind;
import renkei.codebook.InformationCode;
import renkei.codebook.PermissionDecision;
import renkei.codebook.PermissionList;
import renkei.codebook.Permissions;
import renkei.codebook.ProcedureCode;
import renkei.codebook.Purpose;
import renkei.codebook.TenantId;
import renkei.codebook.database.ColumnKeys;
import renkei.codebook.database.SealedColumns;
import renkei.codebook.database.TenantTransaction;
import renkei.signing.BlindIndexKey;
import renkei.signing.DataKey;

/** Two municipalities on the platform, and who is around them. */
public final class Sample {

  public static final TenantId KITA = new TenantId("990019");
  public static final TenantId MINAMI = new TenantId("990027");
  public static final AgencyCode KITA_AGENCY = new AgencyCode("9099001900000000");
  public static final AgencyCode MINAMI_AGENCY = new AgencyCode("9099002700000000");
  public static final AgencyCode CORE = new AgencyCode("9000000000000001");
  public static final AgencyCode PENSION = new AgencyCode("9000000000000011");
  public static final AgencyCode NATIONAL = new AgencyCode("9000000000000012");
  public static final AffairCode AFFAIR = new AffairCode("JM00000000000001");
  public static final ProcedureCode PROCEDURE = new ProcedureCode("JT00000000000012");
  public static final InformationCode TAX = new InformationCode("TM00000000000201");

  public static final AgencyDirectory DIRECTORY =
      new AgencyDirectory(
          List.of(
              new Agency(CORE, AgencyKind.CORE, Optional.empty(), "中核", "Core"),
              new Agency(
                  KITA_AGENCY, AgencyKind.MUNICIPALITY, Optional.of(KITA), "北町", "Kita-machi"),
              new Agency(
                  MINAMI_AGENCY,
                  AgencyKind.MUNICIPALITY,
                  Optional.of(MINAMI),
                  "南町",
                  "Minami-machi"),
              new Agency(PENSION, AgencyKind.PENSION_SERVICE, Optional.empty(), "年金機構", "Pension"),
              new Agency(
                  NATIONAL, AgencyKind.NATIONAL_AGENCY, Optional.empty(), "国の機関", "National")));

  /** A permission list that permits nothing. */
  public static final Permissions NOTHING_PERMITTED =
      new Permissions() {
        @Override
        public PermissionDecision allow(
            AgencyCode inquirer,
            AgencyCode provider,
            Purpose purpose,
            AffairCode affair,
            ProcedureCode procedure,
            InformationCode information,
            LocalDate today) {
          return new PermissionDecision.Denied(PermissionDecision.Reason.NO_PERMISSION);
        }

        @Override
        public Optional<AffairCode> affairOf(ProcedureCode procedure) {
          return Optional.empty();
        }

        @Override
        public void replaceWith(PermissionList list) {}

        @Override
        public void replaceWith(PermissionList list, TenantTransaction tx) {}

        @Override
        public void close() {}
      };

  private Sample() {}

  /** Encrypts the rows of a tenant. */
  public static SealedColumns columns(TenantId tenant) {
    return new SealedColumns(tenant, keys(tenant));
  }

  public static ColumnKeys keys(TenantId tenant) {
    byte[] data = new byte[32];
    data[0] = (byte) tenant.value().charAt(4);
    byte[] index = new byte[32];
    index[1] = (byte) tenant.value().charAt(4);
    return new ColumnKeys(
        DataKey.of(new SecretKeySpec(data, "AES")),
        BlindIndexKey.of(new SecretKeySpec(index, "HmacSHA256")));
  }
}
