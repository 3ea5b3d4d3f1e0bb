package renkei.testagencies.message;

import java.time.LocalDate;

/**
 * What an inquirer was given.
 *
 * @param asOf the day the content was true
 * @param edition of its layout
 * @param content opened
 */
public record Given(LocalDate asOf, Edition edition, Content content) {}
