package renkei.signing.tls;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.KeyManagementException;
import java.security.SecureRandom;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLContextSpi;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * A context of the JDK whose engines, sockets and parameters start with TLS 1.3 alone. The JDK's
 * own "TLSv1.3" context still accepts TLS 1.2 as a server.
 */
final class TlsThirteenContext extends SSLContext {

  private static final String[] PROTOCOLS = {"TLSv1.3"};

  private TlsThirteenContext(SSLContext context) {
    super(new Spi(context), context.getProvider(), context.getProtocol());
  }

  static SSLContext over(SSLContext context) {
    return new TlsThirteenContext(context);
  }

  private static SSLEngine only(SSLEngine engine) {
    engine.setEnabledProtocols(PROTOCOLS);
    return engine;
  }

  private static SSLParameters only(SSLParameters parameters) {
    parameters.setProtocols(PROTOCOLS);
    return parameters;
  }

  private static final class Spi extends SSLContextSpi {

    private final SSLContext context;

    Spi(SSLContext context) {
      this.context = context;
    }

    @Override
    protected void engineInit(
        KeyManager @Nullable [] keys,
        TrustManager @Nullable [] trust,
        @Nullable SecureRandom random)
        throws KeyManagementException {
      throw new KeyManagementException("made with its identity and its trust");
    }

    @Override
    protected SSLSocketFactory engineGetSocketFactory() {
      return new Sockets();
    }

    @Override
    protected SSLServerSocketFactory engineGetServerSocketFactory() {
      return new ServerSockets();
    }

    @Override
    protected SSLEngine engineCreateSSLEngine() {
      return only(context.createSSLEngine());
    }

    @Override
    protected SSLEngine engineCreateSSLEngine(String host, int port) {
      return only(context.createSSLEngine(host, port));
    }

    @Override
    protected SSLSessionContext engineGetServerSessionContext() {
      return context.getServerSessionContext();
    }

    @Override
    protected SSLSessionContext engineGetClientSessionContext() {
      return context.getClientSessionContext();
    }

    @Override
    protected SSLParameters engineGetDefaultSSLParameters() {
      return only(context.getDefaultSSLParameters());
    }

    @Override
    protected SSLParameters engineGetSupportedSSLParameters() {
      return only(context.getSupportedSSLParameters());
    }

    private final class Sockets extends SSLSocketFactory {

      private static Socket only(Socket socket) {
        ((SSLSocket) socket).setEnabledProtocols(PROTOCOLS);
        return socket;
      }

      @Override
      public String[] getDefaultCipherSuites() {
        return context.getSocketFactory().getDefaultCipherSuites();
      }

      @Override
      public String[] getSupportedCipherSuites() {
        return context.getSocketFactory().getSupportedCipherSuites();
      }

      @Override
      public Socket createSocket() throws IOException {
        return only(context.getSocketFactory().createSocket());
      }

      @Override
      public Socket createSocket(Socket below, String host, int port, boolean close)
          throws IOException {
        return only(context.getSocketFactory().createSocket(below, host, port, close));
      }

      @Override
      public Socket createSocket(String host, int port) throws IOException {
        return only(context.getSocketFactory().createSocket(host, port));
      }

      @Override
      public Socket createSocket(String host, int port, InetAddress local, int localPort)
          throws IOException {
        return only(context.getSocketFactory().createSocket(host, port, local, localPort));
      }

      @Override
      public Socket createSocket(InetAddress host, int port) throws IOException {
        return only(context.getSocketFactory().createSocket(host, port));
      }

      @Override
      public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort)
          throws IOException {
        return only(context.getSocketFactory().createSocket(host, port, local, localPort));
      }
    }

    private final class ServerSockets extends SSLServerSocketFactory {

      /** As {@link ServerSocket#ServerSocket(int)} has it. */
      private static final int DEFAULT_BACKLOG = 50;

      private static ServerSocket only(ServerSocket socket) {
        ((SSLServerSocket) socket).setEnabledProtocols(PROTOCOLS);
        return socket;
      }

      @Override
      public String[] getDefaultCipherSuites() {
        return context.getServerSocketFactory().getDefaultCipherSuites();
      }

      @Override
      public String[] getSupportedCipherSuites() {
        return context.getServerSocketFactory().getSupportedCipherSuites();
      }

      @Override
      public ServerSocket createServerSocket() throws IOException {
        return only(context.getServerSocketFactory().createServerSocket());
      }

      @Override
      public ServerSocket createServerSocket(int port) throws IOException {
        return createServerSocket(port, DEFAULT_BACKLOG);
      }

      @Override
      public ServerSocket createServerSocket(int port, int backlog) throws IOException {
        return createServerSocket(port, backlog, null);
      }

      @Override
      public ServerSocket createServerSocket(int port, int backlog, @Nullable InetAddress address)
          throws IOException {
        return only(context.getServerSocketFactory().createServerSocket(port, backlog, address));
      }
    }
  }
}
