using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using PoPipeline.Rules.Model.Pipelines;

namespace PoPipeline.Sources.Pipelines.Tekton.Cel;

/// <summary>Tells who controls what an expression becomes: of a comparison nothing is left but its outcome, of a text that is put together all that is put into it.</summary>
/// <remarks>Source: https://pipelinesascode.com/docs/guide/authoringprs/#dynamic-variables and https://github.com/google/cel-spec/blob/master/doc/langdef.md#list-of-standard-definitions.</remarks>
internal static class CelValues
{
    // What is true or false, or a number, whatever it is asked of.
    private static readonly FrozenSet<string> Asking = FrozenSet.Create(
        StringComparer.Ordinal, "has", "size", "startsWith", "endsWith", "contains", "matches", "exists", "exists_one", "all", "indexOf", "lastIndexOf", "int", "uint", "double", "bool", "type", "pathChanged", "hasValue");

    /// <summary>Who controls the value.</summary>
    /// <param name="node">The expression.</param>
    /// <param name="variable">Who controls a variable, by its path: <c>body.pull_request.title</c>.</param>
    public static Provenance Of(CelNode node, Func<string, Provenance> variable) => PathOf(node) is { } path
        ? variable(path)
        : node.Kind switch
        {
            CelKind.Text or CelKind.Constant => Provenance.Constant,
            CelKind.Operation => node.Text is "+" ? Joined(node.Parts, variable) : Provenance.Constant,
            CelKind.Choice => Joined(node.Parts[1..], variable),
            CelKind.Call or CelKind.Method => Asking.Contains(node.Text) ? Provenance.Constant : Joined(node.Text is "map" or "filter" ? node.Parts[..1] : node.Parts, variable),
            CelKind.Member => Of(node.Parts[0], variable),
            _ => Joined(node.Parts, variable),
        };

    private static Provenance Joined(ImmutableArray<CelNode> parts, Func<string, Provenance> variable) => Provenance.Join(parts.Select(part => Of(part, variable)));

    // body.commits[0].message and body["commits"] are paths from a name; the number of an item tells nothing.
    private static string? PathOf(CelNode node)
    {
        var parts = new Stack<string>();
        for (; node.Kind is CelKind.Member or CelKind.Index; node = node.Parts[0])
        {
            if (node.Kind is CelKind.Member)
            {
                parts.Push(node.Text);
            }
            else if (node.Parts[1].Kind is CelKind.Text)
            {
                parts.Push(node.Parts[1].Text);
            }
            else if (node.Parts[1] is not { Kind: CelKind.Constant, Text: var number } || !int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            {
                return null;
            }
        }

        return node.Kind is not CelKind.Name ? null : node.Text is "pac" && parts.Count > 0 ? string.Join('.', parts) : string.Join('.', parts.Prepend(node.Text));
    }
}
