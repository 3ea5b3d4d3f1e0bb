/**
 * How replicas are loaded: from bytes ({@code CsvReader}) to the lines of a record ({@code
 * RecordReader}) to a record held against its layout ({@code RecordLines}), with {@code
 * Likenesses}, which tells chance from numbers that must not be sent. A caller begins with {@link
 * renkei.tenantstore.load.ReplicaImport}, which ends with a {@link
 * renkei.tenantstore.load.ImportReceipt} of what stands and what does not; where the changes go is
 * a {@link renkei.tenantstore.load.ReplicaSink}. What comes in deals with what municipalities send;
 * it knows the layouts and nothing else of the module: what is read again afterwards is in {@code
 * replica}, the rows are in {@code postgres}.
 */
@NullMarked
package renkei.tenantstore.load;

import org.jspecify.annotations.NullMarked;
