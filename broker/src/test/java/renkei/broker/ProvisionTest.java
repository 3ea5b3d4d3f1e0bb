package renkei.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static renkei.broker.Sample.KITA;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import renkei.codebook.Lane;

class ProvisionTest {

  @TempDir Path journal;
  private TestWorld world;

  @BeforeEach
  void start() {
    world = new TestWorld(TestPostgres.shared(), journal);
  }

  @AfterEach
  void stop() {
    world.close();
  }

  @Test
  void answersAPermittedInquiryOnceAndRecordsIt() {
    world.broker.start();
    assertThat(world.broker.accept(world.asks(world.permit(Lane.COUNTER), 1)))
        .isInstanceOf(Acceptance.Accepted.class);

    Await.until("the answer is delivered", () -> world.network.delivered("answer") == 1);
    world.settled();

    assertThat(world.outcomes("PROVIDER")).containsExactly("PROVIDED");
    assertThat(world.count("SELECT count(*) FROM provision WHERE state = 'DELIVERED'"))
        .isEqualTo(1);
    assertThat(world.broker.held(KITA)).isEmpty();
  }
}
