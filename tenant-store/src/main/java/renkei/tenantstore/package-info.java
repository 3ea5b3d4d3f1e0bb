/**
 * What the platform keeps for each tenant, walled off from all others. {@link
 * renkei.tenantstore.TenantStore} is the way in; its parts:
 *
 * <ul>
 *   <li>replicas (副本): {@link renkei.tenantstore.Replicas} says what may be answered and what a
 *       flag holds back, {@link renkei.tenantstore.ReplicaImport} loads them - from bytes ({@code
 *       CsvReader}) to lines ({@code ReplicaLines}) to values held against a {@link
 *       renkei.tenantstore.Layout} ({@code ItemCheck}, {@code CharacterSet}), with {@code
 *       Likenesses}, which tells chance from numbers that must not be sent; {@link
 *       renkei.tenantstore.Registrations} says what is loaded in full, and ends a doubt
 *   <li>flags: {@link renkei.tenantstore.Flags} sets and ends the holds (自動応答不可) that keep an
 *       answer waiting for staff, and the protection cases (支援措置) by which a person is answered
 *       about as somebody unknown
 *   <li>exchange records (情報提供等記録): {@link renkei.tenantstore.ExchangeRecords}, which only grow;
 *       {@link renkei.tenantstore.RecordSealer} puts them into the tenant's hash tree and signs its
 *       {@link renkei.tenantstore.SignedHead}, {@link renkei.tenantstore.RecordExport} and {@link
 *       renkei.tenantstore.RecordVerification} let anybody check them without the platform
 *   <li>results of the tenant's own inquiries: {@link renkei.tenantstore.Results}
 *   <li>the keys all of it is kept under: {@link renkei.tenantstore.TenantKeys}
 * </ul>
 *
 * <p>What comes in here knows no driver; rows and statements are in {@code
 * renkei.tenantstore.postgres}. The broker and this module do not know each other: the gateway
 * joins them.
 */
@NullMarked
package renkei.tenantstore;

import org.jspecify.annotations.NullMarked;
