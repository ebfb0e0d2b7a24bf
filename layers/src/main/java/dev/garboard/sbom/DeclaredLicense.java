package dev.garboard.sbom;

import dev.garboard.wheel.MessageHeaders;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What a distribution's METADATA says about its licence (core metadata: `License-Expression`,
/// `License`, `Classifier`). Nothing is concluded that is not said.
public sealed interface DeclaredLicense {

  /// An SPDX license expression.
  record Expression(String spdx) implements DeclaredLicense {}

  /// Names that are no SPDX expression, or several without a word on how they go together.
  record Named(List<String> names) implements DeclaredLicense {
    /// Copies.
    public Named {
      names = List.copyOf(names);
    }
  }

  /// Nothing is said, or the METADATA was not at hand.
  record Unknown() implements DeclaredLicense {}

  /// Reads the headers of a METADATA file. A whole licence text in `License` counts as nothing
  /// said: what it is called stands nowhere.
  static DeclaredLicense of(MessageHeaders metadata) {
    Optional<String> expression =
        metadata.first("License-Expression").filter(LicenseHeaders::isExpression);
    if (expression.isPresent()) {
      return new Expression(expression.get());
    }
    Optional<String> license = metadata.first("License").filter(LicenseHeaders::isName);
    List<String> classifiers = LicenseHeaders.classifiers(metadata);
    Optional<String> identifier =
        license
            .flatMap(SpdxIdentifiers::ofName)
            .or(() ->
                classifiers.size() == 1
                    ? SpdxIdentifiers.ofClassifier(classifiers.getFirst())
                    : Optional.empty());
    if (identifier.isPresent()) {
      return new Expression(identifier.get());
    }
    Set<String> names = new LinkedHashSet<>();
    license.ifPresent(names::add);
    names.addAll(classifiers);
    return names.isEmpty() ? new Unknown() : new Named(List.copyOf(names));
  }
}
