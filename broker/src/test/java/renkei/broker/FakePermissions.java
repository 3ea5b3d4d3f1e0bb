package renkei.broker;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import renkei.codebook.AffairCode;
import renkei.codebook.PermissionRowId;
import renkei.codebook.ProcedureCode;
import renkei.codebook.database.PlatformTransaction;
import renkei.codebook.database.TenantTransaction;
import renkei.codebook.permission.KeptList;
import renkei.codebook.permission.ListManifest;
import renkei.codebook.permission.ListPart;
import renkei.codebook.permission.ListReceived;
import renkei.codebook.permission.PermissionDecision;
import renkei.codebook.permission.PermissionList;
import renkei.codebook.permission.PermissionListState;
import renkei.codebook.permission.PermissionQuestion;
import renkei.codebook.permission.Permissions;
import renkei.codebook.permission.TwoOperators;

/** A permission list that permits everything and names no affair, unless told otherwise. */
public final class FakePermissions implements Permissions {

  public volatile PermissionDecision decision =
      new PermissionDecision.Allowed(new PermissionRowId("R-1"), 1);
  public volatile Optional<AffairCode> affair = Optional.empty();
  public volatile Optional<PermissionListState> state = Optional.empty();
  public volatile Runnable whileAsked = () -> {};

  /** What it says to each question: the one decision, unless told otherwise. */
  public volatile Function<PermissionQuestion, PermissionDecision> judge = _ -> decision;

  @Override
  public PermissionDecision allow(PermissionQuestion question) {
    whileAsked.run();
    return judge.apply(question);
  }

  @Override
  public Optional<AffairCode> affairOf(ProcedureCode procedure) {
    return affair;
  }

  @Override
  public Optional<PermissionList> inForce() {
    return Optional.empty();
  }

  @Override
  public Optional<PermissionListState> state() {
    return state;
  }

  @Override
  public Optional<PermissionList> find(long version) {
    return Optional.empty();
  }

  @Override
  public List<KeptList> kept() {
    return List.of();
  }

  @Override
  public ListReceived take(ListManifest manifest, byte[] signed, TenantTransaction tx) {
    return new ListReceived.Taken();
  }

  @Override
  public ListReceived take(ListPart part, TenantTransaction tx) {
    return new ListReceived.Taken();
  }

  @Override
  public boolean withdraw(long version, TwoOperators operators, String why) {
    return false;
  }

  @Override
  public boolean withdraw(
      long version, TwoOperators operators, String why, PlatformTransaction tx) {
    return false;
  }

  @Override
  public void close() {}
}
