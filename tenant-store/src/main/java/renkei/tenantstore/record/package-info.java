/**
 * Exchange records (情報提供等記録), which only grow, and the proof that they did. A caller begins with
 * {@link renkei.tenantstore.record.ExchangeRecords}; {@link renkei.tenantstore.record.RecordSealer}
 * puts them into the tenant's hash tree and signs its {@link renkei.tenantstore.record.SignedHead};
 * {@link renkei.tenantstore.record.RecordText} is the text that is hashed; {@link
 * renkei.tenantstore.record.RecordExport} and {@link renkei.tenantstore.record.RecordVerification}
 * let anybody check them without the platform. What comes in is written once, and could stand
 * before an auditor; it knows no other room of the module. Rows and tree are in {@code postgres}.
 */
@NullMarked
package renkei.tenantstore.record;

import org.jspecify.annotations.NullMarked;
