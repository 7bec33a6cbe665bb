using System.Text.Json;
using PoPipeline.Tests;

namespace PoPipeline.Frosting.Tests;

public sealed class ReproducibleVerbTests
{
    private const string Manifest = """
        {
          "name": "shop",
          "private": true,
          "dependencies": { "left-pad": "1.3.0" }
        }
        """;

    private const string Lock = """
        {
          "name": "shop",
          "lockfileVersion": 3,
          "packages": {
            "": { "name": "shop", "dependencies": { "left-pad": "1.3.0" } },
            "node_modules/left-pad": {
              "version": "1.3.0",
              "resolved": "https://registry.npmjs.org/left-pad/-/left-pad-1.3.0.tgz",
              "integrity": "sha512-XI5MPzVNApjAyhQzphX8BkmKsKUxD4LdyK24iZeQGinBN9yTQT3bFlCBy/aVx2HrNcqQGsdot8ghrjyrvMCoEA=="
            }
          }
        }
        """;

    [Fact]
    public void Each_level_is_shown_with_its_evidence_and_the_next_step()
    {
        using var folder = Project("npm install");

        var (exitCode, output, error) = Po.Run("reproducible", folder.Path);

        Assert.Equal((0, ""), (exitCode, error));
        Assert.Equal(
            """
            . (npm): L2, locked with all hashes
              L1 + package-lock.json:1:1  'package-lock.json' says which versions are taken.
              L2 + package-lock.json:1:1  'package-lock.json' has a strong hash, or the commit, of its one package.
              L3 - Makefile:2:2
                   'npm install', which 'make deps' comes to, may take other packages than 'package-lock.json' says: 'npm install'
                   brings package-lock.json up to date where it does not fit.
              Next: Use 'npm ci' at Makefile:2:2.


            """,
            output);
    }

    [Fact]
    public void A_project_that_nothing_stands_against_is_at_the_highest_level()
    {
        using var folder = Project("npm ci");

        var (exitCode, output, error) = Po.Run("reproducible", folder.Path, "--json");

        Assert.Equal((0, ""), (exitCode, error));
        var project = JsonDocument.Parse(output).RootElement.GetProperty("projects")[0];
        Assert.Equal(4, project.GetProperty("level").GetInt32());
        Assert.Equal(["yes"], project.GetProperty("evidence").EnumerateArray().Select(fact => fact.GetProperty("met").GetString()).Distinct());
        Assert.Contains(project.GetProperty("evidence").EnumerateArray(), fact => fact.GetProperty("file").GetString() is "Makefile" && (fact.GetProperty("line").GetInt32(), fact.GetProperty("column").GetInt32()) is (2, 2));
        Assert.Equal(JsonValueKind.Null, project.GetProperty("next").ValueKind);
    }

    [Fact]
    public void What_a_script_builds_is_not_known_to_be_the_same_each_time()
    {
        using var folder = Project("npm ci");
        folder.Write("package.json", Manifest.Replace("\"private\"", "\"scripts\": { \"build\": \"webpack\" },\n  \"private\"", StringComparison.Ordinal));

        var (_, output, _) = Po.Run("reproducible", folder.Path);

        Assert.Contains("L3, enforced by the pipelines; whether L4 is not known", output, StringComparison.Ordinal);
        Assert.Contains("L4 ? package.json:3:16  Whether what the script 'build' writes has the same bytes each time is not known.", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("web", "web (npm)")]
    [InlineData("web/src/app.js", "web (npm)")]
    [InlineData("tools/package.json", "tools (npm)")]
    public void Of_a_part_only_its_projects_are_shown(string path, string shown)
    {
        using var folder = new TempTree().Write("web/package.json", Manifest).Write("web/src/app.js", "//\n").Write("tools/package.json", Manifest).Git("init").Git("add", ".");

        var (_, output, _) = Po.Run("reproducible", folder.PathOf(path));

        Assert.StartsWith($"{shown}: L0, nothing is locked\n", output, StringComparison.Ordinal);
        Assert.Single(output.Split('\n').Where(line => line.EndsWith("L0, nothing is locked", StringComparison.Ordinal)));
    }

    [Fact]
    public void Passes_have_the_evidence_in_SARIF()
    {
        using var folder = Project("npm ci");

        _ = Po.Run("check", folder.Path, "--rule", "PO3255", "--output", Path.Combine(folder.Path, "out"));

        var result = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder.Path, "out", "popipeline.sarif"))).RootElement.GetProperty("runs")[0].GetProperty("results")[0];
        Assert.Equal("pass", result.GetProperty("kind").GetString());
        Assert.Equal("Makefile", result.GetProperty("relatedLocations")[0].GetProperty("physicalLocation").GetProperty("artifactLocation").GetProperty("uri").GetString());
        Assert.StartsWith("'npm ci' takes what 'package-lock.json' says, or fails", result.GetProperty("relatedLocations")[0].GetProperty("message").GetProperty("text").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<ItemGroup><ProjectReference Include=\"..\\Core\\Core.csproj\" /></ItemGroup>", "L0, nothing is locked", "L1 - src/Shop/Shop.csproj:1:45  It has no lock file, and 'src/Core/Core.csproj', which it builds with, asks for packages.")]
    [InlineData("<ItemGroup><ProjectReference Include=\"..\\Gone\\Gone.csproj\" /></ItemGroup>", "L0, nothing is locked; whether L1 is not known", "L1 ? src/Shop/Shop.csproj:1:45  It has no lock file, and the project '..\\Gone\\Gone.csproj', which it builds with, is not read.")]
    [InlineData("<Import Project=\"..\\shared.props\" />", "L0, nothing is locked", "L1 - src/shared.props:1:21  It has no lock file, and the package 'Serilog' is referenced for it.")]
    [InlineData("<Import Project=\"..\\gone.props\" />", "L0, nothing is locked; whether L1 is not known", "L1 ? src/Shop/Shop.csproj:1:1  It has no lock file, and not all is read that it imports: of 'src/Shop/Shop.csproj', it imports '..\\gone.props', which is not in the repository.")]
    [InlineData("<Sdk Name=\"Microsoft.Build.NoTargets\" Version=\"3.7.56\" />", "L1, locked", "L2 - src/Shop/Shop.csproj:1:34  Nothing says which content the SDK 'Microsoft.Build.NoTargets' has, which is fetched.")]
    [InlineData("<ItemGroup><ProjectReference Include=\"..\\Bare\\Bare.csproj\" /></ItemGroup>", "L3, enforced by the pipelines", "L1 + src/Shop/Shop.csproj:1:1  It asks for no package from elsewhere.")]
    public void What_a_project_of_NET_is_given_by_others_is_not_nothing(string body, string level, string evidence)
    {
        using var folder = new TempFolder();
        folder.Write("src/Shop/Shop.csproj", $"<Project Sdk=\"Microsoft.NET.Sdk\">{body}</Project>");
        folder.Write("src/Core/Core.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\"><ItemGroup><PackageReference Include=\"Serilog\" Version=\"4.0.0\" /></ItemGroup></Project>");
        folder.Write("src/Bare/Bare.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\" />");
        folder.Write("src/shared.props", "<Project><ItemGroup><PackageReference Include=\"Serilog\" Version=\"4.0.0\" /></ItemGroup></Project>");

        var (_, output, _) = Po.Run("reproducible", folder.Path);

        Assert.Contains($"src/Shop (NuGet): {level}\n", output, StringComparison.Ordinal);
        Assert.Contains(Joined(evidence), Joined(output), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("pom.xml", "<project><groupId>a</groupId><artifactId>b</artifactId><version>1</version></project>", "L1, locked", "L2 - pom.xml:1:1  Nothing says which content is fetched: the plugins that build it are fetched.")]
    [InlineData("pom.xml", "<project><parent><groupId>org.apache</groupId><artifactId>apache</artifactId><version>35</version></parent><artifactId>b</artifactId><packaging>pom</packaging></project>", "L1, locked", "Nothing says which content is fetched: its parent 'org.apache:apache:35' is fetched.")]
    [InlineData("pom.xml", "<project><groupId>a</groupId><artifactId>b</artifactId><version>1</version><packaging>pom</packaging></project>", "L3, enforced by the pipelines", "L1 + pom.xml:1:1  It asks for no package from elsewhere.")]
    [InlineData("build.gradle", "plugins {\n  id 'shop.conventions'\n}\n", "L1, locked", "L2 - build.gradle:2:7  Nothing says which content is fetched: the plugin 'shop.conventions' is fetched, or built of what is.")]
    [InlineData("build.gradle", "plugins {\n  id 'java-library'\n}\n", "L3, enforced by the pipelines", "L1 + build.gradle:1:1  It asks for no package from elsewhere.")]
    [InlineData("MODULE.bazel", "module(name = \"shop\")\nfetch = use_extension(\"//:fetch.bzl\", \"fetch\")\n", "L0, nothing is locked; whether L1 is not known", "L1 ? MODULE.bazel:2:9  It has no lock file, and what the extension in '//:fetch.bzl' fetches is not read.")]
    [InlineData("MODULE.bazel", "module(name = \"shop\")\n", "L3, enforced by the pipelines", "L1 + MODULE.bazel:1:1  It asks for no package from elsewhere.")]
    public void What_builds_a_project_is_not_nothing(string file, string text, string level, string evidence)
    {
        using var folder = new TempFolder();
        folder.Write(file, text);

        var (_, output, _) = Po.Run("reproducible", folder.Path);

        Assert.Contains($": {level}", output, StringComparison.Ordinal);
        Assert.Contains(Joined(evidence), Joined(output), StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_workspace_of_Cargo_says_for_its_parts_is_not_nothing()
    {
        using var folder = new TempFolder();
        folder.Write("Cargo.toml", "[workspace]\nmembers = [\"app\", \"bare\"]\n[workspace.dependencies]\nserde = \"1\"\n");
        folder.Write("app/Cargo.toml", "[package]\nname = \"app\"\n[dependencies]\nserde = { workspace = true }\n");
        folder.Write("bare/Cargo.toml", "[package]\nname = \"bare\"\n");

        var (_, output, _) = Po.Run("reproducible", folder.Path);

        Assert.Contains("app (Cargo): L0, nothing is locked; whether L1 is not known\n", output, StringComparison.Ordinal);
        Assert.Contains("bare (Cargo): L3, enforced by the pipelines; whether L4 is not known\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_manifest_names_itself_needs_no_lock_file()
    {
        using var folder = new TempFolder();
        folder.Write("deep/WORKSPACE", "http_archive(\n    name = \"zlib\",\n    url = \"https://zlib.net/zlib-1.3.1.tar.gz\",\n    sha256 = \"9a93b2b7dfdac77ceba5a558a580e74667dd6fede4585b91eefb60f03b72df23\",\n)\n");
        folder.Write("native/vcpkg.json", "{ \"dependencies\": [\"fmt\"], \"builtin-baseline\": \"3426db05b996481ca31e95fff3734cf23e0f51bc\" }\n");
        folder.Write("functions/WORKSPACE", "http_archive(\n    name = \"zlib\",\n    url = \"https://zlib.net/zlib-1.3.1.tar.gz\",\n    sha256 = \"9a93b2b7dfdac77ceba5a558a580e74667dd6fede4585b91eefb60f03b72df23\",\n)\n");
        folder.Write("functions/deps/deps.bzl", "def deps():\n    http_archive(name = \"a\", url = \"https://e.org/a.tar.gz\")\n");
        folder.Write("open/WORKSPACE", "http_archive(\n    name = \"zlib\",\n    url = \"https://zlib.net/zlib-1.3.1.tar.gz\",\n)\n");
        folder.Write("module/MODULE.bazel", "bazel_dep(name = \"a\", version = \"1\")\narchive_override(module_name = \"a\", urls = [\"https://e.org/a.tar.gz\"])\n");
        folder.Write("module/MODULE.bazel.lock", "{ \"lockFileVersion\": 13, \"registryFileHashes\": {} }\n");

        var (_, output, _) = Po.Run("reproducible", folder.Path);

        Assert.Contains("functions (Bazel): L1, locked\n", output, StringComparison.Ordinal);
        Assert.Contains("deep (Bazel): L2, locked with all hashes; whether L3 is not known\n", output, StringComparison.Ordinal);
        Assert.Contains("native (vcpkg): L2, locked with all hashes; whether L3 is not known\n", output, StringComparison.Ordinal);
        Assert.Contains("open (Bazel): L1, locked\n", output, StringComparison.Ordinal);
        Assert.Contains("module (Bazel): L1, locked\n", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("src/it/simple/package.json")]
    [InlineData("packages/pkg-fixtures/a/package.json")]
    [InlineData("src/__fixtures__/package.json")]
    public void What_tests_run_on_is_no_project(string manifest)
    {
        using var folder = new TempFolder();
        folder.Write(manifest, Manifest);

        Assert.Equal((0, "There is no project: no file that says which packages something needs.\n", ""), Po.Run("reproducible", folder.Path));
    }

    [Fact]
    public void Where_there_is_no_project_that_is_said()
    {
        using var folder = new TempFolder();
        folder.Write("README.md", "# Shop\n");

        Assert.Equal((0, "There is no project: no file that says which packages something needs.\n", ""), Po.Run("reproducible", folder.Path));
    }

    // Where lines are broken is not what matters.
    private static string Joined(string text) => string.Join(' ', text.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries));

    private static TempFolder Project(string install)
    {
        var folder = new TempFolder();
        folder.Write("package.json", Manifest);
        folder.Write("package-lock.json", Lock);
        folder.Write("Makefile", $"deps:\n\t{install}\n");
        folder.Write(".github/workflows/ci.yml", "on: push\npermissions: {}\njobs:\n  test:\n    runs-on: ubuntu-latest\n    steps:\n      - run: make deps\n");
        return folder;
    }
}
