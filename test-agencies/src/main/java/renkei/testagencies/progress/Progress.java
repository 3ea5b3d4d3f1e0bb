package renkei.testagencies.progress;

/** Is told how far long work is. Thread-safe. */
public interface Progress {

  /** What is going on at the moment, in a few words. */
  void doing(String what);

  /**
   * Begins a long part; one goes on at a time, and another one's beginning ends it.
   *
   * @param what in a few words
   * @param steps how many it has
   */
  Part begin(String what, long steps);

  /** A long part while it goes on. */
  interface Part extends AutoCloseable {

    /** So many more steps are done. */
    void advance(long steps);

    /** What else is worth saying beside the bar, in a few words; replaces the note before. */
    void note(String note);

    /** It is over. */
    @Override
    void close();
  }

  /** Tells nobody. */
  static Progress silent() {
    return new Progress() {
      @Override
      public void doing(String what) {}

      @Override
      public Part begin(String what, long steps) {
        return new Part() {
          @Override
          public void advance(long more) {}

          @Override
          public void note(String note) {}

          @Override
          public void close() {}
        };
      }
    };
  }
}
