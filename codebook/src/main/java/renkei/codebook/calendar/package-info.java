/**
 * The calendar of Japanese public bodies: eras (元号) by a data table, fiscal years (年度), and days of
 * which only a part is known. Everything inside the platform is ISO; an era is how a day is printed
 * for people and how people write it. The lowest room: it knows no other.
 */
@NullMarked
package renkei.codebook.calendar;

import org.jspecify.annotations.NullMarked;
