@NullMarked
package renkei.tenantstore;

import org.jspecify.annotations.NullMarked;
