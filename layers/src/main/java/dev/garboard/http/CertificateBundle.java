package dev.garboard.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Certificates in PEM form, found by subject and only then parsed: parsing a system's bundle whole
/// takes a few hundred milliseconds, of which a connection needs one or two certificates.
final class CertificateBundle {

  private static final List<String> BEGINS =
      List.of("-----BEGIN CERTIFICATE-----", "-----BEGIN TRUSTED CERTIFICATE-----");
  private static final String END = "-----END ";

  private final Map<ByteBuffer, List<ByteBuffer>> bySubject;

  private CertificateBundle(Map<ByteBuffer, List<ByteBuffer>> bySubject) {
    this.bySubject = bySubject;
  }

  /// Reads all certificates of these files; what is not one is passed over.
  static CertificateBundle read(List<Path> files) throws IOException {
    // A system's directory holds each certificate three times: in its file, by a link, in the
    // bundle.
    Set<String> blocks = new LinkedHashSet<>();
    for (Path file : files) {
      addBlocks(blocks, Files.readString(file, StandardCharsets.ISO_8859_1));
    }
    Map<ByteBuffer, List<ByteBuffer>> found = new LinkedHashMap<>();
    for (String block : blocks) {
      try {
        ByteBuffer der = ByteBuffer.wrap(Base64.getMimeDecoder().decode(block));
        found.computeIfAbsent(subject(der), _ -> new ArrayList<>()).add(der);
      } catch (IllegalArgumentException | BufferUnderflowException e) {
        // One malformed block does not spoil the bundle.
      }
    }
    return new CertificateBundle(found);
  }

  /// Adds what lies between a line that begins a certificate and the next dash, if that ends one.
  private static void addBlocks(Set<String> blocks, String text) {
    for (String begin : BEGINS) {
      for (int at = text.indexOf(begin); at >= 0; at = text.indexOf(begin, at)) {
        at += begin.length();
        int end = text.indexOf('-', at);
        if (end >= 0 && text.startsWith(END, end)) {
          blocks.add(text.substring(at, end).strip());
        }
      }
    }
  }

  /// The certificates of this subject.
  ///
  /// @param name a distinguished name in DER
  List<X509Certificate> find(byte[] name) throws CertificateException {
    return parse(bySubject.getOrDefault(ByteBuffer.wrap(name), List.of()));
  }

  List<X509Certificate> all() throws CertificateException {
    return parse(bySubject.values().stream().flatMap(List::stream).toList());
  }

  private static List<X509Certificate> parse(List<ByteBuffer> ders) throws CertificateException {
    if (ders.isEmpty()) {
      return List.of();
    }
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    List<X509Certificate> certificates = new ArrayList<>();
    for (ByteBuffer der : ders) {
      ByteArrayInputStream in = new ByteArrayInputStream(bytes(der));
      if (factory.generateCertificate(in) instanceof X509Certificate certificate) {
        certificates.add(certificate);
      }
    }
    return certificates;
  }

  /// RFC 5280 §4.1: in the inner sequence the subject follows version (optional), serial number,
  /// signature, issuer and validity.
  private static ByteBuffer subject(ByteBuffer certificate) {
    ByteBuffer fields = content(element(content(certificate.duplicate())));
    if (fields.get(fields.position()) == (byte) 0xA0) {
      element(fields);
    }
    for (int i = 0; i < 4; i++) {
      element(fields);
    }
    ByteBuffer subject = element(fields);
    return ByteBuffer.wrap(bytes(subject));
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }

  /// The next element whole, header included; the buffer moves behind it.
  private static ByteBuffer element(ByteBuffer der) {
    int start = der.position();
    ByteBuffer inner = content(der);
    int end = der.limit() - (der.remaining() - inner.remaining());
    ByteBuffer whole = der.duplicate().position(start).limit(end);
    der.position(end);
    return whole;
  }

  /// What is inside the next element; the buffer moves behind its header.
  private static ByteBuffer content(ByteBuffer der) {
    der.get();
    int length = der.get() & 0xFF;
    if (length > 0x80) {
      int bytes = length - 0x80;
      length = 0;
      for (int i = 0; i < bytes; i++) {
        length = (length << 8) | (der.get() & 0xFF);
      }
    }
    if (length < 0 || length > der.remaining()) {
      throw new IllegalArgumentException("malformed certificate");
    }
    return der.slice(der.position(), length);
  }
}
