/**
 * Layouts (データ標準レイアウト): which items an information code has in an edition, of what form each is,
 * and whether a value is of that form. A caller begins with {@link
 * renkei.tenantstore.layout.Layouts}, which finds a {@link renkei.tenantstore.layout.Layout};
 * {@link renkei.tenantstore.layout.ItemCheck} holds one value against its item, {@code
 * CharacterSet} says which characters there are, and an {@link renkei.tenantstore.layout.Objection}
 * is what is said against a value, without quoting it. The layouts themselves are data files, which
 * {@code LayoutFiles} reads. What comes in is true of every tenant; this is the lowest room of the
 * module and knows no other. Go on to {@code load}, which holds files against layouts, and to
 * {@code replica}, which keeps what passed.
 */
@NullMarked
package renkei.tenantstore.layout;

import org.jspecify.annotations.NullMarked;
