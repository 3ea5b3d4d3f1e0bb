package renkei.gateway.staff;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import renkei.codebook.testing.SettableClock;

class SessionsTest {

  private final SettableClock clock = SettableClock.standing(Instant.EPOCH);
  private final Sessions sessions = new Sessions(clock);

  private static Actor actor(String login) {
    return new Actor(Place.PLATFORM, new Login(login), login, "key", Right.OF_OPERATORS);
  }

  @Test
  void endsByItselfAndOnRequest() {
    String one = sessions.begin(actor("sato"));
    String other = sessions.begin(actor("sato"));
    sessions.end(other);
    assertThat(sessions.find(one)).contains(actor("sato"));
    assertThat(sessions.find(other)).isEmpty();

    clock.advance(Sessions.LIFE);
    assertThat(sessions.find(one)).isEmpty();
  }

  @Test
  void givesAPersonAFewAndTakesTheOldestBack() {
    String others = sessions.begin(actor("kato"));
    List<String> own = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      own.add(sessions.begin(actor("sato")));
    }

    assertThat(sessions.find(own.getFirst())).isEmpty();
    assertThat(own.subList(1, 4)).allMatch(id -> sessions.find(id).isPresent());
    assertThat(sessions.find(others)).isPresent();
  }
}
