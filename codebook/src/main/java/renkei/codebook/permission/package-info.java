/**
 * Who may ask whom for what: the permission list (照会許可用照合リスト) that the core signs, and the
 * decisions that follow from it. A caller begins with {@link
 * renkei.codebook.permission.Permissions}, which takes lists in and out of force and decides about
 * agencies; row by row it is decided in {@link renkei.codebook.permission.PermissionIndex}. A list
 * comes as a {@code ListManifest} and {@code ListPart}s; {@code RowLines} reads the rows, {@link
 * renkei.codebook.permission.ListJudgement} says whether the whole may count. What comes in decides
 * or is decided upon; it knows the words of {@code renkei.codebook}, the bodies of {@code
 * directory} and the transactions of {@code database}, and no table: lists are kept in {@code
 * postgres}.
 */
@NullMarked
package renkei.codebook.permission;

import org.jspecify.annotations.NullMarked;
