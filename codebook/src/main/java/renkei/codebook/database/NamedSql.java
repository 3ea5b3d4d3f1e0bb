package renkei.codebook.database;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * One statement with named parameters ({@code :name}), whose text is read once. It runs without a
 * mapping layer, as {@link Sql} does, and so serves the statements of every exchange too. The text
 * must contain no other colon than that of a cast ({@code ::}). Immutable, thread-safe.
 */
public final class NamedSql {

  private static final Pattern NAME = Pattern.compile("(?<!:):([a-z][A-Za-z]*)");

  private final String text;
  private final List<String> names;
  private final Map<String, List<Integer>> places;

  private NamedSql(String text, List<String> names) {
    this.text = text;
    this.names = List.copyOf(names);
    this.places =
        IntStream.range(0, names.size())
            .boxed()
            .collect(Collectors.groupingBy(this.names::get, Collectors.toUnmodifiableList()));
  }

  /** Reads a statement. A name may stand in it more than once. */
  public static NamedSql of(String text) {
    List<String> names = new ArrayList<>();
    Matcher matcher = NAME.matcher(text);
    String positional =
        matcher.replaceAll(
            found -> {
              names.add(found.group(1));
              return "?";
            });
    return new NamedSql(positional, names);
  }

  /** A run of the statement, in the transaction of {@code handle}; its parameters come next. */
  public Run on(Handle handle) {
    return new Run(handle);
  }

  /**
   * Runs the statement once for each item, in one round trip.
   *
   * @param bindings sets all parameters for one item
   */
  public <T> void batch(Handle handle, Iterable<T> items, BiConsumer<Binds, T> bindings) {
    Sql.batch(
        handle,
        text,
        items,
        item -> {
          Binds binds = new Binds();
          bindings.accept(binds, item);
          return binds::fill;
        });
  }

  /** The values of a statement's parameters. Not thread-safe. */
  public final class Binds {

    private final @Nullable Object[] values = new Object[names.size()];
    private final boolean[] bound = new boolean[names.size()];

    private Binds() {}

    /**
     * Sets one parameter, wherever it stands.
     *
     * @param value a text, number, flag, {@link UUID}, {@link Instant}, {@link
     *     java.time.LocalDate}, byte array, {@link SqlArray} or enum constant (by its name); null
     *     for NULL
     * @throws IllegalArgumentException if the statement has no such parameter
     */
    public Binds bind(String name, @Nullable Object value) {
      List<Integer> stands = places.get(name);
      if (stands == null) {
        throw new IllegalArgumentException("the statement has no parameter " + name);
      }
      for (int place : stands) {
        values[place] = value;
        bound[place] = true;
      }
      return this;
    }

    private void fill(PreparedStatement statement) throws SQLException {
      for (int i = 0; i < values.length; i++) {
        if (!bound[i]) {
          throw new IllegalStateException("nothing is bound to parameter " + names.get(i));
        }
        set(statement, i + 1, values[i]);
      }
    }

    private static void set(PreparedStatement statement, int place, @Nullable Object value)
        throws SQLException {
      switch (value) {
        case null -> statement.setNull(place, Types.NULL);
        case Instant instant -> statement.setObject(place, Sql.time(instant));
        case SqlArray array -> array.set(statement, place);
        case Enum<?> constant -> statement.setString(place, constant.name());
        default -> statement.setObject(place, value);
      }
    }
  }

  /** One run of the statement. Not thread-safe. */
  public final class Run {

    private final Handle handle;
    private final Binds binds = new Binds();

    private Run(Handle handle) {
      this.handle = handle;
    }

    /** As {@link Binds#bind}. */
    public Run bind(String name, @Nullable Object value) {
      binds.bind(name, value);
      return this;
    }

    /** Sets parameters together: those of a fragment, by who owns it. */
    public Run bindAll(Consumer<Binds> bindings) {
      bindings.accept(binds);
      return this;
    }

    /** Runs a query of at most one row. */
    public <T> Optional<T> findOne(Sql.Reading<T> reading) {
      return Sql.findOne(handle, text, binds::fill, reading);
    }

    /** Runs a query, and reads all its rows in their order. */
    public <T> List<T> list(Sql.Reading<T> reading) {
      return Sql.list(handle, text, binds::fill, reading);
    }

    /**
     * Runs a query, and hands its rows over in their order without holding all of them.
     *
     * @param page how many rows are fetched together
     */
    public <T> void forEach(int page, Sql.Reading<T> reading, Consumer<? super T> reader) {
      Sql.forEach(handle, text, page, binds::fill, reading, reader);
    }

    /**
     * Runs a query of exactly one row.
     *
     * @throws IllegalStateException if it has none
     */
    public <T> T one(Sql.Reading<T> reading) {
      return findOne(reading).orElseThrow(() -> new IllegalStateException("a row was expected"));
    }

    /** Changes rows; returns how many. */
    public int update() {
      return Sql.update(handle, text, binds::fill);
    }
  }
}
