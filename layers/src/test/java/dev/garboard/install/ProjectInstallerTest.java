package dev.garboard.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.garboard.tree.FileTree;
import dev.garboard.tree.UnixPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProjectInstallerTest {

  private static final InstallLayout VENV = InstallLayout.venv(UnixPath.of("opt/venv"), 13, false);
  private static final String SITE = "opt/venv/lib/python3.13/site-packages/";
  private static final String INFO = SITE + "my_shop-1.4.0.dist-info/";

  @TempDir private Path directory;

  static ProjectFacts facts(String function) {
    SortedMap<String, SortedMap<String, String>> entryPoints = new TreeMap<>();
    entryPoints.put("console_scripts", new TreeMap<>(Map.of("shop", function)));
    entryPoints.put("a.plugins", new TreeMap<>(Map.of("x", "my_shop.x", "b", "my_shop.b")));
    return new ProjectFacts(
        new ProjectMetadata(
            "My.Shop",
            "1.4.0",
            "Sells things",
            ">=3.11",
            List.of("click>=8", "httpx ; extra == 'http'"),
            List.of("http")),
        entryPoints,
        "/app");
  }

  private static FileTree inPlace(String function) throws InstallException, IOException {
    return ProjectInstaller.installInPlace(
        facts(function), List.of("/app/src"), VENV, InstallOptions.defaults());
  }

  @Test
  void installsAProjectInPlace() throws Exception {
    FileTree tree = inPlace("my_shop.cli:main");
    assertThat(TreeListing.paths(tree))
        .isEqualTo(
            """
            755 opt/venv/bin/shop
            644 opt/venv/lib/python3.13/site-packages/my_shop-1.4.0.dist-info/INSTALLER
            644 opt/venv/lib/python3.13/site-packages/my_shop-1.4.0.dist-info/METADATA
            644 opt/venv/lib/python3.13/site-packages/my_shop-1.4.0.dist-info/RECORD
            644 opt/venv/lib/python3.13/site-packages/my_shop-1.4.0.dist-info/REQUESTED
            644 opt/venv/lib/python3.13/site-packages/my_shop-1.4.0.dist-info/WHEEL
            644 opt/venv/lib/python3.13/site-packages/my_shop-1.4.0.dist-info/direct_url.json
            644 opt/venv/lib/python3.13/site-packages/my_shop-1.4.0.dist-info/entry_points.txt
            644 opt/venv/lib/python3.13/site-packages/my_shop.pth
            """);
    assertThat(TreeListing.text(tree, SITE + "my_shop.pth")).isEqualTo("/app/src");
    assertThat(TreeListing.text(tree, INFO + "direct_url.json"))
        .isEqualTo("{\"url\":\"file:///app\",\"dir_info\":{\"editable\":true}}");
    assertThat(TreeListing.text(tree, INFO + "METADATA"))
        .isEqualTo(
            """
            Metadata-Version: 2.3
            Name: My.Shop
            Version: 1.4.0
            Summary: Sells things
            Requires-Dist: click>=8
            Requires-Dist: httpx ; extra == 'http'
            Requires-Python: >=3.11
            Provides-Extra: http
            """);
    assertThat(TreeListing.text(tree, INFO + "entry_points.txt"))
        .isEqualTo(
            """
            [console_scripts]
            shop = my_shop.cli:main

            [a.plugins]
            b = my_shop.b
            x = my_shop.x

            """);
    assertThat(TreeListing.text(tree, INFO + "RECORD").lines())
        .hasSize(tree.entries().size())
        .contains("../../../bin/shop,sha256=NKU2ctA7HA_CWdhaHOc3kEfoC6O-HdpZnKdhnjuPgoU,297");
  }

  @Test
  void refusesAScriptThatNamesNoFunction() {
    assertThatThrownBy(() -> inPlace("my_shop"))
        .isInstanceOfSatisfying(
            InstallException.class,
            e ->
                assertThat(e.problems())
                    .containsExactly(new InstallProblem.NotAFunction("shop", "my_shop")));
  }

  @Test
  void refusesALineBreakInMetadata() {
    assertThatThrownBy(
            () -> new ProjectMetadata("x", "1", "a\nRequires-Dist: evil", "", List.of(), List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void installsASourceTreeAsItsWheelWould() throws Exception {
    Path module = Files.createDirectories(directory.resolve("src/my_shop/__pycache__"));
    Files.writeString(module.resolve("cli.pyc"), "");
    Files.writeString(directory.resolve("src/my_shop/__init__.py"), "");
    Files.writeString(directory.resolve("src/my_shop/data.json"), "{}");
    FileTree tree =
        SourceWheel.install(
            directory,
            List.of(SourceModule.uvBuild("src", "my_shop")),
            facts("my_shop:main"),
            VENV,
            InstallOptions.defaults());
    assertThat(TreeListing.paths(tree).lines().filter(line -> line.contains("/my_shop/")))
        .containsExactly(
            "644 " + SITE + "my_shop/__init__.py", "644 " + SITE + "my_shop/data.json");
    assertThat(TreeListing.text(tree, INFO + "direct_url.json")).contains("\"editable\":false");
    assertThat(TreeListing.text(tree, INFO + "RECORD"))
        .contains("my_shop/data.json,sha256=RBNvo1WzZ4oRRq0W9-hknpT7T8If536DEMBg9hyq_4o,2\n");
  }

  @Test
  void refusesAMissingModuleAndALinkedDirectory() throws Exception {
    Files.createDirectories(directory.resolve("src/my_shop"));
    Files.createSymbolicLink(directory.resolve("src/my_shop/linked"), directory);
    assertThatThrownBy(() ->
            SourceWheel.install(
                directory,
                List.of(
                    new SourceModule("gone", "gone"), new SourceModule("src/my_shop", "my_shop")),
                facts("my_shop:main"),
                VENV,
                InstallOptions.defaults()))
        .isInstanceOfSatisfying(
            InstallException.class,
            e ->
                assertThat(e.problems())
                    .containsExactly(
                        new InstallProblem.MissingModule("gone"),
                        new InstallProblem.LinkedDirectory("src/my_shop/linked")));
  }

  @Test
  void findsWhatHatchlingPacks() throws Exception {
    assertThat(SourceModule.hatchling(directory, "shop")).isEmpty();
    Files.createDirectories(directory.resolve("ns/shop"));
    Files.writeString(directory.resolve("ns/shop/__init__.py"), "");
    assertThat(SourceModule.hatchling(directory, "shop")).contains(new SourceModule("ns", "ns"));
    Files.writeString(directory.resolve("shop.py"), "");
    assertThat(SourceModule.hatchling(directory, "shop"))
        .contains(new SourceModule("shop.py", "shop.py"));
    Files.createDirectories(directory.resolve("src/shop"));
    Files.writeString(directory.resolve("src/shop/__init__.py"), "");
    assertThat(SourceModule.hatchling(directory, "shop"))
        .contains(new SourceModule("src/shop", "shop"));
  }

  @Test
  void printsDirectUrlsAsUvDoes() {
    assertThat(
            new DirectUrl.Git("https://example.org/x.git", "0".repeat(40), "v1", true, "py").json())
        .isEqualTo(
            "{\"url\":\"https://example.org/x.git\",\"vcs_info\":{\"vcs\":\"git\",\"commit_id\":\""
                + "0".repeat(40)
                + "\",\"requested_revision\":\"v1\",\"git_lfs\":true},\"subdirectory\":\"py\"}");
    assertThat(new DirectUrl.Directory("/a b/\u00e9", false).json())
        .isEqualTo("{\"url\":\"file:///a%20b/%C3%A9\",\"dir_info\":{\"editable\":false}}");
  }
}
