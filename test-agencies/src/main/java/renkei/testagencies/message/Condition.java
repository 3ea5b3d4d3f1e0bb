package renkei.testagencies.message;

import java.time.LocalDate;
import java.time.Year;

/** Which of a person's records is asked for. */
public sealed interface Condition {

  /** The record that holds now. */
  record Current() implements Condition {}

  /** The record that held on a day. */
  record OnDate(LocalDate day) implements Condition {}

  /** The records of fiscal years (年度), by the years in which they begin. */
  record FiscalYears(Year from, Year to) implements Condition {}

  /** The records that held at some time of a period. */
  record Period(LocalDate from, LocalDate to) implements Condition {}
}
