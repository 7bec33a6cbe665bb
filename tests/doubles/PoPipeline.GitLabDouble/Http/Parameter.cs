using System.Collections.Immutable;

namespace PoPipeline.Doubles.GitLab.Http;

/// <summary>A documented parameter of an endpoint.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">Its type.</param>
internal sealed record Parameter(string Name, ParameterKind Kind)
{
    /// <summary>Whether a request without it is refused.</summary>
    public bool Required { get; init; }

    /// <summary>Whether it may be an empty string.</summary>
    public bool MayBeBlank { get; init; } = true;

    /// <summary>The values that it may have; any when empty.</summary>
    public ImmutableArray<string> Values { get; init; } = [];

    /// <summary>What a hash may hold.</summary>
    public ImmutableArray<Parameter> Fields { get; init; } = [];

    /// <summary>An optional string, of some values only when any are given.</summary>
    public static Parameter Text(string name, params string[] values) => new(name, ParameterKind.Text) { Values = [.. values] };

    /// <summary>An optional integer.</summary>
    public static Parameter Integer(string name) => new(name, ParameterKind.Integer);

    /// <summary>An optional boolean.</summary>
    public static Parameter Boolean(string name) => new(name, ParameterKind.Boolean);

    /// <summary>An optional time.</summary>
    public static Parameter Time(string name) => new(name, ParameterKind.Time);

    /// <summary>An optional list of strings.</summary>
    public static Parameter Words(string name) => new(name, ParameterKind.Words);

    /// <summary>An optional list of integers.</summary>
    public static Parameter Integers(string name) => new(name, ParameterKind.Integers);

    /// <summary>The same, required.</summary>
    public Parameter Needed() => this with { Required = true };
}
