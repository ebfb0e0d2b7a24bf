package dev.garboard.packaging;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.lang.constant.ClassDesc;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A jar as an AOT cache takes its classes. Java leaves two kinds out of every cache: class files
/// before version 50, which are verified without stack maps (picocli's are of version 49), and the
/// classes of signed jars, whose signature is also checked at each start. With linked classes of a
/// sealed package it does not start at all (Java 25). What a method does stays as it is: only
/// version and stack maps are new; of signature and seal nothing is left.
///
/// Specification: JVMS 25 §4.10; JAR File Specification, "Signed JAR File", "Package Sealing".
public final class CacheableJar {

  /// The first version whose code must have stack maps (JVMS 25 §4.10).
  private static final int WITH_STACK_MAPS = 51;

  private static final String CLASS = ".class";

  private static final String MANIFEST = "META-INF/MANIFEST.MF";

  private static final Pattern SIGNATURE = Pattern.compile("META-INF/[^/]+\\.(SF|RSA|DSA|EC)");

  private CacheableJar() {}

  /// Reads a jar with its older class files brought up to date and without signature.
  ///
  /// @return the jar's files by name
  /// @throws IOException when the jar cannot be read
  public static SortedMap<String, byte[]> read(Path jar) throws IOException {
    TreeMap<String, byte[]> files = new TreeMap<>();
    try (FileSystem zip = FileSystems.newFileSystem(jar);
        Stream<Path> paths = Files.walk(zip.getPath("/"))) {
      for (Path path : (Iterable<Path>) paths.filter(Files::isRegularFile)::iterator) {
        files.put(path.toString().substring(1), Files.readAllBytes(path));
      }
    }
    Map<String, byte[]> before = Map.copyOf(files);
    ClassHierarchyResolver resolver =
        ClassHierarchyResolver.ofResourceParsing(type -> resource(before, type))
            .orElse(ClassHierarchyResolver.defaultResolver());
    ClassFile format =
        ClassFile.of(
            StackMapsOption.GENERATE_STACK_MAPS, ClassHierarchyResolverOption.of(resolver));
    files.replaceAll((name, bytes) -> isOld(name, bytes) ? upgraded(format, bytes) : bytes);
    boolean signed = files.keySet().removeIf(name -> SIGNATURE.matcher(name).matches());
    files.computeIfPresent(MANIFEST, (name, bytes) -> open(bytes, signed));
    return files;
  }

  /// In a signed jar all sections but the main one hold the digest of a file.
  private static byte[] open(byte[] manifest, boolean signed) {
    try {
      Manifest main = new Manifest(new ByteArrayInputStream(manifest));
      if (signed) {
        main.getEntries().clear();
      }
      main.getMainAttributes().remove(Attributes.Name.SEALED);
      main.getEntries().values().forEach(section -> section.remove(Attributes.Name.SEALED));
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      main.write(out);
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static @Nullable InputStream resource(Map<String, byte[]> files, ClassDesc type) {
    String descriptor = type.descriptorString();
    byte[] bytes = files.get(descriptor.substring(1, descriptor.length() - 1) + CLASS);
    return bytes == null ? null : new ByteArrayInputStream(bytes);
  }

  private static boolean isOld(String name, byte[] bytes) {
    return name.endsWith(CLASS) && major(bytes) < WITH_STACK_MAPS;
  }

  /// The class file's `major_version`.
  static int major(byte[] bytes) {
    return ((bytes[6] & 0xff) << 8) | (bytes[7] & 0xff);
  }

  private static byte[] upgraded(ClassFile format, byte[] bytes) {
    ClassTransform version =
        (builder, element) -> {
          if (element instanceof ClassFileVersion) {
            builder.withVersion(WITH_STACK_MAPS, 0);
          } else {
            builder.with(element);
          }
        };
    // Transforming the bodies is what makes stack maps: a body that is passed on is copied.
    return format.transformClass(
        format.parse(bytes),
        ClassTransform.transformingMethodBodies(CodeTransform.ACCEPT_ALL).andThen(version));
  }
}
