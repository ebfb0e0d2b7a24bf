package dev.garboard.sbom;

import static org.assertj.core.api.Assertions.assertThat;

import dev.garboard.wheel.MessageHeaders;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DeclaredLicenseTest {

  private static final String OSI = "Classifier: License :: OSI Approved :: ";

  static Stream<Arguments> headers() {
    return Stream.of(
        row("nothing", "Name: a", new DeclaredLicense.Unknown()),
        row(
            "an expression wins",
            "License-Expression: MIT OR (Apache-2.0 WITH LLVM-exception)\nLicense: other",
            expression("MIT OR (Apache-2.0 WITH LLVM-exception)")),
        row("a name that is an identifier", "License: bsd-3-clause", expression("BSD-3-Clause")),
        row("a name that is none", "License: Apache 2.0", named("Apache 2.0")),
        row("one exact classifier", OSI + "MIT License", expression("MIT")),
        row("an ambiguous classifier", OSI + "BSD License", named("BSD License")),
        row(
            "several classifiers",
            OSI + "MIT License\n" + OSI + "Apache Software License",
            named("MIT License", "Apache Software License")),
        row(
            "name and classifier",
            "License: Dual\n" + OSI + "BSD License",
            named("Dual", "BSD License")),
        row(
            "a heading alone",
            "Classifier: License :: OSI Approved",
            new DeclaredLicense.Unknown()),
        row(
            "not below the heading",
            "Classifier: License :: Public Domain",
            named("Public Domain")),
        row("a placeholder", "License: UNKNOWN", new DeclaredLicense.Unknown()),
        row(
            "a whole text",
            "License: Permission is hereby granted\n        to anyone",
            new DeclaredLicense.Unknown()));
  }

  private static Arguments row(String name, String headers, DeclaredLicense expected) {
    return Arguments.of(name, headers, expected);
  }

  private static DeclaredLicense expression(String text) {
    return new DeclaredLicense.Expression(text);
  }

  private static DeclaredLicense named(String... names) {
    return new DeclaredLicense.Named(List.of(names));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("headers")
  void takesWhatIsSaid(String name, String headers, DeclaredLicense expected) {
    assertThat(DeclaredLicense.of(MessageHeaders.parse(headers))).as(name).isEqualTo(expected);
  }
}
