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

    /// <summary>The same, with a policy that keeps decisions on record, and has a request filed for every finding.</summary>
    /// <param name="policy">The policy, of <see cref="Policy"/>.</param>
    public static IReadOnlyDictionary<string, string> OnRecord(string policy) => new Dictionary<string, string>(Unsound, StringComparer.Ordinal) { [".popipeline.yml"] = policy };

    /// <summary>A policy that keeps decisions on record; the finding is critical, so it takes both approvers.</summary>
    /// <param name="tracker">The tracker: <c>github</c>.</param>
    /// <param name="first">Who decides.</param>
    /// <param name="second">Who decides, too.</param>
    public static string Policy(string tracker, string first, string second) => $"""
        exceptions:
          approvers: ["{first}", "{second}"]
          records:
            tracker: {tracker}
            request: automatic
        """ + "\n";
}
