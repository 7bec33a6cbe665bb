using System.Text.Json;

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
              L3 - Makefile:2:2  'npm install', which 'make deps' comes to, may take other packages than 'package-lock.json' says: 'npm install' brings package-lock.json up to date where it does not fit.
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

    [Fact]
    public void Where_there_is_no_project_that_is_said()
    {
        using var folder = new TempFolder();
        folder.Write("README.md", "# Shop\n");

        Assert.Equal((0, "There is no project: no file that says which packages something needs.\n", ""), Po.Run("reproducible", folder.Path));
    }

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
