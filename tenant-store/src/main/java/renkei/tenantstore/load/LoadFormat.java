package renkei.tenantstore.load;

/** In what form the records of a part come. */
public enum LoadFormat {
  /** CSV, by {@link LineColumns}. */
  CSV,
  /** A JSON object on each line, which is a record with its groups. */
  JSON_LINES
}
