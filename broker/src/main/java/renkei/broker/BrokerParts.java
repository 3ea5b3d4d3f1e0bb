package renkei.broker;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import renkei.codebook.TenantId;
import renkei.codebook.database.ColumnKeys;
import renkei.codebook.database.Database;
import renkei.codebook.directory.AgencyDirectory;
import renkei.codebook.permission.Permissions;
import renkei.codebook.vault.CodeVaults;

/**
 * What the broker is built from. It closes none of it.
 *
 * @param database where the rows are
 * @param keys each tenant's keys; message bodies and addressee numbers are encrypted under them
 * @param vaults the code vaults
 * @param permissions the platform's copy of the permission list
 * @param directory all agencies; its tenants are the ones served
 * @param queues carries pointers to rows
 * @param throttle limits bulk work
 * @param meters where metrics go
 * @param clock tells the time
 * @param random draws ids; thread-safe
 */
public record BrokerParts(
    Database database,
    Function<TenantId, ColumnKeys> keys,
    CodeVaults vaults,
    Permissions permissions,
    AgencyDirectory directory,
    PointerQueues queues,
    Throttle throttle,
    MeterRegistry meters,
    Clock clock,
    RandomGenerator random) {}
