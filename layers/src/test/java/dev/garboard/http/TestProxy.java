package dev.garboard.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// A forward proxy on loopback: tunnels `CONNECT`, answers plain requests itself; asks for a
/// password if it has one.
final class TestProxy implements AutoCloseable {

  private final ServerSocket socket;
  private final String authorization;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<String> heads = new CopyOnWriteArrayList<>();

  /// @param authorization the required `Proxy-Authorization`, or empty
  TestProxy(String authorization) throws IOException {
    this.authorization = authorization;
    this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    threads.execute(this::accept);
  }

  String address() {
    return "127.0.0.1:" + socket.getLocalPort();
  }

  List<String> heads() {
    return heads;
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        Socket client = socket.accept();
        threads.execute(() -> serve(client));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket client) {
    try (client) {
      String head = readHead(client.getInputStream());
      heads.add(head);
      OutputStream out = client.getOutputStream();
      if (!authorization.isEmpty() && !head.contains("Proxy-Authorization: " + authorization)) {
        write(
            out,
            "HTTP/1.1 407 Needed\r\nProxy-Authenticate: Basic realm=\"p\"\r\nContent-Length: 0\r\n\r\n");
      } else if (head.startsWith("CONNECT ")) {
        tunnel(client, head.split(" ", -1)[1].split(":", -1));
      } else {
        write(out, "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nproxy");
      }
    } catch (IOException e) {
      // The other side has gone.
      heads.add("broken: " + e);
    }
  }

  private void tunnel(Socket client, String[] target) throws IOException {
    try (Socket server = new Socket(target[0], Integer.parseInt(target[1]))) {
      write(client.getOutputStream(), "HTTP/1.1 200 Connected\r\n\r\n");
      threads.execute(() -> {
        try {
          server.getInputStream().transferTo(client.getOutputStream());
          client.shutdownOutput();
        } catch (IOException e) {
          heads.add("broken: " + e);
        }
      });
      client.getInputStream().transferTo(server.getOutputStream());
    }
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }

  private static String readHead(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (!head.toString().endsWith("\r\n\r\n")) {
      int c = in.read();
      if (c < 0) {
        throw new IOException("no request");
      }
      head.append((char) c);
    }
    return head.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
    threads.shutdownNow();
  }
}
