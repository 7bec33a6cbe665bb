using System.Collections.Immutable;
using System.Text;
using PoPipeline.InToto.Metadata;
using PoPipeline.Ledger;

namespace PoPipeline.InToto.Verifying;

/// <summary>Puts values into a layout: <c>{NAME}</c> in rules and commands. Braces that stand for themselves are doubled.</summary>
internal static class Parameters
{
    /// <summary>Whether a parameter can have a name.</summary>
    /// <param name="name">The name.</param>
    public static bool IsName(string name) => name.Length > 0 && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-');

    /// <summary>Puts values in.</summary>
    /// <param name="layout">The layout.</param>
    /// <param name="values">The values.</param>
    /// <exception cref="FaultException">A value is missing, or what stands in braces is of no form that is known, or gives no rule.</exception>
    public static Layout Fill(Layout layout, ImmutableDictionary<string, string> values) => layout with
    {
        Steps =
        [
            .. layout.Steps.Select(step => step with
            {
                Materials = Fill(step.Materials, values),
                Products = Fill(step.Products, values),
                ExpectedCommand = Fill(step.ExpectedCommand, step.Place, values),
            }),
        ],
        Inspections =
        [
            .. layout.Inspections.Select(inspection => inspection with
            {
                Materials = Fill(inspection.Materials, values),
                Products = Fill(inspection.Products, values),
                Run = Fill(inspection.Run, inspection.Place, values),
            }),
        ],
    };

    /// <summary>Puts values into a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="values">The values.</param>
    /// <returns>The text, or what is wrong, as a clause.</returns>
    internal static Parsed<string> Fill(string text, ImmutableDictionary<string, string> values)
    {
        if (!text.AsSpan().ContainsAny('{', '}'))
        {
            return Filled(text);
        }

        var filled = new StringBuilder();
        for (var index = 0; index < text.Length; index++)
        {
            if (text[index] is not ('{' or '}'))
            {
                filled.Append(text[index]);
            }
            else if (index + 1 < text.Length && text[index + 1] == text[index])
            {
                filled.Append(text[index++]);
            }
            else if (text[index] is '}' || text.IndexOf('}', index) is not (> 0 and var end))
            {
                return Wrong($"'{Shown.Of(text)}' has a brace without another one; a brace that stands for itself is doubled");
            }
            else if (text[(index + 1)..end] is var name && !IsName(name))
            {
                return Wrong($"'{{{Shown.Of(name)}}}' is not the name of a parameter, which has letters, digits, '_' and '-'");
            }
            else if (!values.TryGetValue(name, out var value))
            {
                return Wrong($"the parameter '{Shown.Of(name)}' has no value; give it one");
            }
            else
            {
                filled.Append(value);
                index = end;
            }
        }

        return Filled(filled.ToString());
    }

    private static Parsed<string> Filled(string text) => new(value: text);

    private static Parsed<string> Wrong(string fault) => new(fault: fault);

    private static RuleList Fill(RuleList list, ImmutableDictionary<string, string> values) => list with
    {
        Rules =
        [
            .. list.Rules.Select(placed => ArtifactRule.Parse(Fill(placed.Rule.Words, placed.Place, values)).IsValue(out var rule, out var fault)
                ? placed with { Rule = rule }
                : throw new FaultException(new Fault(placed.Place, $"with its parameters it is no rule: {fault}"))),
        ],
    };

    private static ImmutableArray<string> Fill(ImmutableArray<string> words, Place place, ImmutableDictionary<string, string> values) =>
        [.. words.Select(word => Fill(word, values).IsValue(out var filled, out var fault) ? filled : throw new FaultException(new Fault(place, fault)))];
}
