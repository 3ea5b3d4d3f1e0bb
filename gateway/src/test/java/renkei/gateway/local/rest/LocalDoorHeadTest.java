package renkei.gateway.local.rest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static renkei.gateway.local.rest.LocalBench.INFORMATION;
import static renkei.gateway.local.rest.LocalBench.PARTIES;
import static renkei.gateway.local.rest.LocalBench.inquiry;
import static renkei.gateway.local.rest.LocalBench.path;
import static renkei.gateway.local.rest.LocalBench.person;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import renkei.gateway.local.RequestError;
import renkei.gateway.testing.Parties;
import renkei.gateway.testing.RawCaller;

/** What the local door refuses by the head of a request, before it reads the body. */
@Timeout(120)
class LocalDoorHeadTest {

  private static final String LOADS = "/replicas/" + INFORMATION + "/2026-06?load=difference";
  private static final String CSV =
      "operation,addressee_number,record_key,sequence,as_of,valid_from,valid_to,group,instance,TK00000000020001,TK00000000020002,TK00000000020009,"
          + "TK00000000020010,TK00000000020015,TK00000000020016,TK00000000020017,"
          + "TK00000000020018\r\n";

  private static LocalBench bench;

  @BeforeAll
  static void open() {
    bench = new LocalBench();
  }

  @AfterAll
  static void close() {
    bench.close();
  }

  private static RawCaller raw() {
    return new RawCaller(PARTIES.tls(PARTIES.backend(Parties.KITA)), bench.door.port());
  }

  private static String head(String method, String below, String... headers) {
    return method
        + " "
        + path(below)
        + " HTTP/1.1\r\nHost: x\r\n"
        + String.join("", List.of(headers).stream().map(each -> each + "\r\n").toList())
        + "\r\n";
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json;charset=foo",
        "application/json;charset=\"",
        "application/json;charset=",
        "application/json;charset=us-ascii",
        "application/json;charset=utf-8;charset=utf-16"
      })
  void refusesCharacterSetsOtherThanUtf8InItsOwnForm(String type) {
    bench.refuses(
        RequestError.UNSUPPORTED_MEDIA_TYPE,
        List.of(),
        () ->
            bench.backend.send(
                "POST", path("/inquiries"), type, inquiry("x", person()).getBytes(UTF_8)));
  }

  @Test
  void refusesACharacterSetThatIsNotEvenAscii() throws Exception {
    try (RawCaller caller = raw()) {
      RawCaller.Answer answer =
          caller.ask(
              head(
                  "POST",
                  "/inquiries",
                  "Content-Type: application/json;charset=\u00e3\u0081\u0082",
                  "Content-Length: 0"));

      assertThat(answer.status()).isEqualTo(415);
      assertThat(answer.body()).contains("unsupported-media-type");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/csv",
        "text/csv; charset=\"utf-8\"",
        "text/csv;charset=UTF8",
        "Text/CSV; header=present; Charset=Utf-8"
      })
  void takesUtf8ByAnyOfItsNamesQuotedOrNot(String type) {
    byte[] csv =
        (CSV + "PUT," + person() + ",2026,20260601,2026-06-01,,,,,2026,1,1,2,3,4,5,6\r\n")
            .getBytes(UTF_8);

    HttpResponse<String> response = bench.backend.send("POST", path(LOADS), type, csv);

    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "identity, gzip", "aes128gcm"})
  void refusesEncodedBodiesAndNamesTheEncodingTaken(String coding) {
    bench.refuses(
        RequestError.UNSUPPORTED_MEDIA_TYPE,
        List.of(),
        () -> {
          HttpResponse<String> response =
              bench.backend.send(
                  HttpRequest.newBuilder(bench.backend.at(path("/inquiries")))
                      .header("Content-Type", "application/json")
                      .header("Content-Encoding", coding)
                      .POST(BodyPublishers.ofString(inquiry("x", person()))));
          assertThat(response.headers().firstValue("Accept-Encoding")).contains("identity");
          return response;
        });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/inquiries | GET, HEAD, POST",
        "/serial-numbers | POST",
        "/records | GET, HEAD",
        "/records/head | GET, HEAD",
        "/protection-cases/0000KITA0000001 | DELETE, PUT",
        "/cases | GET, HEAD",
        "/replicas/TM00000000000201/2026-06 | POST"
      })
  void saysWithEach405WhatIsAllowed(String below, String allowed) throws Exception {
    for (String method : List.of("PATCH", "TRACE", "OPTIONS")) {
      try (RawCaller caller = raw()) {
        RawCaller.Answer answer = caller.ask(head(method, below));

        assertThat(answer.status()).as(method).isEqualTo(405);
        assertThat(answer.header("Allow")).contains(allowed);
        assertThat(answer.body()).contains("method-not-allowed").doesNotContain("TRACE /");
      }
    }
  }

  @Test
  void keepsWhatItSaysOutOfCachesAndFromBeingTakenForSomethingElse() throws Exception {
    try (RawCaller caller = raw()) {
      hardened(caller.ask(head("GET", "/records?role=INQUIRER")), 200);
      hardened(caller.ask(head("GET", "/nothing")), 404);
      hardened(caller.ask(head("PATCH", "/records")), 405);
      hardened(
          caller.ask("GET " + path("/persons/%zz/code") + " HTTP/1.1\r\nHost: x\r\n\r\n"), 400);
    }
  }

  private static void hardened(RawCaller.Answer answer, int status) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    assertThat(answer.header("Cache-Control")).contains("no-store");
    assertThat(answer.header("Strict-Transport-Security")).contains("max-age=31536000");
    assertThat(answer.header("X-Content-Type-Options")).contains("nosniff");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "fffffffffffffffff", "zz"})
  void tellsTheSenderOfAMalformedChunkThatTheRequestIsAtFault(String size) throws Exception {
    try (RawCaller caller = raw()) {
      RawCaller.Answer answer =
          caller.ask(
              head(
                      "POST",
                      "/inquiries",
                      "Content-Type: application/json",
                      "Transfer-Encoding: chunked")
                  + size
                  + "\r\n{}\r\n0\r\n\r\n");

      assertThat(answer.status()).as(answer.body()).isEqualTo(400);
      assertThat(answer.body()).contains("bad-request").doesNotContain("send");
    }
  }

  @Test
  void tellsTheSameInTheMiddleOfALoad() throws Exception {
    try (RawCaller caller = raw()) {
      String first =
          CSV + "PUT," + person() + ",2026,20260601,2026-06-01,,,,,2026,1,1,2,3,4,5,6\r\n";

      RawCaller.Answer answer =
          caller.ask(
              head("POST", LOADS, "Content-Type: text/csv", "Transfer-Encoding: chunked")
                  + Integer.toHexString(first.length())
                  + "\r\n"
                  + first
                  + "\r\n-1\r\n");

      assertThat(answer.status()).as(answer.body()).isEqualTo(400);
      assertThat(answer.body()).contains("bad-request").doesNotContain("send");
    }
  }
}
