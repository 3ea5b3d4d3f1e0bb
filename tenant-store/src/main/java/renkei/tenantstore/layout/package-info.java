/**
 * Layouts (データ標準レイアウト): what records of an information code look like in an edition, and whether a
 * record looks like it. A caller begins with {@link renkei.tenantstore.layout.LayoutShelf}, which
 * takes signed files and keeps every edition, or with {@link renkei.tenantstore.layout.Layouts},
 * which finds a {@link renkei.tenantstore.layout.Layout}.
 *
 * <ul>
 *   <li>From file to layout: {@code LayoutFile} reads, {@code Members} names what is wrong in it,
 *       {@code LayoutRules} holds the parts against each other; what is refused is a {@code
 *       LayoutRefusal}
 *   <li>Records: {@link renkei.tenantstore.layout.RecordContent} is held against a layout by {@link
 *       renkei.tenantstore.layout.ContentCheck}, value by value ({@code ItemCheck}, {@code
 *       CharacterSet}, {@code KanaForms}), group by group and across; {@code ContentText} is how it
 *       is kept, {@code Conversion} makes it one of the edition before or after
 *   <li>An {@link renkei.tenantstore.layout.Objection} is what is said against a value, without
 *       quoting it
 * </ul>
 *
 * <p>What comes in is true of every tenant; this is the lowest room of the module and knows no
 * other. Go on to {@code load}, which holds files against layouts, and to {@code replica}, which
 * keeps what passed.
 */
@NullMarked
package renkei.tenantstore.layout;

import org.jspecify.annotations.NullMarked;
