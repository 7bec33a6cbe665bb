using PoPipeline.Rules.Credentials;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.GitHubActions;

/// <summary>Names steps for fingerprints, one job at a time.</summary>
internal sealed class StepKeys
{
    private const int Longest = 60;
    private const int LongestLine = 1000;

    private readonly Dictionary<string, int> taken = new(StringComparer.Ordinal);

    /// <summary>The key of the next step.</summary>
    /// <param name="step">The step.</param>
    /// <param name="used">What it uses, without a version; null where it uses nothing.</param>
    public string Next(YamlMapping step, string? used)
    {
        var key = step.Scalar("id")?.Value ?? used ?? step.Scalar("name")?.Value ?? FirstWords(step.Scalar("run")?.Value) ?? "step";

        // A script may start with a credential; a key is shown and kept.
        key = Short(CredentialFormats.MaskAll(key));
        var count = taken[key] = taken.GetValueOrDefault(key) + 1;
        return count == 1 ? key : $"{key}#{count}";
    }

    // The first line that is no comment and no option of the shell.
    private static string? FirstWords(string? script)
    {
        foreach (var line in script.AsSpan().EnumerateLines())
        {
            var text = line.Trim();
            if (text.Length > 0 && text[0] is not '#' && !text.StartsWith("set ", StringComparison.Ordinal))
            {
                return text[..Math.Min(text.Length, LongestLine)].ToString();
            }
        }

        return null;
    }

    private static string Short(string key)
    {
        var line = key.AsSpan().Trim();
        var end = line.IndexOfAny('\n', '\r');
        line = end < 0 ? line : line[..end];
        return line.Length <= Longest ? line.ToString() : line[..Longest].TrimEnd().ToString();
    }
}
