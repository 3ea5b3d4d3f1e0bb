package renkei.testagencies.rest;

import java.security.cert.X509Certificate;
import java.util.List;

/** One body's REST door. Called by many threads at once. */
interface Door {

  /**
   * What it says of itself to whoever opens it by hand.
   *
   * @param path its own path, such as {@code /my-portal}
   * @param ja its name
   * @param en the same in English
   * @param files the key files, of the folder {@code pki/world}, of those who are let in
   * @param calls what can be called
   */
  record Sign(String path, String ja, String en, String files, List<Usage> calls) {}

  /**
   * One thing that can be called.
   *
   * @param call method and path, with what goes into it
   * @param ja what it is for
   * @param en the same in English
   */
  record Usage(String call, String ja, String en) {}

  /** What it says of itself. */
  Sign sign();

  /** Whether somebody may have anything done here. */
  boolean admits(X509Certificate caller);

  /**
   * Answers a call below its path.
   *
   * @throws IllegalArgumentException if the call is malformed; says what was expected
   * @throws InterruptedException if the world ends meanwhile
   */
  Answer answer(Call call) throws InterruptedException;
}
