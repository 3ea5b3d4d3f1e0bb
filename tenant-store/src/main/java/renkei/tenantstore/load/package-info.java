/**
 * How replicas are loaded, at once or in parts ({@code PartStream}): from bytes ({@code CsvReader},
 * {@code JsonLines}) to the lines of a record ({@code RecordReader}) to a record held against its
 * layout ({@code RecordLines}), with {@code Likenesses}, which tells chance from numbers that must
 * not be sent; {@code ImportProgress} hands them on in batches, and {@code LoadEnd} ends a load. A
 * caller begins with {@link renkei.tenantstore.load.ReplicaImport}, which ends with a {@link
 * renkei.tenantstore.load.ImportReceipt} of what stands and what does not; what staff decide about
 * a load is in {@link renkei.tenantstore.load.Loads}; where the changes go is a {@link
 * renkei.tenantstore.load.ReplicaSink}. What comes in deals with what municipalities send; it knows
 * the layouts and nothing else of the module: what is read again afterwards is in {@code replica},
 * the rows are in {@code postgres}.
 */
@NullMarked
package renkei.tenantstore.load;

import org.jspecify.annotations.NullMarked;
