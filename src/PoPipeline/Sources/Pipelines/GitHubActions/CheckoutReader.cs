using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Sources.Pipelines.GitHubActions.Expressions;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.GitHubActions;

/// <summary>Reads what <c>actions/checkout</c> puts into the workspace.</summary>
internal static class CheckoutReader
{
    private const string Credentials = "persist-credentials";

    // They stand for the commit that the event is about.
    private static readonly string[] OfEvent = ["github.sha", "github.ref", "github.ref_name", "github.event.after", "github.workflow_sha"];

    /// <summary>What a step checks out; null where it uses another action.</summary>
    public static Checkout? Read(FileReader reader, YamlMapping step, Reference uses, ActionsScope scope)
    {
        if (uses.Name is not "actions/checkout")
        {
            return null;
        }

        var with = step.Mapping("with");
        var (code, origin) = Code(reader, with, scope);
        var credentials = with?.Entry(Credentials);
        return new Checkout
        {
            Span = code?.Span ?? uses.Span,
            Ref = code?.Value.Trim() ?? "",
            Origin = origin,
            Directory = with.Scalar("path")?.Value is { } path && path.Trim() is not ("" or "." or "./") ? path.Trim() : null,
            KeepsCredentials = !(credentials?.Value as YamlScalar).Is(expected: false),
            CredentialsSpan = credentials?.RegionOf(),
            CredentialsFix = Fix(reader.File, step, with, credentials),
        };
    }

    // What decides whose code it is, and whose that is.
    private static (YamlScalar? Decides, Origin Origin) Code(FileReader reader, YamlMapping? with, ActionsScope scope)
    {
        var reference = with.Scalar("ref");
        var repository = with.Scalar("repository");
        var origins = scope.Origins;
        var ofEvent = OfEventIn(origins.Events);
        var ofReference = reference is null ? ofEvent : OriginOf(reference, origins, ofEvent);
        var ofRepository = repository is null ? Origin.Constant : OriginOf(repository, origins, Origin.Contributor);
        if (repository is not null && !repository.HasExpression())
        {
            // Another repository's own branches and tags; its owner decides whom it trusts.
            return (reference ?? repository, ofReference is Origin.Outsider && reference is not null ? Origin.Outsider
                : IsOwn(repository.Value, reader.Repository) ? (reference is null ? ofEvent : ofReference) : Origin.Unknown);
        }

        return ofRepository > ofReference ? (repository, ofRepository) : (reference, ofReference);
    }

    private static bool IsOwn(string name, Repository repository) =>
        repository.Owner is not null && name.StartsWith(repository.Owner + "/", StringComparison.OrdinalIgnoreCase);

    private static Origin OriginOf(YamlScalar text, OriginScope scope, Origin ofEvent)
    {
        var origin = TextOrigins.Of(text, scope);
        var names = text.Value;
        return origin.Origin is Origin.Outsider
            || origin.Sources.Any(TextOrigins.IsProposedCode)
            || names.Contains("refs/pull/", StringComparison.Ordinal)
            || names.StartsWith("pull/", StringComparison.Ordinal)
                ? Origin.Outsider
            : OfEvent.Any(one => names.Contains(one, StringComparison.OrdinalIgnoreCase)) && ofEvent is Origin.Outsider ? Origin.Outsider
            : origin.Origin is Origin.Unknown or Origin.Caller ? origin.Origin
            : Origin.Contributor;
    }

    // A pull request's own run is for the merge of its code, and has no secrets. Where another event runs with secrets, that one decides:
    // it is for a branch of the repository itself.
    private static Origin OfEventIn(ImmutableArray<WorkflowEvent> events)
    {
        var outsiders = events.Select(found => EventTable.Of(found.Name)).Where(entry => entry.StartedBy is Origin.Outsider).ToList();
        return outsiders.Count > 0 && outsiders.TrueForAll(entry => !entry.Privileged) ? Origin.Outsider : Origin.Contributor;
    }

    private static Fix? Fix(ActionsFile file, YamlMapping step, YamlMapping? with, YamlEntry? credentials)
    {
        const string Description = "Keep the token out of the workspace";
        if (step.IsFlow || with is { IsFlow: true } || file.Document is not { } document)
        {
            return null;
        }

        if (credentials is not null)
        {
            return (credentials.Value as YamlScalar).Is(expected: true) ? One(credentials.Value.Span, "false") : null;
        }

        if (with is { Entries: [var first, ..] })
        {
            var at = first.Key.Span;
            return with.Span.StartLine == at.StartLine && with.Span.StartColumn == at.StartColumn
                ? One(At(at.StartLine, at.StartColumn), $"{Credentials}: false\n{Spaces(at.StartColumn)}")
                : null;
        }

        if (step["with"] is not null || step.Entry("uses") is not { Value: YamlScalar { IsBlock: false } uses } entry || uses.Span.EndLine != entry.Key.Span.StartLine)
        {
            return null;
        }

        var end = document.Source.IndexOfAny(['\r', '\n'], uses.SourceEnd);
        var length = (end < 0 ? document.Source.Length : end) - uses.SourceEnd;
        var indent = Spaces(entry.Key.Span.StartColumn);
        return One(At(uses.Span.EndLine, uses.Span.EndColumn + length), $"\n{indent}with:\n{indent}  {Credentials}: false");

        Fix One(Region region, string text) => new(Description, [new Edit(new Place(file.Path, region), text)]);
    }

    private static Region At(int line, int column) => new(line, column, line, column);

    private static string Spaces(int column) => new(' ', column - 1);
}
