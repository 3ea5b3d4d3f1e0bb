package renkei.testagencies;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.CatchTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The size of rooms and methods, and how often errors are caught, in the main code of all modules.
 */
class SourcesTest {

  private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();

  private static final int MOST_TYPES = 40;
  private static final int MOST_LINES = 60;
  private static final double MOST_CATCHES_IN_1000_LINES = 5;

  private static final List<Unit> UNITS = new ArrayList<>();

  /**
   * One file.
   *
   * @param types how many it declares at its top
   * @param longMethods those that are too long, with their lines between the braces
   */
  private record Unit(Path file, int lines, int types, int catches, List<String> longMethods) {}

  @BeforeAll
  static void read() throws IOException {
    List<Path> files = files();
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null, manager, null, null, null, manager.getJavaFileObjectsFromPaths(files));
      SourcePositions positions = Trees.instance(task).getSourcePositions();
      for (CompilationUnitTree tree : task.parse()) {
        UNITS.add(unit(tree, positions));
      }
    }
  }

  @Test
  void noPackageHasMoreThanFortyTypes() {
    Map<Path, Integer> types =
        UNITS.stream()
            .collect(
                Collectors.groupingBy(
                    unit -> PROJECT.relativize(unit.file()).getParent(),
                    Collectors.summingInt(Unit::types)));

    assertThat(types).hasSizeGreaterThan(40);
    assertThat(types).allSatisfy((_, count) -> assertThat(count).isLessThanOrEqualTo(MOST_TYPES));
  }

  @Test
  void noMethodHasMoreThanSixtyLines() {
    assertThat(UNITS).flatMap(Unit::longMethods).isEmpty();
  }

  @Test
  void atMostFiveCatchesStandInAThousandLines() {
    int lines = UNITS.stream().mapToInt(Unit::lines).sum();
    int catches = UNITS.stream().mapToInt(Unit::catches).sum();

    assertThat(lines).isGreaterThan(30_000);
    assertThat(1000.0 * catches / lines).isLessThanOrEqualTo(MOST_CATCHES_IN_1000_LINES);
  }

  private static List<Path> files() throws IOException {
    List<Path> files = new ArrayList<>();
    try (Stream<Path> modules = Files.list(PROJECT)) {
      for (Path module : modules.toList()) {
        Path main = module.resolve("src").resolve("main").resolve("java");
        if (Files.isDirectory(main)) {
          try (Stream<Path> all = Files.walk(main)) {
            all.filter(file -> file.toString().endsWith(".java")).forEach(files::add);
          }
        }
      }
    }
    return files;
  }

  private static Unit unit(CompilationUnitTree tree, SourcePositions positions) throws IOException {
    Path file = Path.of(tree.getSourceFile().toUri());
    Counts counts = new Counts(tree, positions);
    counts.scan(tree, null);
    int types = (int) tree.getTypeDecls().stream().filter(ClassTree.class::isInstance).count();
    int lines = Files.readAllLines(file).size();
    return new Unit(file, lines, types, counts.catches, counts.longMethods);
  }

  private static final class Counts extends TreeScanner<@Nullable Void, @Nullable Void> {

    private final CompilationUnitTree unit;
    private final SourcePositions positions;
    private final List<String> longMethods = new ArrayList<>();
    private int catches;

    Counts(CompilationUnitTree unit, SourcePositions positions) {
      this.unit = unit;
      this.positions = positions;
    }

    @Override
    public @Nullable Void visitCatch(CatchTree tree, @Nullable Void nothing) {
      catches++;
      return super.visitCatch(tree, null);
    }

    @Override
    public @Nullable Void visitMethod(MethodTree method, @Nullable Void nothing) {
      @Nullable Tree body = method.getBody();
      if (body != null) {
        long between =
            line(positions.getEndPosition(unit, body))
                - line(positions.getStartPosition(unit, body))
                - 1;
        if (between > MOST_LINES) {
          longMethods.add(unit.getSourceFile().getName() + " " + method.getName() + " " + between);
        }
      }
      return super.visitMethod(method, null);
    }

    private long line(long position) {
      return unit.getLineMap().getLineNumber(position);
    }
  }
}
