package dev.garboard.selection;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// Why a selection is refused, by kind: read off uv's message, and of our own problems.
enum UvReason {
  PYTHON,
  ENVIRONMENT,
  MEMBER,
  EXTRA,
  GROUP,
  CONFLICT,
  NO_WHEEL,
  AMBIGUOUS,
  OTHER;

  private static final Map<Pattern, UvReason> MESSAGES = new LinkedHashMap<>();

  static {
    MESSAGES.put(Pattern.compile("incompatible with the (project|workspace|group)"), PYTHON);
    MESSAGES.put(Pattern.compile("requires-python|Python requirement"), PYTHON);
    MESSAGES.put(Pattern.compile("not (compatible|supported)|supported environments"), ENVIRONMENT);
    MESSAGES.put(Pattern.compile("Package `[^`]*` not found in|not find (root )?package"), MEMBER);
    MESSAGES.put(Pattern.compile("[Ee]xtra `[^`]*` is not defined"), EXTRA);
    MESSAGES.put(Pattern.compile("[Gg]roup `[^`]*` is not defined|Default group"), GROUP);
    MESSAGES.put(Pattern.compile("are incompatible with|conflict"), CONFLICT);
    MESSAGES.put(Pattern.compile("can't be installed because"), NO_WHEEL);
  }

  static UvReason of(String message) {
    return MESSAGES.entrySet().stream()
        .filter(entry -> entry.getKey().matcher(message).find())
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(OTHER);
  }

  /// Of each problem: uv stops at the first.
  static Set<UvReason> of(SelectionException e) {
    Set<UvReason> reasons = EnumSet.noneOf(UvReason.class);
    for (SelectionProblem problem : e.problems()) {
      reasons.add(
          switch (problem) {
            case SelectionProblem.PythonNotAccepted _ -> PYTHON;
            case SelectionProblem.UnsupportedEnvironment _ -> ENVIRONMENT;
            case SelectionProblem.UnknownMember _, SelectionProblem.RootNotLocked _ -> MEMBER;
            case SelectionProblem.UnknownExtra _ -> EXTRA;
            case SelectionProblem.UnknownGroup _ -> GROUP;
            case SelectionProblem.DeclaredConflict _, SelectionProblem.ExtrasConflict _ -> CONFLICT;
            case SelectionProblem.NoWheel _ -> NO_WHEEL;
            case SelectionProblem.AmbiguousRequirement _, SelectionProblem.SeveralVersions _ ->
                AMBIGUOUS;
          });
    }
    return reasons;
  }
}
