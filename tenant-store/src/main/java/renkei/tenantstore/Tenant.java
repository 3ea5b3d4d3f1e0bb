package renkei.tenantstore;

import renkei.codebook.AgencyCode;
import renkei.codebook.TenantId;

/** One municipality on the platform, and the agency it is on the national network. */
public record Tenant(TenantId id, AgencyCode agency) {}
