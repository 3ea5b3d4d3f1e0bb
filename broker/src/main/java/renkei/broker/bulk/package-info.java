/**
 * When bulk work may begin: inside its hours ({@link renkei.broker.bulk.BulkHours}) and no faster
 * than its throttle lets it ({@link renkei.broker.bulk.BulkGate}). What comes in decides on when,
 * never on what; release, fairness, campaigns and quotes belong here.
 */
@NullMarked
package renkei.broker.bulk;

import org.jspecify.annotations.NullMarked;
