using System.Text.Json.Nodes;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Configuration;

/// <summary>A number within bounds; not a number where nothing holds so far.</summary>
/// <param name="minimum">The least.</param>
/// <param name="maximum">The most.</param>
/// <param name="whole">Whether it is a whole number.</param>
internal sealed class NumberShape(double minimum, double maximum, bool whole) : Shape<double>
{
    /// <inheritdoc/>
    public override double Read(YamlNode node, double current, PolicyFile file)
    {
        if (node is YamlScalar { Tag: null } scalar
            && PlainValue.Number(scalar) is { } number
            && number >= minimum && number <= maximum
            && (!whole || double.IsInteger(number)))
        {
            return number;
        }

        file.Reject(node, minimum == maximum ? $"This must be {minimum}." : $"This must be a {(whole ? "whole " : "")}number from {minimum} to {maximum}.");
        return current;
    }

    /// <inheritdoc/>
    public override JsonObject Schema() => new() { ["type"] = whole ? "integer" : "number", ["minimum"] = minimum, ["maximum"] = maximum };

    /// <inheritdoc/>
    public override JsonNode? Json(double value) => double.IsNaN(value) ? null : value;
}
