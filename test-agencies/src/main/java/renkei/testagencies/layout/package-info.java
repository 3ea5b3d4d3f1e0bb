/**
 * The world's own reading of the published layouts (データ標準レイアウト) of form 2. Begins at {@code
 * LayoutFile}; knows nothing of people.
 */
@NullMarked
package renkei.testagencies.layout;

import org.jspecify.annotations.NullMarked;
