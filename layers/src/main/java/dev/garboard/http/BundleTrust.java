package dev.garboard.http;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.LinkedHashSet;
import java.util.Set;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/// Trusts what a [CertificateBundle] trusts, through the JDK's own validator, given only those
/// anchors that the server's chain names.
final class BundleTrust extends X509ExtendedTrustManager {

  private final CertificateBundle bundle;

  BundleTrust(CertificateBundle bundle) {
    this.bundle = bundle;
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    validator(chain).checkServerTrusted(chain, authType, engine);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    validator(chain).checkServerTrusted(chain, authType, socket);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    validator(chain).checkServerTrusted(chain, authType);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    throw new CertificateException("this is a client");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    throw new CertificateException("this is a client");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    throw new CertificateException("this is a client");
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }

  private X509ExtendedTrustManager validator(X509Certificate[] chain) throws CertificateException {
    Set<X509Certificate> anchors = new LinkedHashSet<>();
    for (X509Certificate certificate : chain) {
      anchors.addAll(bundle.find(certificate.getIssuerX500Principal().getEncoded()));
      anchors.addAll(bundle.find(certificate.getSubjectX500Principal().getEncoded()));
    }
    // A name may be written in two ways: then only the JDK's comparison finds it.
    return validator(anchors.isEmpty() ? new LinkedHashSet<>(bundle.all()) : anchors);
  }

  private static X509ExtendedTrustManager validator(Set<X509Certificate> anchors)
      throws CertificateException {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      int number = 0;
      for (X509Certificate anchor : anchors) {
        store.setCertificateEntry(Integer.toString(number++), anchor);
      }
      TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
      factory.init(store);
      for (TrustManager manager : factory.getTrustManagers()) {
        if (manager instanceof X509ExtendedTrustManager found) {
          return found;
        }
      }
      throw new CertificateException("no PKIX validator");
    } catch (CertificateException e) {
      throw e;
    } catch (GeneralSecurityException | IOException e) {
      throw new CertificateException("no trusted certificate", e);
    }
  }
}
