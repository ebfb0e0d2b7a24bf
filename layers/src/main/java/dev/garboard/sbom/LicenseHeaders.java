package dev.garboard.sbom;

import dev.garboard.wheel.MessageHeaders;
import java.util.List;
import java.util.regex.Pattern;

/// The forms that the licence headers of METADATA come in.
final class LicenseHeaders {

  private static final Pattern EXPRESSION = Pattern.compile("[A-Za-z0-9.+:() -]+");
  private static final String PREFIX = "License :: ";
  private static final String HEADING = "OSI Approved";
  private static final int LONGEST_NAME = 100;

  private LicenseHeaders() {}

  /// Whether a text can be an SPDX expression; identifiers are not looked up.
  static boolean isExpression(String text) {
    return EXPRESSION.matcher(text).matches();
  }

  /// Whether a text is the name of a licence rather than the licence.
  static boolean isName(String text) {
    return !text.isBlank()
        && !text.equalsIgnoreCase("UNKNOWN")
        && text.length() <= LONGEST_NAME
        && text.lines().count() == 1;
  }

  /// The last parts of the licence classifiers, without mere headings.
  static List<String> classifiers(MessageHeaders metadata) {
    return metadata.all("Classifier").stream()
        .filter(classifier -> classifier.startsWith(PREFIX))
        .map(classifier -> classifier.substring(classifier.lastIndexOf(":: ") + 3))
        .filter(name -> !name.equals(HEADING))
        .toList();
  }
}
