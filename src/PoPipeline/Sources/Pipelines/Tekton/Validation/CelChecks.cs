using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Pipelines.Tekton.Cel;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.Tekton.Validation;

/// <summary>What holds for expressions of the Common Expression Language.</summary>
internal static class CelChecks
{
    /// <summary>Finds what keeps an expression from being read, at the very place.</summary>
    /// <param name="expression">The expression.</param>
    /// <param name="problems">Takes what is wrong.</param>
    public static void Validate(YamlScalar expression, ProblemList problems)
    {
        if (PlainText.IsFilledIn(expression) || CelReader.Read(expression.Value, out var error, out var at) is not null || error is null)
        {
            return;
        }

        // Where it ends too early, what it ends with is shown.
        var last = expression.Value.AsSpan().TrimEnd().Length - 1;
        problems.Add(ProblemKind.Expression, $"The expression cannot be read: {error}", last < 0 ? expression.Span : expression.PlaceOf(Math.Min(at, last), 1));
    }
}
