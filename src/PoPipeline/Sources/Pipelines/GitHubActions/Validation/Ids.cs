using System.Buffers;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.GitHubActions.Validation;

/// <summary>The ids of jobs and steps.</summary>
internal static class Ids
{
    // https://github.com/actions/runner, IdBuilder: the runner names what has no id by itself, with two underscores before it.
    private const string Reserved = "__";
    private const int TooLong = 100;

    private static readonly SearchValues<char> Characters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-");

    /// <summary>Whether ids like this are kept for what has none.</summary>
    public static bool IsReserved(string id) => id.StartsWith(Reserved, StringComparison.Ordinal);

    /// <summary>Reports an id that expressions could not name, or that the platform does not take.</summary>
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
        else if (IsReserved(id.Value))
        {
            context.Add(ProblemKind.Id, $"The id '{id.Value}' of {what} is reserved: those that start with '{Reserved}' are for what has no id", id.Span);
        }
        else if (text.Length >= TooLong)
        {
            context.Add(ProblemKind.Id, $"The id of {what} has {Counted.Of(text.Length, "character")}; it must have fewer than {TooLong}", id.Span);
        }
    }
}
