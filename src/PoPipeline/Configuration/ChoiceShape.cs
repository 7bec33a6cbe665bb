using System.Collections.Immutable;
using System.Text.Json.Nodes;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Configuration;

/// <summary>One of some words.</summary>
/// <param name="what">What the words are, as a noun: "rule".</param>
/// <param name="choices">The words and what each becomes.</param>
/// <typeparam name="T">What it becomes.</typeparam>
internal sealed class ChoiceShape<T>(string what, ImmutableArray<(string Word, T Value)> choices) : Shape<T>
{
    /// <inheritdoc/>
    public override T Read(YamlNode node, T current, PolicyFile file)
    {
        if (node is not YamlScalar { Tag: null } scalar)
        {
            file.Reject(node, $"This must be the name of a {what}.");
            return current;
        }

        foreach (var (word, value) in choices)
        {
            if (word == scalar.Value)
            {
                return value;
            }
        }

        var words = choices.Select(choice => choice.Word);
        var hint = KnownName.Hint(scalar.Value, words);
        var few = choices.Length <= 12 ? $" It is one of {string.Join(", ", words.Select(word => $"'{word}'"))}." : "";
        file.Reject(node, $"There is no {what} '{scalar.Value}'.{(hint.Length > 0 ? hint : few)}");
        return current;
    }

    /// <inheritdoc/>
    public override JsonObject Schema() => new() { ["type"] = "string", ["enum"] = new JsonArray([.. choices.Select(choice => (JsonNode)choice.Word)]) };

    /// <inheritdoc/>
    public override JsonNode? Written(T value) => choices.Where(choice => EqualityComparer<T>.Default.Equals(choice.Value, value)).Select(choice => choice.Word).FirstOrDefault();
}
