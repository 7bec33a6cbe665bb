using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.CircleCi.Validation;

/// <summary>Checks how parameters are declared, and what is handed to them.</summary>
/// <remarks>Source: https://circleci.com/docs/reference/reusing-config/#parameter-types.</remarks>
/// <param name="checker">Takes the problems.</param>
internal sealed class ParameterRules(Checker checker)
{
    private static readonly string[] Types = ["boolean", "enum", "env_var_name", "executor", "integer", "steps", "string"];
    private static readonly string[] PipelineTypes = ["boolean", "enum", "integer", "string"];
    private static readonly string[] Keys = ["type", "default", "enum", "description"];

    /// <summary>Checks declarations.</summary>
    /// <param name="node">What stands under <c>parameters</c>; null where nothing does.</param>
    /// <param name="isPipeline">Whether they are those of the pipeline.</param>
    public void Declared(YamlNode? node, bool isPipeline)
    {
        if (checker.Mapping(node, "'parameters'", mayBeNull: true) is not { } parameters)
        {
            return;
        }

        foreach (var entry in parameters.Entries)
        {
            if (checker.Mapping(entry.Value, $"The parameter '{entry.Key.Value}'") is not { } keys)
            {
                continue;
            }

            checker.Keys(keys, $"The parameter '{entry.Key.Value}'", Keys, isPipeline ? ["type", "default"] : ["type"]);
            var declared = new Declaration(entry);
            var types = isPipeline ? PipelineTypes : Types;
            if (keys.Entry("type") is { } type && checker.Text(type.Value, "'type'") is not null && !types.Contains(declared.Type, StringComparer.Ordinal))
            {
                checker.Add(ProblemKind.Type, $"'{declared.Type}' is no type of {(isPipeline ? "a parameter of the pipeline" : "a parameter")}; {Names.OneOf(types)}", type.Value.Span);
                continue;
            }

            if (declared.Type is "enum" && keys["enum"] is not YamlSequence { Items.IsEmpty: false })
            {
                checker.Add(ProblemKind.Missing, $"The parameter '{entry.Key.Value}' is an 'enum' and needs the values that it can have, under 'enum'", entry.Key.Span);
            }
            else if (declared.Default is { } unsaid && FaultOf(unsaid, declared) is { } fault)
            {
                checker.Add(ProblemKind.Type, $"The default of '{entry.Key.Value}' {fault}", unsaid.Span);
            }
        }
    }

    /// <summary>Checks what a call hands over.</summary>
    /// <param name="part">What is called.</param>
    /// <param name="name">What it is called by.</param>
    /// <param name="given">What is handed over; null where nothing is.</param>
    /// <param name="own">Keys of the call that are no parameters.</param>
    /// <param name="varied">Parameters that a matrix gives.</param>
    /// <param name="scope">What names mean where it is called, as far as their types go.</param>
    public void Given(Part part, YamlScalar name, YamlMapping? given, IReadOnlyCollection<string> own, IReadOnlyDictionary<string, Argument> varied, DeclaredScope scope)
    {
        var declared = Declaration.In((part.Definition?.Value as YamlMapping)?["parameters"]).DistinctBy(one => one.Entry.Key.Value).ToDictionary(one => one.Entry.Key.Value, StringComparer.Ordinal);
        foreach (var entry in given?.Entries ?? [])
        {
            if (own.Contains(entry.Key.Value))
            {
                continue;
            }

            if (!declared.TryGetValue(entry.Key.Value, out var parameter))
            {
                checker.Add(ProblemKind.Input, $"'{name.Value}' has no parameter '{entry.Key.Value}'{Checker.Meant(entry.Key.Value, declared.Keys)}", entry.Key.Span);
            }
            else if (FaultOf(entry.Value, parameter, scope) is { } fault)
            {
                checker.Add(ProblemKind.Type, $"The parameter '{entry.Key.Value}' of '{name.Value}' {fault}", entry.Value.Span);
            }
        }

        foreach (var missing in declared.Values.Where(one => one.Default is null && given?.Entry(one.Entry.Key.Value) is null && !varied.ContainsKey(one.Entry.Key.Value)))
        {
            checker.Add(ProblemKind.Input, $"'{name.Value}' needs its parameter '{missing.Entry.Key.Value}', which has no default", name.Span);
        }

        foreach (var (key, argument) in varied)
        {
            if (!declared.TryGetValue(key, out var parameter))
            {
                checker.Add(ProblemKind.Matrix, $"'{name.Value}' has no parameter '{key}', which the matrix gives{Checker.Meant(key, declared.Keys)}", argument.Values.FirstOrDefault()?.Node.Span ?? name.Span);
                continue;
            }

            foreach (var value in argument.Values)
            {
                if (FaultOf(value.Node, parameter, scope) is { } fault)
                {
                    checker.Add(ProblemKind.Matrix, $"The parameter '{key}' of '{name.Value}' {fault}", value.Node.Span);
                }
            }
        }
    }

    // Why a value is none of the parameter's type, as a predicate; null where it is one.
    private static string? FaultOf(YamlNode node, Declaration declared, DeclaredScope? scope = null)
    {
        if (node is YamlScalar open && Marks.MayBeIn(open.Value))
        {
            return Marks.Whole(open.Value) is { } mark && scope?.TypeOf(mark.Content) is { } type && !Fits(type, declared.Type)
                ? $"is of the type '{declared.Type}', and '{mark.Content}' of the type '{type}'" : null;
        }

        return declared.Type switch
        {
            "boolean" => node is YamlScalar scalar && Checker.IsBoolean(scalar) ? null : $"is 'true' or 'false', and this is {Checker.Kind(node)}",
            "integer" => node is YamlScalar scalar && CoreSchema.NumberOf(scalar) is { } number && number == Math.Floor(number) ? null : $"is a whole number, and this is {Checker.Kind(node)}",
            "string" => node is YamlScalar scalar && CoreSchema.BooleanOf(scalar) is null && CoreSchema.NumberOf(scalar) is null ? null : $"is a text, and this is {Checker.Kind(node)}; put it in quotes",
            "env_var_name" => node is YamlScalar { IsNull: false } scalar ? IsName(scalar.Value) ? null : $"is the name of a variable, and '{scalar.Value}' is none: letters, digits and '_', no digit first" : $"is the name of a variable, and this is {Checker.Kind(node)}",
            "enum" => node is not YamlScalar ? $"is one of its values, and this is {Checker.Kind(node)}" : declared.Choices.IsEmpty || declared.Choices.Any(choice => choice.Value == ((YamlScalar)node).Value) ? null : $"cannot be '{((YamlScalar)node).Value}'; {Names.OneOf(declared.Choices.Select(choice => choice.Value))}",
            "steps" => node is YamlSequence ? null : $"is a list of steps, and this is {Checker.Kind(node)}",
            "executor" => node is YamlScalar { IsNull: false } || (node as YamlMapping)?.Entry("name") is not null ? null : $"is the name of an executor, or a mapping with a 'name', and this is {Checker.Kind(node)}",
            _ => null,
        };
    }

    // What is put into a text becomes one.
    private static bool Fits(string given, string wanted) => given == wanted || (wanted, given) is ("string", "enum" or "env_var_name") or ("enum", "string") or ("env_var_name", "string") or ("executor", "string") or ("string", "executor");

    private static bool IsName(string text) => text.Length > 0 && !char.IsAsciiDigit(text[0]) && text.AsSpan().IndexOfAnyExcept(Letters.Name) < 0;
}
