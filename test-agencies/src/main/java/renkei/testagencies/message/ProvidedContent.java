package renkei.testagencies.message;

import java.time.LocalDate;
import renkei.testagencies.vocabulary.Edition;

/**
 * What an inquirer was given.
 *
 * @param asOf the day the content was true
 * @param edition of its layout
 * @param content opened
 */
public record ProvidedContent(LocalDate asOf, Edition edition, Content content) {}
