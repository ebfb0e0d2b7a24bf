package dev.garboard.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.lang.reflect.Executable;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/// What a type of ours looks like, asked of the loaded class where class files alone do not say.
final class TypeShapes {
  /// Types that work their way along bytes or text; their position is their state.
  private static final String WORKERS = ".*(Writer|Reader|Stream|Parser|Builder|Inflater|Deflater)";

  private TypeShapes() {}

  static ArchCondition<JavaClass> liveInANullMarkedPackage() {
    return condition(
        "live in a package that is @NullMarked",
        type ->
            type.getPackage().isAnnotatedWith(NullMarked.class)
                ? Stream.empty()
                : Stream.of("package " + type.getPackageName()));
  }

  static ArchCondition<JavaClass> beClosed() {
    return condition(
        "be a record, enum, interface, sealed, abstract or final",
        type -> {
          Class<?> loaded = type.reflect();
          boolean closed =
              loaded.isAnonymousClass()
                  || loaded.isLocalClass()
                  || loaded.isEnum()
                  || loaded.isInterface()
                  || loaded.isSealed()
                  || (loaded.getModifiers() & (Modifier.FINAL | Modifier.ABSTRACT)) != 0;
          return closed ? Stream.empty() : Stream.of("open to extension");
        });
  }

  static ArchCondition<JavaClass> keepMutableFieldsHidden() {
    return condition(
        "have final fields, or inner state in a hidden type or in one named as a worker",
        type -> {
          boolean mayMove =
              !type.getModifiers().contains(JavaModifier.PUBLIC)
                  || type.getName().matches(WORKERS)
                  || type.getPackageName().endsWith(".cli");
          return type.getFields().stream()
              .filter(field -> !field.getModifiers().contains(JavaModifier.FINAL))
              .filter(field -> !field.getModifiers().contains(JavaModifier.SYNTHETIC))
              .filter(field -> !(mayMove && isInnerState(field)))
              .map(field -> "mutable field " + field.getName());
        });
  }

  private static boolean isInnerState(JavaField field) {
    return !field.getModifiers().contains(JavaModifier.STATIC)
        && !field.getModifiers().contains(JavaModifier.PUBLIC);
  }

  static ArchCondition<JavaClass> takeNoOptional() {
    return condition(
        "take no Optional as parameter",
        type ->
            Stream.<Executable>concat(
                    Stream.of(type.reflect().getDeclaredMethods()),
                    Stream.of(type.reflect().getDeclaredConstructors()))
                .filter(member -> !member.isSynthetic())
                .filter(member ->
                    Stream.of(member.getParameterTypes()).anyMatch(TypeShapes::isOptional))
                .map(member -> "Optional parameter of " + member.getName()));
  }

  static ArchCondition<JavaClass> haveSoundComponents() {
    return condition(
        "be a record without Optional, array or nullable components",
        type ->
            type.reflect().isRecord()
                ? Stream.of(type.reflect().getRecordComponents()).flatMap(TypeShapes::unsound)
                : Stream.empty());
  }

  private static Stream<String> unsound(RecordComponent component) {
    boolean sound =
        !isOptional(component.getType())
            && !component.getType().isArray()
            && !component.getAnnotatedType().isAnnotationPresent(Nullable.class);
    return sound ? Stream.empty() : Stream.of("component " + component.getName());
  }

  private static boolean isOptional(Class<?> type) {
    return type.getPackageName().equals("java.util")
        && type.getSimpleName().startsWith(Optional.class.getSimpleName());
  }

  private static ArchCondition<JavaClass> condition(
      String description, Function<JavaClass, Stream<String>> faults) {
    return new ArchCondition<>(description) {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        faults
            .apply(type)
            .forEach(fault ->
                events.add(SimpleConditionEvent.violated(type, type.getFullName() + ": " + fault)));
      }
    };
  }
}
