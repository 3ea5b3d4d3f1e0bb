package renkei.codebook.permission;

import java.time.LocalDate;

/**
 * Which permission list decides.
 *
 * @param version of the list in force
 * @param validFrom its first day
 * @param validTo its last day; after it everything is refused
 * @param newest the greatest version kept: greater than {@code version} if a list waits for its
 *     first day
 */
public record PermissionListState(
    long version, LocalDate validFrom, LocalDate validTo, long newest) {}
