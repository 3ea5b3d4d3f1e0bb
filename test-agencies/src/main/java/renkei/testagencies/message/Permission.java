package renkei.testagencies.message;

import java.time.LocalDate;
import renkei.testagencies.vocabulary.AgencyKind;
import renkei.testagencies.vocabulary.Purpose;

/**
 * One row of the permission list (照会許可用照合リスト).
 *
 * @param inquirer which sort of body may ask
 * @param provider which sort of body
 * @param purpose what for
 * @param matter what, and under which procedure
 * @param validFrom first day
 * @param validTo last day
 */
public record Permission(
    AgencyKind inquirer,
    AgencyKind provider,
    Purpose purpose,
    Matter matter,
    LocalDate validFrom,
    LocalDate validTo) {}
