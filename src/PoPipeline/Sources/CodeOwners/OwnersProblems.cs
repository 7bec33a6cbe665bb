using System.Collections.Immutable;
using PoPipeline.Rules.Model.Pipelines;

namespace PoPipeline.Sources.CodeOwners;

/// <summary>Gathers what is wrong with a CODEOWNERS file: the first lines of a file that is wrong throughout say enough.</summary>
internal sealed class OwnersProblems
{
    private const int Maximum = 200;
    private const int LongestQuote = 60;

    private readonly ImmutableArray<Problem>.Builder problems = ImmutableArray.CreateBuilder<Problem>();

    /// <summary>Adds a problem.</summary>
    /// <param name="kind">What kind; the severity follows from it.</param>
    /// <param name="token">The word at fault.</param>
    /// <param name="message">What is wrong and what the forge makes of it, after the quoted word.</param>
    public void Add(ProblemKind kind, OwnersToken token, string message)
    {
        if (problems.Count < Maximum)
        {
            problems.Add(new Problem(kind, $"{Quote(token.Text)} {message}", token.Span) { Text = Shorten(token.Text) });
        }
    }

    /// <summary>The problems, in the order of the lines.</summary>
    public ImmutableArray<Problem> InOrder() => [.. problems.OrderBy(problem => problem.Span.Region.StartLine).ThenBy(problem => problem.Span.Region.StartColumn)];

    /// <summary>A text in quotation marks, cut where it is long.</summary>
    public static string Quote(string text) => $"'{Shorten(text)}'";

    private static string Shorten(string text)
    {
        if (text.Length <= LongestQuote)
        {
            return text;
        }

        var length = char.IsHighSurrogate(text[LongestQuote - 1]) ? LongestQuote - 1 : LongestQuote;
        return $"{text[..length]}…";
    }
}
