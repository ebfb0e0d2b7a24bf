package dev.garboard.packaging;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Brings the class files of a jar to a version that an AOT cache accepts. Java verifies class
/// files before version 50 without stack maps and leaves them out of every cache; picocli's are of
/// version 49. What a method does stays as it is: only the version and the stack maps are new.
public final class ClassUpgrade {

  /// The first version whose code must have stack maps (JVMS 25 §4.10).
  private static final int WITH_STACK_MAPS = 51;

  private static final String CLASS = ".class";

  private ClassUpgrade() {}

  /// Reads a jar with its older class files brought up to date.
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
    return files;
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
