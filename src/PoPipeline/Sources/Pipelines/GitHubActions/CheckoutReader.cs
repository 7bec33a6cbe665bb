using System.Collections.Immutable;
using PoPipeline.Rules.Data;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Platforms;
using PoPipeline.Sources.Pipelines.GitHubActions.Expressions;
using PoPipeline.Sources.Pipelines.GitHubActions.Validation;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.GitHubActions;

/// <summary>Reads what a checkout puts into the workspace.</summary>
internal static class CheckoutReader
{
    // They stand for the commit that the event is about.
    private static readonly string[] OfEvent = ["github.sha", "github.ref", "github.ref_name", "github.event.after", "github.workflow_sha"];

    /// <summary>What a step checks out; null where it uses an action that checks out nothing.</summary>
    public static Checkout? Read(FileReader reader, YamlMapping step, Reference uses, ActionsScope scope)
    {
        if (Catalogue.Find(uses)?.Checkout is not { } known)
        {
            return null;
        }

        var with = step.Mapping("with");
        var (code, origin) = Code(reader.Repository, with, scope.Origins);
        var credentials = with.InputEntry(SafeEdits.PersistCredentials);
        return new Checkout
        {
            Span = code?.Span ?? uses.Span,
            Ref = code?.Value.Trim() ?? "",
            Origin = origin,
            Directory = with.Input("path")?.Value is { } path && path.Trim() is not ("" or "." or "./") ? path.Trim() : null,
            KeepsCredentials = !(credentials?.Value is YamlScalar said && Drops(said)),
            KeepsOutside = VersionWords.Major(uses.Pin is Pin.Commit ? uses.VersionComment : uses.Version?.Value) >= known.CredentialsOutsideSince,
            CredentialsSpan = credentials?.PlaceOf(),
            CredentialsFix = SafeEdits.DropCredentials(reader.File, step, with),
        };
    }

    // The action keeps them for 'true', in any case, and for nothing else: 'no' and nothing at all drop them, too. An expression may be the same in every run.
    private static bool Drops(YamlScalar said) =>
        ScalarExpressions.HasAny(said)
            ? ScalarExpressions.ConstantOf(said) is { IsScalar: true } value && !IsTrue(value.AsText)
            : !IsTrue(said.IsNull ? "" : said.Value);

    private static bool IsTrue(string text) => text.Trim().Equals("true", StringComparison.OrdinalIgnoreCase);

    // What decides whose code it is, and whose that is.
    private static (YamlScalar? Decides, Origin Origin) Code(Repository? own, YamlMapping? with, OriginScope origins)
    {
        var reference = with.Input("ref");
        var repository = with.Input("repository");
        var ofEvent = OfEventIn(origins.Events);
        var ofReference = reference is null ? ofEvent : OriginOf(reference, origins, ofEvent);
        var ofRepository = repository is null ? Origin.Constant : OriginOf(repository, origins, Origin.Contributor);
        if (repository is not null && !repository.HasExpression())
        {
            // Another repository's own branches and tags; its owner decides whom it trusts.
            return (reference ?? repository, ofReference is Origin.Outsider && reference is not null ? Origin.Outsider
                : IsOwn(repository.Value, own) ? (reference is null ? ofEvent : ofReference) : Origin.Unknown);
        }

        return ofRepository > ofReference ? (repository, ofRepository) : (reference, ofReference);
    }

    /// <summary>Whether the inputs of a checkout name an outsider's code.</summary>
    public static bool IsForeign(YamlMapping? with, OriginScope scope) => Code(own: null, with, scope) is { Decides: not null, Origin: Origin.Outsider };

    private static bool IsOwn(string name, Repository? repository) =>
        repository?.Owner is not null && name.StartsWith(repository.Owner + "/", StringComparison.OrdinalIgnoreCase);

    private static Origin OriginOf(YamlScalar text, OriginScope scope, Origin ofEvent)
    {
        // What an outsider's code may have made of the output of another job is not told here: it need not run at all.
        var origin = TextOrigins.Of(text, scope);
        origin = origin.IsOnlyMade ? Provenance.Unknown : origin;
        var names = text.Value;
        return origin.Origin is Origin.Outsider
            || origin.Sources.Any(ProposedCode.IsNamedBy)
            || names.Contains("refs/pull/", StringComparison.Ordinal)
            || names.StartsWith("pull/", StringComparison.Ordinal)
                ? Origin.Outsider
            : OfEvent.Any(one => names.Contains(one, StringComparison.OrdinalIgnoreCase)) && ofEvent is Origin.Outsider ? Origin.Outsider
            : origin.Origin is Origin.Unknown or Origin.Caller ? origin.Origin
            : Origin.Contributor;
    }

    /// <summary>
    /// Whose code a run is for: a pull request's own run is for the merge of its code, and has no secrets. Where another event runs with secrets, that one
    /// decides: it is for a branch of the repository itself.
    /// </summary>
    public static Origin OfEventIn(ImmutableArray<WorkflowEvent> events)
    {
        var outsiders = events.Select(found => EventTable.Of(found.Name)).Where(entry => entry.StartedBy is Origin.Outsider).ToList();
        return outsiders.Count > 0 && outsiders.TrueForAll(entry => !entry.Privileged) ? Origin.Outsider : Origin.Contributor;
    }
}
