package renkei.gateway.local;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import renkei.codebook.PermitId;
import renkei.codebook.RecordId;
import renkei.codebook.TenantId;

/**
 * What staff did, one line for each action once it is durable: whose staff, what, and to which
 * permit or record. Never about whom (decision 0403).
 */
final class StaffLog {

  private static final Logger LOG = LoggerFactory.getLogger(StaffLog.class);

  private StaffLog() {}

  /** To a person, who is not named. */
  static void did(TenantId tenant, String action) {
    LOG.info("staff of {} {}", tenant, action);
  }

  static void did(TenantId tenant, String action, PermitId permit) {
    LOG.info("staff of {} {} of permit {}", tenant, action, permit);
  }

  static void did(TenantId tenant, String action, RecordId record) {
    LOG.info("staff of {} {} {}", tenant, action, record);
  }
}
