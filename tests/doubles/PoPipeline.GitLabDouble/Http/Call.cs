using System.Globalization;
using System.Text.Json.Nodes;
using PoPipeline.Doubles.GitLab.State;

namespace PoPipeline.Doubles.GitLab.Http;

/// <summary>A request that was found well-formed.</summary>
/// <param name="World">What it reads and changes.</param>
/// <param name="Caller">Who asks.</param>
/// <param name="Origin">Scheme, host and port that the client named.</param>
/// <param name="Path">The path as sent, under the origin.</param>
/// <param name="Arguments">The checked arguments of path, query and body.</param>
internal sealed record Call(World World, Caller Caller, string Origin, string Path, IReadOnlyDictionary<string, JsonNode?> Arguments)
{
    /// <summary>The query's raw pairs, for links to other pages.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> Query { get; init; }

    /// <summary>Whether an argument was given.</summary>
    public bool Has(string name) => Arguments.TryGetValue(name, out var value) && value is not null;

    /// <summary>An argument that the endpoint requires.</summary>
    public string Text(string name) => TextOr(name, "");

    /// <summary>An argument or what it is by default.</summary>
    public string TextOr(string name, string otherwise) => Arguments.GetValueOrDefault(name)?.ToString() ?? otherwise;

    /// <summary>An argument or null.</summary>
    public string? TextOrNull(string name) => Arguments.GetValueOrDefault(name)?.ToString();

    /// <summary>An integer or null.</summary>
    public long? IntegerOrNull(string name) => Arguments.GetValueOrDefault(name)?.GetValue<long>();

    /// <summary>An integer of the path.</summary>
    public long Integer(string name) => IntegerOrNull(name) ?? 0;

    /// <summary>A boolean or null.</summary>
    public bool? BooleanOrNull(string name) => Arguments.GetValueOrDefault(name)?.GetValue<bool>();

    /// <summary>A time or null.</summary>
    public DateTimeOffset? TimeOrNull(string name) =>
        TextOrNull(name) is { } text ? DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind) : null;

    /// <summary>A list of strings, empty when not given.</summary>
    public IReadOnlyList<string> Words(string name) =>
        Arguments.GetValueOrDefault(name) is JsonArray array ? [.. array.Select(item => item?.ToString() ?? "")] : [];

    /// <summary>The signed-in user.</summary>
    /// <exception cref="Refusal">401: nobody is signed in.</exception>
    public User Me() => Caller.User ?? throw Refusal.Unauthorized();

    /// <summary>The project that <c>:id</c> names.</summary>
    /// <exception cref="Refusal">404: there is none that the caller may see.</exception>
    public Project Project() => World.FindProject(Caller, Text("id"));

    /// <summary>The project that <c>:id</c> names, to somebody with a role in it.</summary>
    /// <exception cref="Refusal">404 or 403.</exception>
    public Project Project(AccessLevel level)
    {
        var project = Project();
        return Caller.User is null && level > AccessLevel.None && !project.IsPublic
            ? throw Refusal.Unauthorized()
            : Caller.LevelIn(project) >= level ? project : throw (Caller.User is null ? Refusal.Unauthorized() : Refusal.Forbidden());
    }

    /// <summary>The project, where the caller may read its code.</summary>
    /// <exception cref="Refusal">404 or 403.</exception>
    public Project Code() => Project() is { IsPublic: true } open ? open : Project(AccessLevel.Reporter);
}
