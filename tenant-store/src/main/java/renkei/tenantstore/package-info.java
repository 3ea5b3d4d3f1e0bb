/**
 * What the platform keeps for each tenant, walled off from all others. {@link
 * renkei.tenantstore.TenantStore} is the way in; its rooms:
 *
 * <ul>
 *   <li>{@code layout}: layouts (データ標準レイアウト), and whether a value is of their form
 *   <li>{@code replica}: replicas (副本) as they stand: {@link renkei.tenantstore.replica.Replicas}
 *       says what may be answered and what a flag holds back
 *   <li>{@code load}: how they get there: {@link renkei.tenantstore.load.ReplicaImport}, from bytes
 *       to lines to values held against a layout
 *   <li>{@code record}: exchange records (情報提供等記録), which only grow: {@link
 *       renkei.tenantstore.record.ExchangeRecords}, their hash tree, its signed heads, and how
 *       anybody checks them without the platform
 *   <li>{@code postgres}: all of it as rows and statements; begins at {@code PostgresTenantStore}
 * </ul>
 *
 * <p>This room joins them, and holds what needs no room of its own:
 *
 * <ul>
 *   <li>flags: {@link renkei.tenantstore.Flags} sets and ends the holds (自動応答不可) that keep an
 *       answer waiting for staff, and the protection cases (支援措置) by which a person is answered
 *       about as somebody unknown
 *   <li>results of the tenant's own inquiries: {@link renkei.tenantstore.Results}
 *   <li>the keys all of it is kept under: {@link renkei.tenantstore.TenantKeys}
 * </ul>
 *
 * <p>Arrows run from {@code postgres} to all others, from this room to the rooms it joins, and from
 * {@code replica} and {@code load} to {@code layout}; {@code record} stands alone. Nothing but
 * {@code postgres} knows a driver. The broker and this module do not know each other: the gateway
 * joins them.
 */
@NullMarked
package renkei.tenantstore;

import org.jspecify.annotations.NullMarked;
