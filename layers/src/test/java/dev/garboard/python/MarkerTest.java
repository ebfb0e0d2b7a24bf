package dev.garboard.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MarkerTest {

  private static final MarkerEnvironment LINUX = environment("linux", "Linux", "3.12.7");

  private static MarkerEnvironment environment(String sys, String system, String python) {
    Version version = Version.parse(python);
    return new MarkerEnvironment(
        new MarkerEnvironment.Platform("posix", sys, system, "aarch64", "", ""),
        new MarkerEnvironment.Implementation("cpython", "CPython", version, version));
  }

  private static Set<ExtraName> extras(String names) {
    return Arrays.stream(names.split(" ", -1))
        .filter(name -> !name.isEmpty())
        .map(ExtraName::of)
        .collect(Collectors.toSet());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "python_version == '3.12' | true",
        "python_version > '3.11' | true",
        "python_version > '3.12' | false",
        "python_version <= '3.12' | true",
        "python_version ~= '3.9' | true",
        "python_version ~= '3.12.1' | false",
        "python_version == '3.12.7' | false",
        "python_version != '3.12.7' | true",
        "python_version == '3.*' | true",
        "python_version == '3.12.0.*' | true",
        "python_version == '3.12.1.*' | false",
        "python_version != '3.12.1.*' | false",
        "python_version < '3.12.8' | true",
        "python_version in '3.9 3.12' | true",
        "python_version not in '3.9 3.12' | false",
        "python_version in '3.9,3.11' | true",
        "python_full_version >= '3.12.7rc1' | true",
        "python_full_version < '3.12.7' | false",
        "python_full_version == '3.12.*' | true",
        "'3.9' <= python_version | true",
        "'3.9' in python_version | true",
        "sys_platform == 'linux' | true",
        "'linux' != sys_platform | false",
        "platform_system != 'Windows' | true",
        "platform_machine in 'aarch64 arm64' | true",
        "'arch' in platform_machine | true",
        "'arm' not in platform_machine | true",
        "sys_platform < 'zzz' | false",
        "sys_platform >= 'linux' | true",
        "sys_platform ~= 'linux' | true",
        "platform_release < '6' | true",
        "platform_release >= '6' | false",
        "os_name == '' | false",
        "os.name == 'posix' and python_implementation == 'CPython' | true",
        "'a' == 'b' | true",
        "os_name == sys_platform | true",
        "python_version >= 'abc' | true",
        "os_name == 'nt' and 'a' == 'b' | false",
        "os_name == 'nt' or 'a' == 'b' | false",
        "os_name == 'posix' or os_name == 'nt' and sys_platform == 'win32' | true",
        "(os_name == 'posix' or os_name == 'nt') and sys_platform == 'win32' | false",
        "(((os_name == \"posix\"))) | true",
        "os_name=='posix'and sys_platform=='linux' | true",
        "'gpu' in extras | false",
        "'dev' not in dependency_groups | true",
        "extra > 'x' | true",
        "extra == '!' | false"
      })
  void evaluatesAsUvDoes(String marker, boolean expected) throws MarkerSyntaxException {
    assertThat(Marker.parse(marker).evaluate(LINUX, Set.of())).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "extra == 'extra-4-shop-cpu' | extra-4-shop-cpu | true",
        "extra != 'extra-4-shop-cpu' | extra-4-shop-cpu | false",
        "extra == 'Extra_4.shop-CPU' | extra-4-shop-cpu | true",
        "extra == 'a' and extra != 'b' | a | true",
        "extra == 'a' and extra != 'b' | a b | false"
      })
  void extrasAreASet(String marker, String active, boolean expected) throws MarkerSyntaxException {
    assertThat(Marker.parse(marker).evaluate(LINUX, extras(active))).isEqualTo(expected);
  }

  @Test
  void releaseCandidatesOfPythonCountAsTheRelease() throws MarkerSyntaxException {
    MarkerEnvironment candidate = environment("linux", "Linux", "3.15.0rc1");
    assertThat(Marker.parse("python_full_version >= '3.15'").evaluate(candidate, Set.of()))
        .isTrue();
    assertThat(Marker.parse("implementation_version < '3.15'").evaluate(candidate, Set.of()))
        .isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "os_name == | 10",
        "os_name | 7",
        "os_name == 'posix' AND sys_platform == 'linux' | 19",
        "os_name == 'posix | 11",
        "(os_name == 'posix' | 19",
        "os_name === 'posix' | 8",
        "nonsense == 'x' | 0",
        "os_name not 'x' | 8"
      })
  void tellsWhereAMarkerIsWrong(String marker, int offset) {
    MarkerSyntaxException fault =
        catchThrowableOfType(MarkerSyntaxException.class, () -> Marker.parse(marker));
    assertThat(fault).isNotNull();
    assertThat(fault.offset()).isEqualTo(offset);
    assertThat(fault.marker()).isEqualTo(marker);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "python_full_version >= '3.12' and sys_platform == 'linux'",
        "(os_name == 'nt' and sys_platform == 'win32') or platform_machine in 'x y'",
        "(os_name == 'nt' or sys_platform == 'win32') and 'ar' not in platform_machine",
        "python_version in '3.8 3.9' or extra != 'extra-1-a-b'",
        "python_full_version != '3.9.*' and 'x' in extras",
        "python_version == '3.12.1.*' or platform_version == \"it's\""
      })
  void printingReadsBack(String marker) throws MarkerSyntaxException {
    Marker parsed = Marker.parse(marker);
    assertThat(Marker.parse(parsed.toString())).hasToString(parsed.toString());
    assertThat(Marker.parse(parsed.toString()).evaluate(LINUX, Set.of()))
        .isEqualTo(parsed.evaluate(LINUX, Set.of()));
  }
}
