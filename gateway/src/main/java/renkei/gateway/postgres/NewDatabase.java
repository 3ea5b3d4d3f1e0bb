package renkei.gateway.postgres;

/** Whether an empty database may be made where there is none. */
public enum NewDatabase {
  /** Only where nothing says that there was one: the first start on a data folder. */
  IN_A_NEW_FOLDER,

  /** Not at all: something outside of the database's own folder says that there was one. */
  REFUSED,

  /** Somebody asked for an empty one in the place of one that is gone. */
  WANTED
}
