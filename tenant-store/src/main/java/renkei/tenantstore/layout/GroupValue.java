package renkei.tenantstore.layout;

/** One instance of a group in a record. */
public record GroupValue(GroupCode code, RecordContent content) {}
