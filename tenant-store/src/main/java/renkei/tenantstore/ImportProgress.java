package renkei.tenantstore;

import java.util.ArrayList;
import java.util.List;
import renkei.codebook.Edition;
import renkei.codebook.InformationCode;

/** Counts one load and commits it in batches. A line counts as committed once its batch is. */
final class ImportProgress {

  /** Lines committed together. */
  private static final int BATCH = 500;

  private final ReplicaSink sink;
  private final InformationCode information;
  private final Edition edition;
  private final List<ReplicaChange> batch = new ArrayList<>();
  private final List<ImportError> errors = new ArrayList<>();
  private long waiting;
  private long received;
  private long committed;
  private long refused;
  private long nameless;
  private long forbidden;
  private long omitted;
  private long doubted;

  ImportProgress(ReplicaSink sink, InformationCode information, Edition edition) {
    this.sink = sink;
    this.information = information;
    this.edition = edition;
  }

  void take(ReplicaLines.Line line) {
    received++;
    switch (line) {
      case ReplicaLines.Line.Good(ReplicaChange change) -> {
        waiting++;
        add(change);
      }
      case ReplicaLines.Line.Bad(var found, var subject) -> {
        refused++;
        found.forEach(this::report);
        subject.ifPresentOrElse(
            person -> add(new ReplicaChange.Unreadable(person)), () -> nameless++);
      }
    }
  }

  private void report(ImportError error) {
    if (error.isForbidden()) {
      forbidden++;
    }
    if (errors.size() < ImportReceipt.ERRORS) {
      errors.add(error);
    } else {
      omitted++;
    }
  }

  private void add(ReplicaChange change) {
    batch.add(change);
    if (batch.size() == BATCH) {
      flush();
    }
  }

  void flush() {
    if (!batch.isEmpty()) {
      sink.commit(information, edition, List.copyOf(batch));
    }
    committed += waiting;
    waiting = 0;
    batch.clear();
    if (nameless > doubted) {
      sink.doubt(information);
      doubted = nameless;
    }
  }

  void finish(ReplicaImport.Load load) {
    flush();
    // A load of which nothing could be taken says nothing about anybody.
    if (load == ReplicaImport.Load.FULL && committed > 0) {
      sink.register(information, nameless == 0);
    }
  }

  boolean isEmpty() {
    return received == 0;
  }

  ImportReceipt receipt() {
    return new ImportReceipt(received, committed, refused, nameless, forbidden, errors, omitted);
  }
}
