package renkei.gateway.staff;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PasswordHashTest {

  /** RFC 7914, section 11: PBKDF2-HMAC-SHA-256, 80000 iterations, the first 32 bytes. */
  @Test
  void derivesWhatTheStandardSays() {
    PasswordHash published =
        new PasswordHash(
            "pbkdf2-hmac-sha256$80000$4e61436c$"
                + "4ddcd8f60b98be21830cee5ef22701f9641a4418d04c0414aeff08876b34ab56");

    assertThat(published.fits("Password")).isTrue();
    assertThat(published.fits("password")).isFalse();
  }

  @Test
  void saltsEachHashAndKeepsItsParameters() {
    PasswordHash one = PasswordHash.of("a password of a test", 1_000);
    PasswordHash other = PasswordHash.of("a password of a test", 1_000);

    assertThat(one.text()).startsWith("pbkdf2-hmac-sha256$1000$").isNotEqualTo(other.text());
    assertThat(one.fits("a password of a test")).isTrue();
    assertThat(one.toString()).doesNotContain("1000");
  }

  @Test
  void takesOnePasswordFromTwoKeyboards() {
    PasswordHash typed = PasswordHash.of("がぎぐげご の 合言葉", 1_000);

    assertThat(typed.fits("か\u3099き\u3099く\u3099け\u3099こ\u3099 の 合言葉")).isTrue();
  }
}
