package renkei.gateway.bench;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import renkei.codebook.AffairCode;
import renkei.codebook.AgencyCode;
import renkei.codebook.InformationCode;
import renkei.codebook.ItemChoice;
import renkei.codebook.Matter;
import renkei.codebook.PermissionRowId;
import renkei.codebook.ProcedureCode;
import renkei.codebook.Purpose;
import renkei.codebook.directory.Agency;
import renkei.codebook.directory.AgencyDirectory;
import renkei.codebook.directory.BodyClass;
import renkei.codebook.directory.BodyClassId;
import renkei.codebook.directory.Validity;
import renkei.codebook.permission.ConsentRule;
import renkei.codebook.permission.DelegationRule;
import renkei.codebook.permission.PermissionDecision;
import renkei.codebook.permission.PermissionIndex;
import renkei.codebook.permission.PermissionList;
import renkei.codebook.permission.PermissionQuestion;
import renkei.codebook.permission.PermissionRow;

/**
 * What a decision costs by a permission list of many rows, in which every body is in twelve
 * classes.
 */
public final class DecisionBench {

  private static final int CLASSES = 48;
  private static final int CLASSES_OF_A_BODY = 12;
  private static final int PROCEDURES = 500;
  private static final int INFORMATIONS = 14;
  private static final int QUESTIONS = 10_000;
  private static final int WARM_UP_ROUNDS = 30;
  private static final int ROUNDS = 20;

  private final AgencyDirectory directory;
  private final List<AgencyCode> bodies;
  private final LocalDate today;
  private final RandomGenerator random;

  /** Between the bodies of a directory, on this day. */
  public DecisionBench(AgencyDirectory directory, LocalDate today, long seed) {
    this.directory = directory;
    this.bodies =
        directory.agencies().stream()
            .filter(agency -> agency.standsOn(today))
            .map(Agency::code)
            .toList();
    this.today = today;
    this.random = new SplittableRandom(seed);
  }

  /**
   * The mean time of a decision, half of them about what some row allows.
   *
   * @throws IllegalStateException if none of those is allowed
   */
  public BenchFigures decide(int rows) {
    PermissionList list = new PermissionList(1, Validity.ALWAYS, classes(), rows(rows));
    PermissionIndex index = new PermissionIndex(list, directory);
    List<PermissionQuestion> questions = questions(list);
    long nanos = 0;
    int allowed = 0;
    for (int round = -WARM_UP_ROUNDS; round < ROUNDS; round++) {
      long begun = System.nanoTime();
      for (PermissionQuestion question : questions) {
        if (index.decide(question) instanceof PermissionDecision.Allowed) {
          allowed++;
        }
      }
      nanos += round < 0 ? 0 : System.nanoTime() - begun;
    }
    if (allowed == 0) {
      throw new IllegalStateException("the list allows nothing");
    }
    BenchFigures figures = new BenchFigures();
    figures.put("permissionRows", rows);
    figures.put("decisionMicros", nanos / 1e3 / ROUNDS / QUESTIONS);
    return figures;
  }

  /** A body is in those that are equal to its number or one of the eleven before, in a ring. */
  private List<BodyClass> classes() {
    List<BodyClass> classes = new ArrayList<>();
    for (int i = 0; i < CLASSES; i++) {
      Set<BodyClass.Member> members = new HashSet<>();
      for (int body = 0; body < bodies.size(); body++) {
        if (Math.floorMod(i - body, CLASSES) < CLASSES_OF_A_BODY) {
          members.add(new BodyClass.Member.Body(bodies.get(body)));
        }
      }
      if (!members.isEmpty()) {
        classes.add(new BodyClass(classId(i), "種別" + i, "class " + i, members));
      }
    }
    return classes;
  }

  private static BodyClassId classId(int number) {
    return new BodyClassId("C%03d".formatted(number));
  }

  private List<PermissionRow> rows(int rows) {
    int classes = Math.min(CLASSES, bodies.size() + CLASSES_OF_A_BODY - 1);
    PermissionRow.Terms terms =
        new PermissionRow.Terms(
            "", new ConsentRule.NotNeeded(), DelegationRule.NONE, Validity.ALWAYS);
    return IntStream.range(0, rows)
        .mapToObj(
            i ->
                new PermissionRow(
                    new PermissionRowId("R%06d".formatted(i)),
                    classId(random.nextInt(classes)),
                    classId(random.nextInt(classes)),
                    Purpose.LINKAGE,
                    matter(random.nextInt(PROCEDURES), random.nextInt(INFORMATIONS)),
                    terms))
        .toList();
  }

  private static Matter matter(int procedure, int information) {
    return new Matter(
        new AffairCode("JM%014d".formatted(procedure / 10)),
        new ProcedureCode("JT%014d".formatted(procedure)),
        new InformationCode("TM%014d".formatted(information)),
        new ItemChoice.All());
  }

  private List<PermissionQuestion> questions(PermissionList list) {
    return IntStream.range(0, QUESTIONS)
        .mapToObj(
            i ->
                new PermissionQuestion(
                    bodies.get(random.nextInt(bodies.size())),
                    bodies.get(random.nextInt(bodies.size())),
                    Purpose.LINKAGE,
                    i % 2 == 0
                        ? list.rows().get(random.nextInt(list.rows().size())).matter()
                        : matter(random.nextInt(PROCEDURES), random.nextInt(INFORMATIONS)),
                    today))
        .toList();
  }
}
