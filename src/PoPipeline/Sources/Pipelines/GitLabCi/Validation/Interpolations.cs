using System.Text.RegularExpressions;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.GitLabCi.Validation;

/// <summary>Checks which inputs a file puts into its texts.</summary>
/// <remarks>Source: https://docs.gitlab.com/ci/inputs/, https://docs.gitlab.com/ci/yaml/#specinputs.</remarks>
internal static partial class Interpolations
{
    /// <summary>Reports inputs that the header does not declare.</summary>
    public static void Check(CiFile file, YamlMapping content, ProblemList problems)
    {
        if (InputDeclarations.ComeFromElsewhere(file.Header) || !file.Document.Source.Contains(Interpolated.Start, StringComparison.Ordinal))
        {
            return;
        }

        var declared = InputDeclarations.Of(file.Header);
        var seen = new HashSet<YamlNode>(ReferenceEqualityComparer.Instance);
        var open = new Stack<YamlNode>([content]);
        while (!problems.IsFull && open.TryPop(out var node))
        {
            // An anchor may be used many times.
            if (!seen.Add(node))
            {
                continue;
            }

            switch (node)
            {
                case YamlScalar scalar:
                    Check(scalar, file, declared, problems);
                    break;
                case YamlSequence sequence:
                    Push(open, sequence.Items);
                    break;
                case YamlMapping mapping:
                    Push(open, mapping.Entries.Select(entry => entry.Key));
                    Push(open, mapping.Entries.Select(entry => entry.Value));
                    break;
            }
        }
    }

    private static void Push(Stack<YamlNode> open, IEnumerable<YamlNode> nodes)
    {
        foreach (var node in nodes)
        {
            open.Push(node);
        }
    }

    private static void Check(YamlScalar scalar, CiFile file, YamlMapping? declared, ProblemList problems)
    {
        if (!ShapeChecker.IsInterpolated(scalar.Value))
        {
            return;
        }

        foreach (var use in Input().Matches(scalar.Value).TakeWhile(_ => !problems.IsFull))
        {
            var name = use.Groups["name"];
            if (declared?.Entry(name.Value) is null)
            {
                var why = file.Header is null ? "the file has no header that declares it" : "the header does not declare it";
                problems.Add(ProblemKind.Input, $"There is no input '{name.Value}': {why}", scalar.PlaceOf(name.Index, name.Length), file.Header is null ? ProblemEffect.Unknown : ProblemEffect.Rejected);
            }
        }
    }

    [GeneratedRegex(@"\$\[\[\s*inputs\.(?<name>[A-Za-z0-9_-]+)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Input();
}
