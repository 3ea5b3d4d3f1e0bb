package renkei.gateway.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import renkei.codebook.concurrent.BoundedWait;
import renkei.gateway.http.Entrance;
import renkei.gateway.logging.Refusals;
import renkei.gateway.testing.Loopback;
import renkei.gateway.testing.OpenEntrance;
import renkei.gateway.testing.Parties;
import renkei.gateway.testing.RawCaller;

/**
 * 3,500 connections that never say anything, beside the work of a caller that is known: how long it
 * waits on connections it kept and on new ones, against how long it waits without them. Quiet and
 * loud rounds take turns, so that what else the machine does falls on both. It judges by a clock,
 * and so runs only where somebody asks for it: {@code -Drenkei.strangers=true}.
 */
@EnabledIfSystemProperty(named = "renkei.strangers", matches = "true")
@Timeout(300)
class StrangersLoadTest {

  private static final Logger LOG = LoggerFactory.getLogger(StrangersLoadTest.class);
  private static final Parties PARTIES = Parties.shared();
  private static final int SILENT = 3_500;
  private static final int ROUNDS = 3;
  private static final Duration ROUND = Duration.ofSeconds(6);
  private static final Duration BETWEEN_REQUESTS = Duration.ofMillis(5);
  private static final Duration BETWEEN_CONNECTIONS = Duration.ofMillis(12);
  private static final String REQUEST = "GET /nothing HTTP/1.1\r\nHost: x\r\n\r\n";

  private final SSLContext tls = PARTIES.tls(PARTIES.backend(Parties.KITA));
  private final HttpsDoor door =
      new HttpsDoor(
          "test",
          Loopback.free(),
          PARTIES.tls(PARTIES.platform()),
          HttpsDoor.ClientCertificate.REQUIRED,
          new HttpsDoor.Limits(2_000, 256, 192, 1_000));

  StrangersLoadTest() {
    door.reportTo(new Refusals(new SimpleMeterRegistry(), "test"));
    Entrance entrance = OpenEntrance.at("/something");
    door.messages("/something", _ -> {}, entrance);
    door.open();
  }

  @AfterEach
  void close() {
    door.close();
  }

  /** How long each of many things took; nanoseconds. */
  private record Times(List<Long> kept, List<Long> fresh) {

    Times() {
      this(new ArrayList<>(), new ArrayList<>());
    }

    @Override
    public String toString() {
      return "kept p50 %.1f ms, p99 %.1f ms (%d); new p50 %.1f ms, p99 %.1f ms (%d)"
          .formatted(
              of(kept, 0.5),
              of(kept, 0.99),
              kept.size(),
              of(fresh, 0.5),
              of(fresh, 0.99),
              fresh.size());
    }
  }

  private static double of(List<Long> times, double share) {
    List<Long> sorted = new ArrayList<>(times);
    Collections.sort(sorted);
    return sorted.get((int) Math.min(sorted.size() - 1, share * sorted.size())) / 1e6;
  }

  @Test
  void keepsKnownCallersUnharmedByOneAddress() throws Exception {
    // The very address that the known caller calls from.
    holds("one address", _ -> InetAddress.ofLiteral("127.0.0.1"));
  }

  @Test
  void keepsKnownCallersUnharmedByTwoHundredAddresses() throws Exception {
    holds("200 addresses", i -> InetAddress.ofLiteral("127.0.1." + (1 + i % 200)));
  }

  private void holds(String name, IntFunction<InetAddress> from) throws Exception {
    Times quiet = new Times();
    Times loud = new Times();
    work(new Times());
    for (int round = 0; round < ROUNDS; round++) {
      work(quiet);
      try (Silence strangers = new Silence(from)) {
        work(loud);
        assertThat(strangers.count()).isEqualTo(SILENT);
      }
    }
    LOG.warn("quiet: {}", quiet);
    LOG.warn("beside {} of {}: {}", SILENT, name, loud);
    assertThat(of(loud.kept(), 0.99)).isLessThanOrEqualTo(2 * of(quiet.kept(), 0.99));
    assertThat(of(loud.fresh(), 0.99)).isLessThanOrEqualTo(2 * of(quiet.fresh(), 0.99));
  }

  /** One round of a known caller's work, on a kept connection and on new ones. */
  private void work(Times times) throws Exception {
    long end = System.nanoTime() + ROUND.toNanos();
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      Future<?> kept =
          threads.submit(
              () -> {
                try (RawCaller caller = new RawCaller(tls, door.port())) {
                  paced(end, BETWEEN_REQUESTS, times.kept(), () -> ask(caller));
                }
                return null;
              });
      Future<?> fresh =
          threads.submit(
              () -> {
                paced(end, BETWEEN_CONNECTIONS, times.fresh(), this::askAnew);
                return null;
              });
      kept.get();
      fresh.get();
    }
  }

  /** Begins one after the other, at even moments as far as the one before is over by then. */
  private static void paced(long end, Duration pace, List<Long> times, Runnable work) {
    for (long due = System.nanoTime(); due < end; due += pace.toNanos()) {
      while (System.nanoTime() < due) {
        LockSupport.parkNanos(due - System.nanoTime());
      }
      long begun = System.nanoTime();
      work.run();
      times.add(System.nanoTime() - begun);
    }
  }

  private static void ask(RawCaller caller) {
    try {
      assertThat(caller.ask(REQUEST).status()).isEqualTo(404);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void askAnew() {
    try (RawCaller caller = new RawCaller(tls, door.port())) {
      ask(caller);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** 3,500 connections, opened over half a round and held to its end. */
  private final class Silence implements AutoCloseable {

    private final ConcurrentLinkedQueue<SocketChannel> open = new ConcurrentLinkedQueue<>();
    private final Thread opening;

    Silence(IntFunction<InetAddress> from) {
      opening = Thread.ofPlatform().start(() -> open(from));
    }

    private void open(IntFunction<InetAddress> from) {
      long pace = ROUND.toNanos() / 2 / SILENT;
      long begun = System.nanoTime();
      for (int i = 0; i < SILENT && !Thread.currentThread().isInterrupted(); i++) {
        while (System.nanoTime() < begun + i * pace) {
          LockSupport.parkNanos(pace);
        }
        try {
          SocketChannel channel = SocketChannel.open();
          open.add(channel);
          channel.bind(new InetSocketAddress(from.apply(i), 0));
          channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), door.port()));
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }

    int count() {
      return open.size();
    }

    @Override
    public void close() throws IOException {
      opening.interrupt();
      boolean _ = BoundedWait.reached(() -> opening.join(Duration.ofSeconds(10)));
      for (SocketChannel each : open) {
        each.close();
      }
    }
  }
}
