package dev.garboard.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.GeneralCodingRules;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Stream;

/// The rules by name, for the packages below one root (`dev.garboard` for the main code).
final class ArchitectureRules {
  private static final Set<String> SURROUNDINGS =
      Set.of(
          "java.lang.System.out",
          "java.lang.System.err",
          "java.lang.System.in",
          "java.lang.System.exit",
          "java.lang.System.getenv",
          "java.lang.System.getProperty",
          "java.lang.System.currentTimeMillis",
          "java.lang.System.lineSeparator",
          "java.lang.Runtime.availableProcessors",
          "java.time.Instant.now",
          "java.time.LocalDate.now",
          "java.time.LocalDateTime.now",
          "java.time.OffsetDateTime.now",
          "java.time.ZonedDateTime.now",
          "java.time.Clock.systemUTC",
          "java.time.Clock.systemDefaultZone",
          "java.time.ZoneId.systemDefault",
          "java.util.Locale.getDefault",
          "java.util.TimeZone.getDefault",
          "java.nio.charset.Charset.defaultCharset");

  private static final Set<String> THREAD_MAKERS =
      Set.of(
          "java.lang.Thread.<init>",
          "java.lang.Thread.start",
          "java.lang.Thread.startVirtualThread",
          "java.lang.Thread.ofVirtual",
          "java.lang.Thread.ofPlatform",
          "java.util.Timer.<init>");

  private final String root;

  ArchitectureRules(String root) {
    this.root = root;
  }

  SequencedMap<String, ArchRule> all() {
    SequencedMap<String, ArchRule> rules = new LinkedHashMap<>();
    rules.put("imports", classes().should(new PackageTable(root)));
    rules.put("cycles", slices().matching(root + ".(**)").should().beFreeOfCycles());
    rules.put("tomlj", only("org.tomlj..", "project", "config", "packaging", "buildpack"));
    rules.put("compress", only("org.apache.commons.compress..", "layer", "debian", "image"));
    rules.put("gson", only("com.google.gson..", "oci"));
    rules.put("nethttp", only("java.net.http..", "http", "registry"));
    rules.put("xz", only("org.tukaani..", "debian"));
    rules.put("bouncycastle", only("org.bouncycastle..", "debian"));
    rules.put("banned", banned());
    rules.put("annotations", noPicocliAnnotations());
    rules.put("zlib", noHostZlib());
    rules.put("pure", pure("python", "selection", "plan", "sbom", "oci"));
    rules.put("surroundings", accessed("ask the surroundings", SURROUNDINGS, "cli", "buildpack"));
    rules.put("threads", accessed("start threads", THREAD_MAKERS, "parallel", "cli"));
    rules.put("executors", noExecutors());
    rules.put("nullmarked", classes().should(TypeShapes.liveInANullMarkedPackage()));
    rules.put("closed", classes().should(TypeShapes.beClosed()));
    rules.put("immutable", classes().should(TypeShapes.keepMutableFieldsHidden()));
    rules.put("exceptions", GeneralCodingRules.NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS);
    rules.put("optional", classes().should(TypeShapes.takeNoOptional()));
    rules.put("components", classes().should(TypeShapes.haveSoundComponents()));
    rules.put("names", noClasses().should().haveNameMatching(".*(Utils?|Helper|Manager|Impl)"));
    rules.replaceAll((_, rule) -> rule.allowEmptyShould(true));
    return rules;
  }

  private ArchRule only(String library, String... homes) {
    return noClasses()
        .that()
        .resideOutsideOfPackages(below(homes))
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library);
  }

  private static ArchRule banned() {
    return noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "com.google.common..", "javax.annotation..", "lombok..", "sun..", "jdk.internal..");
  }

  /// Options are told to picocli by calls: it reads annotations by reflection, which takes longer
  /// than a short command.
  private static ArchRule noPicocliAnnotations() {
    return noClasses()
        .should()
        .dependOnClassesThat(
            resideInAPackage("picocli..")
                .and(DescribedPredicate.describe("annotations", JavaClass::isAnnotation)));
  }

  /// The host's zlib decides no byte of ours. CRC-32 has one answer everywhere, and so has
  /// inflating.
  private ArchRule noHostZlib() {
    Set<String> harmless =
        Set.of(
            "CRC32",
            "CRC32C",
            "Adler32",
            "Checksum",
            "Inflater",
            "InflaterInputStream",
            "ZipException",
            "DataFormatException");
    return noClasses()
        .that()
        .resideOutsideOfPackages(below("http"))
        .should()
        .dependOnClassesThat(
            resideInAPackage("java.util.zip..")
                .and(
                    DescribedPredicate.describe(
                        "code zlib", type -> !harmless.contains(type.getSimpleName()))));
  }

  private ArchRule pure(String... names) {
    DescribedPredicate<JavaClass> outside =
        DescribedPredicate.describe(
            "files or sockets",
            type ->
                type.getFullName().equals("java.nio.file.Files")
                    || type.getFullName().startsWith("java.io.File")
                    || type.getFullName().equals("java.io.RandomAccessFile")
                    || type.getPackageName().equals("java.nio.channels")
                    || type.getFullName().matches("java\\.net\\..*(Socket|Connection|Address)"));
    return noClasses()
        .that()
        .resideInAnyPackage(below(names))
        .should()
        .dependOnClassesThat(outside);
  }

  private ArchRule accessed(String what, Set<String> members, String... homes) {
    return noClasses()
        .that()
        .resideOutsideOfPackages(below(homes))
        .should()
        .accessTargetWhere(
            DescribedPredicate.<JavaAccess<?>>describe(
                    what,
                    access ->
                        members.contains(
                            access.getTargetOwner().getFullName() + "." + access.getName()))
                .forSubtype());
  }

  private ArchRule noExecutors() {
    return noClasses()
        .that()
        .resideOutsideOfPackages(below("parallel"))
        .should()
        .dependOnClassesThat()
        .haveNameMatching(
            "java\\.util\\.concurrent\\.(Executor.*|.*Executor(Service)?|ForkJoin.*"
                + "|ThreadFactory|StructuredTaskScope.*)");
  }

  private String[] below(String... names) {
    return Stream.of(names).map(name -> root + "." + name + "..").toArray(String[]::new);
  }

  static Map<String, ArchRule> forRoot(String root) {
    return new ArchitectureRules(root).all();
  }
}
