/**
 * The stand-in of the national network's core system (情報提供ネットワークシステム): person codes, the permission
 * list, permits, records of what was asked; and of the resident network, which tells it whom a
 * serial number is about. It never sees content.
 */
@NullMarked
package renkei.testagencies.core;

import org.jspecify.annotations.NullMarked;
