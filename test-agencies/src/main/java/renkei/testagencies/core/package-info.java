/** The stand-in of the national network's core system (情報提供ネットワークシステム). */
@NullMarked
package renkei.testagencies.core;

import org.jspecify.annotations.NullMarked;
