using System.Text.Json;

namespace PoPipeline.Frosting.Tests;

public sealed class ToolchainVerbTests
{
    private const string Workflow = """
        on:
          push:
            branches: [main]
          pull_request:
        permissions: {}
        jobs:
          scan:
            runs-on: ubuntu-latest
            steps:
              - run: semgrep scan --config p/ci
              - run: gitleaks git .
        """;

    [Fact]
    public void The_table_says_what_runs_where_when_and_whether_it_blocks()
    {
        using var folder = new TempFolder();
        folder.Write(".github/workflows/ci.yml", Workflow);
        folder.Write(".popipeline.yml", "toolchain:\n  must: [sast, secret-scan]\n  should: [sbom]\n");

        var (exitCode, output, error) = Po.Run("toolchain", folder.Path);

        Assert.Equal((0, ""), (exitCode, error));
        Assert.Equal(
            """
            Type            Asked   Tool      Pipeline                     Default branch  Proposed changes  Releases  Blocks
            sast            must    Semgrep   .github/workflows/ci.yml:10  yes             yes               no        no
            sca             -       -         -                            -               -                 -         -
            secret-scan     must    Gitleaks  .github/workflows/ci.yml:11  yes             yes               no        yes
            iac-scan        -       -         -                            -               -                 -         -
            container-scan  -       -         -                            -               -                 -         -
            dast            -       -         -                            -               -                 -         -
            fuzzing         -       -         -                            -               -                 -         -
            licence-scan    -       -         -                            -               -                 -         -
            sbom            should  MISSING   -                            -               -                 -         -
            signing         -       -         -                            -               -                 -         -
            provenance      -       -         -                            -               -                 -         -
            artifact-check  -       -         -                            -               -                 -         -
            posture         -       -         -                            -               -                 -         -

            .github/workflows/ci.yml:10:14  Semgrep does not block: it succeeds whatever it finds without '--error'.

            sbom should be there and is not found.

            """,
            output);
    }

    [Fact]
    public void What_must_be_there_and_is_missing_is_exit_code_1()
    {
        using var folder = new TempFolder();
        folder.Write(".github/workflows/ci.yml", Workflow);
        folder.Write(".popipeline.yml", "toolchain:\n  must: [sca]\n");

        var (exitCode, output, _) = Po.Run("toolchain", folder.Path, "--json");
        var types = JsonDocument.Parse(output).RootElement.GetProperty("types").EnumerateArray().ToDictionary(type => type.GetProperty("type").GetString()!, StringComparer.Ordinal);

        Assert.Equal(1, exitCode);
        Assert.Contains("sca must be there and is not found.", Po.Run("toolchain", folder.Path).Output, StringComparison.Ordinal);
        Assert.Equal(("must", "missing"), (types["sca"].GetProperty("asked").GetString(), types["sca"].GetProperty("state").GetString()));
        Assert.Equal("none", types["dast"].GetProperty("state").GetString());
        var found = Assert.Single(types["secret-scan"].GetProperty("evidence").EnumerateArray());
        Assert.Equal(
            """{"tool":"Gitleaks","kind":"command","component":"gitleaks git","platform":"GitHub Actions","pipeline":".github/workflows/ci.yml","job":"scan","file":".github/workflows/ci.yml","line":11,"column":14,"runs":{"defaultBranch":"yes","proposals":"yes","schedule":"no","release":"no"},"blocks":"yes","why":""}""",
            JsonSerializer.Serialize(found));
    }

    [Fact]
    public void What_must_be_there_and_is_only_run_by_hand_is_exit_code_1()
    {
        using var folder = new TempFolder();
        folder.Write(".github/workflows/ci.yml", "on: workflow_dispatch\npermissions: {}\njobs:\n  scan:\n    runs-on: ubuntu-latest\n    steps:\n      - run: gitleaks git .\n");
        folder.Write(".popipeline.yml", "toolchain:\n  must: [secret-scan, sca]\n");

        var (exitCode, output, _) = Po.Run("toolchain", folder.Path);

        Assert.Equal(1, exitCode);
        Assert.Contains("sca must be there and is not found.", output, StringComparison.Ordinal);
        Assert.Contains("secret-scan must be there and does not run when the code changes, nor regularly.", output, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_not_found_where_not_everything_could_be_looked_at_is_exit_code_3()
    {
        using var folder = new TempFolder();
        folder.Write(".gitlab-ci.yml", "include:\n  - project: acme/pipelines\n    ref: main\n    file: /a.yml\n\nbuild:\n  script: make\n");
        folder.Write(".popipeline.yml", "toolchain:\n  must: [sca]\n");

        var (exitCode, output, error) = Po.Run("toolchain", folder.Path);

        Assert.Equal(3, exitCode);
        Assert.Contains("'acme/pipelines", output, StringComparison.Ordinal);
        Assert.Contains("not everything could be looked at", error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_type_that_nobody_knows_is_exit_code_2_with_its_place()
    {
        using var folder = new TempFolder();
        folder.Write(".popipeline.yml", "toolchain:\n  must: [sats]\n");

        var (exitCode, _, error) = Po.Run("toolchain", folder.Path);

        Assert.Equal(2, exitCode);
        Assert.Contains(".popipeline.yml:2:10: There is no type of tools 'sats'. Did you mean 'sast'?", error, StringComparison.Ordinal);
    }
}
