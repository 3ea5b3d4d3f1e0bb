package renkei.testagencies.message;

import java.time.LocalDate;
import renkei.testagencies.vocabulary.Purpose;
import renkei.testagencies.vocabulary.RowId;

/**
 * One row of the permission list (照会許可用照合リスト).
 *
 * @param id its name
 * @param inquirers the class of bodies that may ask
 * @param providers the class of bodies that may be asked
 * @param purpose what for
 * @param matter what, and under which procedure
 * @param validFrom first day
 * @param validTo last day
 */
public record Permission(
    RowId id,
    String inquirers,
    String providers,
    Purpose purpose,
    Matter matter,
    LocalDate validFrom,
    LocalDate validTo) {}
