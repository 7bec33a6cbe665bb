using System.Buffers;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.GitHubActions.Validation;

/// <summary>The ids of jobs and steps.</summary>
internal static class Ids
{
    private static readonly SearchValues<char> Characters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-");

    /// <summary>Reports an id that expressions could not name.</summary>
    public static void Check(YamlScalar id, string what, ValidationContext context)
    {
        var text = id.Value.AsSpan();
        if (text.IsEmpty)
        {
            context.Add(ProblemKind.Id, $"The id of {what} must not be empty", id.Span);
        }
        else if (!ScalarExpressions.HasAny(id) && ((!char.IsAsciiLetter(text[0]) && text[0] is not '_') || text.ContainsAnyExcept(Characters)))
        {
            context.Add(ProblemKind.Id, $"'{id.Value}' is not an id for {what}; it starts with a letter or '_' and has only letters, digits, '-' and '_'", id.Span);
        }
    }
}
