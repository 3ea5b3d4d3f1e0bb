package renkei.tenantstore.load;

import java.util.Optional;
import renkei.codebook.Edition;
import renkei.codebook.InformationCode;
import renkei.signing.AlgorithmTable;

/**
 * What staff decide about the loads of one municipality, and the proof of each, in one transaction
 * of its tenant.
 */
public interface Loads {

  /** What came of an approval. */
  sealed interface Approval {

    /** It is noted; another member of staff has to approve too. */
    record Noted() implements Approval {}

    /** It was the second, and the load counts. */
    record Released(ImportReceipt receipt) implements Approval {}

    /** The same member of staff approved before. */
    record SamePerson() implements Approval {}

    /** No load of this name waits. */
    record NotWaiting() implements Approval {}
  }

  /** Approves a load that changes much. */
  Approval approve(Load.Batch batch, String login);

  /** What came of releasing a load that was a test. */
  sealed interface TestedRelease {

    /** What was looked at is what answers. */
    record Released(ImportReceipt receipt) implements TestedRelease {}

    /** It changes so much of what stands that two members of staff have to approve it. */
    record Waiting(ImportReceipt receipt) implements TestedRelease {}

    /** Nobody signed this load off. */
    record NotSignedOff() implements TestedRelease {}

    /** It is a difference, and the first load that follows a loaded edition must be full. */
    record NotFull() implements TestedRelease {}

    /** No load of this name was tested. */
    record NotTested() implements TestedRelease {}
  }

  /** Makes a tested load count, after it was signed off. */
  TestedRelease release(Load.Batch batch);

  /**
   * Signs an edition off: from now on loads into it may count.
   *
   * @return the load in test mode that was looked at; empty if there is none of this edition, and
   *     then nothing is done
   */
  Optional<Load.Batch> signOff(InformationCode information, Edition edition, String login);

  /**
   * The receipt of a load that came whole, as a file that the municipality signed (JWS): of a load
   * that counts always the same one.
   *
   * @throws renkei.signing.SigningUnavailableException if it cannot be signed now
   */
  Optional<byte[]> receipt(Load.Batch batch, AlgorithmTable algorithms);
}
