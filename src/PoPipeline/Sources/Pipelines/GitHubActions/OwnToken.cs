using System.Text.RegularExpressions;

namespace PoPipeline.Sources.Pipelines.GitHubActions;

/// <summary>Tells from an expression whether an action or a script can get the job's own token from it.</summary>
internal static partial class OwnToken
{
    private const string Name = "github_token";

    /// <summary>Whether the token may be in what the expression becomes.</summary>
    /// <param name="expression">As written.</param>
    /// <param name="isCalled">Whether others call the workflow, who can hand their token over under any name.</param>
    /// <remarks>Another secret, by its name, is none of it.</remarks>
    public static bool MayBeIn(string expression, bool isCalled) => Speaks(expression) && (isCalled || Speaks(OtherSecret().Replace(expression, "")));

    private static bool Speaks(string text) =>
        text.Contains("token", StringComparison.OrdinalIgnoreCase)
        || text.Contains("secrets", StringComparison.OrdinalIgnoreCase)
        || text.Contains("toJSON", StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex($@"\bsecrets\.(?!{Name}\b)[A-Za-z_][A-Za-z0-9_]*\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex OtherSecret();
}
