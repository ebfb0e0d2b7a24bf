package dev.garboard.sbom;

import dev.garboard.content.CanonicalJson;
import java.nio.charset.StandardCharsets;

/// The kinds of document that a bill of materials is written as.
public enum SbomFormat {
  /// CycloneDX 1.6, JSON.
  CYCLONE_DX("application/vnd.cyclonedx+json", "cdx.json"),
  /// SPDX 2.3, JSON.
  SPDX("application/spdx+json", "spdx.json");

  private final String mediaType;
  private final String extension;

  SbomFormat(String mediaType, String extension) {
    this.mediaType = mediaType;
    this.extension = extension;
  }

  /// The registered media type.
  public String mediaType() {
    return mediaType;
  }

  /// How a file's name ends, without the leading dot.
  public String extension() {
    return extension;
  }

  /// The document's bytes: canonical JSON in UTF-8, a function of the bill alone.
  public byte[] write(Sbom sbom) {
    Object document =
        switch (this) {
          case CYCLONE_DX -> CycloneDxWriter.document(sbom);
          case SPDX -> SpdxWriter.document(sbom);
        };
    return CanonicalJson.write(document).getBytes(StandardCharsets.UTF_8);
  }
}
