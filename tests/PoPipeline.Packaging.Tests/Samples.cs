namespace PoPipeline.Packaging.Tests;

/// <summary>Two small repositories: one that meets the default rules, one that does not.</summary>
internal static class Samples
{
    public static IReadOnlyDictionary<string, string> Sound { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [".github/CODEOWNERS"] = "* @acme/platform\n",
        [".github/workflows/ci.yml"] = """
            name: CI
            on:
              push:
                branches: [main]
            permissions: {}
            jobs:
              test:
                runs-on: ubuntu-24.04
                timeout-minutes: 5
                steps:
                  - run: echo "nothing to see"
            """ + "\n",
    };

    /// <summary>The title of an issue, which anybody writes, is pasted into a script.</summary>
    public static IReadOnlyDictionary<string, string> Unsound { get; } = new Dictionary<string, string>(Sound, StringComparer.Ordinal)
    {
        [".github/workflows/triage.yml"] = """
            name: Triage
            on: issues
            permissions:
              issues: write
            jobs:
              greet:
                runs-on: ubuntu-24.04
                timeout-minutes: 5
                steps:
                  - run: echo "${{ github.event.issue.title }}"
            """ + "\n",
    };
}
