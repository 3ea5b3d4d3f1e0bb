package renkei.tenantstore;

/** Which side of an exchange a tenant was on. */
public enum Role {
  /** It asked (情報照会者). */
  INQUIRER,
  /** It answered (情報提供者). */
  PROVIDER
}
