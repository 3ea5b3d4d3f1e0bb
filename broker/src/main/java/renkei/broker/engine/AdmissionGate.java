package renkei.broker.engine;

import renkei.broker.Pointer;

/** Says when work may begin. Thread-safe. */
public interface AdmissionGate {

  /** Whether a piece of work may begin. */
  enum Admission {
    /** Now. */
    ADMITTED,
    /** Not now: its pointer has been requeued. */
    REQUEUED,
    /** Not in this process: it is stopping. */
    STOPPING
  }

  /** Waits a little for leave to begin. Work that has begun before does not wait. */
  Admission admit(Pointer pointer);

  /** As {@link #admit} without any waiting: false if it may not begin now; nothing is requeued. */
  boolean admitsNow(Pointer pointer);
}
