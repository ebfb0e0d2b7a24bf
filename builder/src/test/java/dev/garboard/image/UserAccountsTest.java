package dev.garboard.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.garboard.tree.FileTree;
import dev.garboard.tree.TreeEntry;
import dev.garboard.tree.UnixPath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UserAccountsTest {

  private static final BaseFacts BASE =
      new BaseFacts(
          List.of(),
          new BaseFacts.Libc.None(),
          "root:x:0:0:root:/root:/bin/sh\nwww:x:33:33::/var/www:/bin/false\nnonroot:x:7:7::/:/x",
          "root:x:0:\nwww:x:33:\n");

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "root", "www", "33", "www:www", "33:33", "0:0", "root:0"})
  void leavesKnownUsersAlone(String user) throws Exception {
    assertThat(UserAccounts.additions(BASE, user).entries()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "65532:65532, user65532:x:65532:65532:, user65532:x:65532:, home/user65532, 65532, 65532",
    "1000,        user1000:x:1000:1000:,    user1000:x:1000:,   home/user1000,  1000,  1000",
    "app,         app:x:65532:65532:,       app:x:65532:,       home/app,       65532, 65532",
    "app:33,      app:x:65532:33:,          ,                   home/app,       65532, 33",
    "app:staff,   app:x:65532:65532:,       staff:x:65532:,     home/app,       65532, 65532",
    "5:0,         user5:x:5:0:,             ,                   home/user5,     5,     0",
  })
  void addsALineAndAHome(
      String user, String passwdLine, String groupLine, String home, int uid, int gid)
      throws Exception {
    FileTree tree = UserAccounts.additions(BASE, user);
    assertThat(text(tree, "etc/passwd"))
        .startsWith(BASE.passwd() + "\n")
        .contains("\n" + passwdLine);
    assertThat(tree.get(UnixPath.of("etc/group")).isPresent()).isEqualTo(groupLine != null);
    if (groupLine != null) {
      assertThat(text(tree, "etc/group")).isEqualTo(BASE.group() + groupLine + "\n");
    }
    assertThat(tree.get(UnixPath.of(home)))
        .contains(new TreeEntry.Directory(new TreeEntry.Attributes(0755, uid, gid)));
  }

  @Test
  void makesBothFilesForAnEmptyBase() throws Exception {
    FileTree tree = UserAccounts.additions(BaseFacts.none(), "65532:65532");
    assertThat(text(tree, "etc/passwd"))
        .isEqualTo(
            """
            root:x:0:0:root:/root:/sbin/nologin
            nonroot:x:65532:65532:nonroot:/home/nonroot:/sbin/nologin
            """);
    assertThat(text(tree, "etc/group")).isEqualTo("root:x:0:\nnonroot:x:65532:\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a b", "a:b:c", ":1", "a\nb", "2147483647", "-1"})
  void refusesWhatIsNoUser(String user) {
    AssemblyException e =
        catchThrowableOfType(AssemblyException.class, () -> UserAccounts.additions(BASE, user));
    assertThat(e.problems()).containsExactly(new AssemblyProblem.InvalidUser(user));
  }

  private static String text(FileTree tree, String path) throws IOException {
    TreeEntry.RegularFile file = (TreeEntry.RegularFile) tree.get(UnixPath.of(path)).orElseThrow();
    return new String(file.content().readAll(), StandardCharsets.UTF_8);
  }
}
