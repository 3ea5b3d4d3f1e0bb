package renkei.codebook.permission;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import renkei.codebook.AffairCode;
import renkei.codebook.InformationCode;
import renkei.codebook.PermissionRowId;
import renkei.codebook.ProcedureCode;
import renkei.codebook.Purpose;
import renkei.codebook.directory.BodyClassId;
import renkei.codebook.directory.Validity;
import renkei.codebook.permission.PermissionDecision.Reason;

/**
 * The rows of a list as columns, and a hash table with open addressing over their keys: procedure,
 * information, purpose and the class that asks in one {@code long}. Rows of one key are chained in
 * the order of their ids; few differ in nothing but the class that is asked. Immutable.
 */
final class RowTable {

  private static final int PROCEDURE_BITS = 20;
  private static final int INFORMATION_BITS = 16;
  private static final int PURPOSE_BITS = 2;
  private static final int CLASS_BITS = 13;

  private static final int NONE = -1;

  private final Map<ProcedureCode, Integer> procedures = new HashMap<>();
  private final Map<InformationCode, Integer> informations = new HashMap<>();
  private final Map<AffairCode, Integer> affairs = new HashMap<>();
  private final Map<Purpose, Integer> purposes = new EnumMap<>(Purpose.class);
  private final ItemBits bits = new ItemBits();

  private final PermissionRowId[] ids;
  private final int[] affairOf;
  private final int[] askedOf;
  private final long[] from;
  private final long[] to;
  private final ConsentRule[] consent;
  private final DelegationRule[] delegation;

  /** As {@link ItemBits} has them. */
  private final long[][] items;

  private final long[] keys;
  private final int[] first;
  private final int[] next;

  /**
   * Throws {@link IllegalArgumentException} if a row names a class without a place, or there are
   * more codes than a key has room for.
   *
   * @param rows in the order of their ids
   */
  RowTable(List<PermissionRow> rows, Map<BodyClassId, Integer> classes) {
    int size = rows.size();
    ids = new PermissionRowId[size];
    affairOf = new int[size];
    askedOf = new int[size];
    from = new long[size];
    to = new long[size];
    consent = new ConsentRule[size];
    delegation = new DelegationRule[size];
    items = new long[size][];
    next = new int[size];
    int slots = Integer.highestOneBit(Math.max(8, size)) << 2;
    keys = new long[slots];
    first = new int[slots];
    Arrays.fill(first, NONE);
    for (int row = 0; row < size; row++) {
      fill(row, rows.get(row), classes);
    }
    for (int row = size - 1; row >= 0; row--) {
      put(row, key(rows.get(row), classes));
    }
  }

  private void fill(int row, PermissionRow one, Map<BodyClassId, Integer> classes) {
    Validity validity = one.terms().validity();
    ids[row] = one.id();
    affairOf[row] = number(one.matter().affair(), affairs, Integer.SIZE - 1);
    askedOf[row] = place(one, one.providers(), classes);
    from[row] = validity.from().map(LocalDate::toEpochDay).orElse(Long.MIN_VALUE);
    to[row] = validity.to().map(LocalDate::toEpochDay).orElse(Long.MAX_VALUE);
    consent[row] = one.terms().consent();
    delegation[row] = one.terms().delegation();
    items[row] = bits.covered(one.matter().information(), one.matter().items());
  }

  private static <T> int number(T code, Map<T, Integer> numbers, int bits) {
    int number = numbers.computeIfAbsent(code, _ -> numbers.size());
    if (number >>> bits != 0) {
      throw new IllegalArgumentException("the list names too many codes: " + numbers.size());
    }
    return number;
  }

  private static int place(
      PermissionRow row, BodyClassId named, Map<BodyClassId, Integer> classes) {
    Integer place = classes.get(named);
    if (place == null) {
      throw new IllegalArgumentException(
          "row " + row.id() + " names class " + named + ", which the list does not have");
    }
    if (place >>> CLASS_BITS != 0) {
      throw new IllegalArgumentException("the list has too many classes: " + classes.size());
    }
    return place;
  }

  private long key(PermissionRow row, Map<BodyClassId, Integer> classes) {
    return key(
            number(row.matter().procedure(), procedures, PROCEDURE_BITS),
            number(row.matter().information(), informations, INFORMATION_BITS),
            number(row.purpose(), purposes, PURPOSE_BITS))
        | place(row, row.inquirers(), classes);
  }

  /** Without the class that asks. */
  private static long key(int procedure, int information, int purpose) {
    long matter = ((long) procedure << INFORMATION_BITS) | information;
    return ((matter << PURPOSE_BITS) | purpose) << CLASS_BITS;
  }

  /** In front of the rows of the same key that are there: those have greater ids. */
  private void put(int row, long key) {
    int slot = slot(key);
    keys[slot] = key;
    next[row] = first[slot];
    first[slot] = row;
  }

  /** Where a key is, or would be put: there it is empty. Half of the slots at most are taken. */
  private int slot(long key) {
    int mask = keys.length - 1;
    long mixed = key * 0x9E3779B97F4A7C15L;
    int slot = (int) (mixed ^ (mixed >>> Integer.SIZE)) & mask;
    while (first[slot] != NONE && keys[slot] != key) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  /**
   * Why it is denied, or by which row it is not.
   *
   * @param asking the places of the classes of the side that asks
   * @param asked those of the other side, ascending
   * @param delegated whether everybody for whom a side acts has delegated that to it
   */
  Found find(PermissionQuestion question, int[] asking, int[] asked, boolean delegated) {
    Integer procedure = procedures.get(question.matter().procedure());
    Integer information = informations.get(question.matter().information());
    Integer affair = affairs.get(question.matter().affair());
    Integer purpose = purposes.get(question.purpose());
    if (procedure == null || information == null || affair == null || purpose == null) {
      return new Found.None(Reason.NO_PERMISSION);
    }
    Look look = new Look(question, affair, asked, delegated);
    long matter = key(procedure, information, purpose);
    for (int one : asking) {
      look.along(first[slot(matter | one)]);
    }
    return look.found();
  }

  /** What came of looking. */
  sealed interface Found {

    /** The row with the lowest id that allows it. */
    record Row(PermissionRowId id) implements Found {}

    /** No row does. */
    record None(Reason reason) implements Found {}
  }

  /** One question on its way through the rows. */
  private final class Look {

    private final PermissionQuestion question;
    private final int affair;
    private final int[] asked;
    private final boolean delegated;
    private final long day;
    private final long[] wanted;
    private int best = NONE;
    private Reason reason = Reason.NO_PERMISSION;

    Look(PermissionQuestion question, int affair, int[] asked, boolean delegated) {
      this.question = question;
      this.affair = affair;
      this.asked = asked;
      this.delegated = delegated;
      this.day = question.today().toEpochDay();
      this.wanted = bits.wanted(question.matter().information(), question.matter().items());
    }

    /** Along the rows of one key, as long as they have lower ids than the best so far. */
    void along(int begin) {
      for (int row = begin; row != NONE && (best == NONE || row < best); row = next[row]) {
        look(row);
      }
    }

    Found found() {
      return best == NONE ? new Found.None(reason) : new Found.Row(ids[best]);
    }

    private void look(int row) {
      if (affairOf[row] != affair
          || day < from[row]
          || day > to[row]
          || Arrays.binarySearch(asked, askedOf[row]) < 0) {
        return;
      }
      Optional<Reason> against = against(row);
      if (against.isEmpty()) {
        best = row;
      } else if (against.get().compareTo(reason) > 0) {
        reason = against.get();
      }
    }

    /** In the order of {@link Reason}: the last that is reached is the one that is told. */
    private Optional<Reason> against(int row) {
      if (!ItemBits.covers(items[row], wanted)) {
        return Optional.of(Reason.ITEMS_NOT_PERMITTED);
      }
      if (!delegation[row].allows(question.delegation())) {
        return Optional.of(Reason.DELEGATION_NOT_PERMITTED);
      }
      if (!delegated) {
        return Optional.of(Reason.DELEGATION_NOT_GIVEN);
      }
      return consent[row].isMetBy(question.consent(), question.today())
          ? Optional.empty()
          : Optional.of(Reason.CONSENT_MISSING);
    }
  }
}
