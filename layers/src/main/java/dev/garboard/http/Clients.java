package dev.garboard.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/// The JDK's clients, one for `http` and one for `https`, each made at its first use: no TLS is set
/// up before it is needed.
final class Clients implements AutoCloseable {

  private final HttpSettings settings;
  private @Nullable HttpClient plain;
  private @Nullable HttpClient secure;

  Clients(HttpSettings settings) {
    this.settings = settings;
  }

  /// The client for this URL's scheme.
  ///
  /// @throws HttpFailedException when the trusted certificates cannot be read
  synchronized HttpClient forUrl(URI url) throws HttpFailedException {
    if (Realm.of(url).scheme().equals("https")) {
      HttpClient client = secure == null ? newClient(tls(url)) : secure;
      secure = client;
      return client;
    }
    HttpClient client = plain == null ? newClient(NoTls.context()) : plain;
    plain = client;
    return client;
  }

  /// Makes the client for a URL before it is needed.
  void prepare(URI url) {
    try {
      HttpClient _ = forUrl(url);
    } catch (HttpFailedException | UncheckedIOException e) {
      // The first request tries again, and names what it was for.
    }
  }

  private HttpClient newClient(SSLContext context) {
    return HttpClient.newBuilder()
        .connectTimeout(settings.connectTimeout())
        .followRedirects(HttpClient.Redirect.NEVER)
        .proxy(new Selector(settings.proxies()))
        .sslContext(context)
        .build();
  }

  private SSLContext tls(URI url) throws HttpFailedException {
    List<Path> files;
    CertificateBundle bundle;
    try {
      files = settings.trust().files();
      bundle = CertificateBundle.read(files);
    } catch (IOException e) {
      throw new HttpFailedException(
          new HttpProblem.TrustUnreadable(RedactedUrl.of(url), String.valueOf(e.getMessage())));
    }
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      TrustManager[] trust = {new BundleTrust(bundle)};
      context.init(null, files.isEmpty() ? null : trust, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new HttpFailedException(
          new HttpProblem.TlsFailed(RedactedUrl.of(url), String.valueOf(e.getMessage())));
    }
  }

  /// Ends all transfers. Without it the process lingers for 300 ms after its last line.
  @Override
  public synchronized void close() {
    for (HttpClient client : Arrays.asList(plain, secure)) {
      if (client != null) {
        client.shutdownNow();
        client.close();
      }
    }
    plain = null;
    secure = null;
  }

  private static final class Selector extends ProxySelector {
    private final ProxySettings proxies;

    Selector(ProxySettings proxies) {
      this.proxies = proxies;
    }

    @Override
    public List<Proxy> select(URI uri) {
      Optional<ProxySettings.ForwardProxy> chosen;
      try {
        chosen = proxies.choose(uri);
      } catch (HttpFailedException e) {
        // Every request has asked before and was refused.
        throw new AssertionError(e);
      }
      return List.of(
          chosen
              .map(p ->
                  new Proxy(
                      Proxy.Type.HTTP, InetSocketAddress.createUnresolved(p.host(), p.port())))
              .orElse(Proxy.NO_PROXY));
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException failure) {
      // The request itself reports it.
    }
  }
}
