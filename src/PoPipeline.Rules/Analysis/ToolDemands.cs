using System.Collections.Immutable;
using PoPipeline.Rules.CodeOwners;
using PoPipeline.Rules.Data;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Model.Policies;
using PoPipeline.Rules.Model.Results;
using PoPipeline.Rules.Platforms;

namespace PoPipeline.Rules.Analysis;

/// <summary>Compares the types of tools that a policy asks for with those that pipelines run.</summary>
public static class ToolDemands
{
    private const int MostNamed = 5;

    // What looks at code is to run when the code changes; what looks at what is built, or makes something of it, may run when that is released.
    private static readonly ImmutableArray<ToolType> OfCode = [ToolType.StaticAnalysis, ToolType.DependencyScan, ToolType.SecretScan, ToolType.InfrastructureScan, ToolType.LicenceScan];

    /// <summary>What a policy asks for, and where it is met.</summary>
    /// <param name="asked">The types of tools.</param>
    /// <param name="toolchain">The tools that are run.</param>
    public static ImmutableArray<ToolDemand> Of(ImmutableArray<AskedTool> asked, Toolchain toolchain)
    {
        ArgumentNullException.ThrowIfNull(toolchain);
        var demands = ImmutableArray.CreateBuilder<ToolDemand>();
        foreach (var tool in asked.DistinctBy(tool => tool.Type))
        {
            ImmutableArray<ToolEvidence> found = [.. toolchain.Evidence.Where(evidence => evidence.Types.Contains(tool.Type))];
            demands.Add(new ToolDemand(tool, found, found.Any(evidence => Counts(evidence, tool.Type))));
        }

        return demands.DrainToImmutable();
    }

    /// <summary>Whether a tool that is run counts for a type: nobody needs to start it by hand, and what looks at code runs when that changes.</summary>
    /// <param name="evidence">Where it is run.</param>
    /// <param name="type">The type.</param>
    public static bool Counts(ToolEvidence evidence, ToolType type)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        return OfCode.Contains(type) ? evidence.Runs.FollowsCode : evidence.Runs.IsAny;
    }

    /// <summary>What could not be looked at, so that a tool which is not found may be there.</summary>
    /// <param name="snapshot">The snapshot.</param>
    public static ImmutableArray<Gap> Unseen(Snapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        var elsewhere = Toolchain.UnseenIn(snapshot).DistinctBy(reference => reference.Name).ToImmutableArray();
        return
        [
            .. snapshot.Repository.Unlisted,
            .. Unread.GapsOf(snapshot),
            .. snapshot.Pipelines.Where(pipeline => pipeline.Unreadable is not null).Select(pipeline => new Gap(pipeline.Path, pipeline.Unreadable!, Failed: true)),
            .. elsewhere.IsEmpty ? (Gap[])[] :
            [
                new Gap(elsewhere[0].Span.Path, $"which tools run in {CodeOwnersRule.List([.. elsewhere.Select(reference => reference.Text)], MostNamed)} is not in the repository", Failed: false),
            ],
        ];
    }

    /// <summary>Judges what a policy asks for.</summary>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="asked">The types of tools.</param>
    /// <param name="word">Whether they must or should be there.</param>
    internal static Verdict Judge(Snapshot snapshot, ImmutableArray<AskedTool> asked, string word)
    {
        var demands = Of(asked, Toolchain.Of(snapshot));
        var open = demands.Where(demand => !demand.IsMet).ToImmutableArray();
        var unseen = open.IsEmpty ? [] : Unseen(snapshot);

        // One that is there and never runs is there for all to see; one that is not may be where nobody could look.
        return new Verdict
        {
            Judged = demands.Length,
            Findings = [.. open.Where(demand => unseen.IsEmpty || !demand.Found.IsEmpty).Select(demand => demand.Found.IsEmpty ? Missing(demand.Asked, snapshot, word) : Idle(demand, word))],
            Gaps = open.Any(demand => demand.Found.IsEmpty) ? unseen : [],
            Reason = $"{demands.Length - open.Length} of {Counted.Of(demands.Length, "type")} of tools that {word} be there run in a pipeline.",
        };
    }

    private static Finding Missing(AskedTool asked, Snapshot snapshot, string word) => new()
    {
        Message = $"No pipeline runs a tool that {ToolTypes.TaskOf(asked.Type)}, '{asked}', and by the policy one {word} be in the toolchain: {LossOf(asked.Type)}. "
            + $"Add one{Examples(asked.Type, snapshot)}, or record an exception where none is wanted.",
        Subject = $"{asked.Span.Path}#toolchain/{asked}",
        Place = asked.Span,
        Evidence = $"asked for: {asked}",
    };

    private static Finding Idle(ToolDemand demand, string word)
    {
        var first = demand.Found[0];
        var when = OfCode.Contains(demand.Asked.Type) ? "neither for changes of the default branch, nor for those that are proposed, nor regularly" : "only where somebody starts it by hand, or never";
        return new Finding
        {
            Message = $"'{first.Tool.Name}', in '{first.Pipeline.Path}', is the only tool that {ToolTypes.TaskOf(demand.Asked.Type)}, '{demand.Asked}', which by the policy {word} be in the toolchain; and it runs {when}. "
                + "Let it run when the code changes, or record an exception where that is not wanted.",
            Subject = $"{demand.Asked.Span.Path}#toolchain/{demand.Asked}/idle",
            Place = demand.Asked.Span,
            Related = [.. demand.Found.Take(MostNamed).Select(evidence => new RelatedPlace(evidence.Place, $"where '{evidence.Tool.Name}' is run"))],
            Evidence = string.Join('\n', demand.Found.Select(evidence => $"{evidence.Pipeline.Key}: {evidence.Tool.Name}").Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)),
        };
    }

    // Those that pipelines of the platform can take over.
    private static string Examples(ToolType type, Snapshot snapshot)
    {
        var profile = snapshot.Pipelines is [{ Platform: var first }, ..] ? PlatformProfiles.Of(first) : PlatformProfiles.Of(snapshot.Repository.Forge);
        var kind = profile.Reuses is { } reused ? Catalogue.KindOf(reused) : ComponentKind.Library;
        ImmutableArray<string> names = [.. Named(kind, type), .. Named(ComponentKind.Command, type)];
        return names.IsEmpty ? "" : $", such as {string.Join(" or ", names.Distinct(StringComparer.Ordinal).Take(3))}";
    }

    // In the order of the catalogue's tools, those first that many know.
    private static IEnumerable<string> Named(ComponentKind kind, ToolType type)
    {
        var running = Catalogue.All(kind)
            .Where(component => component is { Tool: not null, IsArchived: false } && (component.Types.IsEmpty ? Catalogue.ToolOf(component)!.Types : component.Types).Contains(type))
            .Select(component => component.Tool!).ToHashSet(StringComparer.Ordinal);
        return Catalogue.Tools.Select(tool => tool.Name).Where(running.Contains);
    }

    // What is missed where nothing of the type runs.
    private static string LossOf(ToolType type) => type switch
    {
        ToolType.BillOfMaterials => "nobody can tell what is in the software when the next vulnerability is known",
        ToolType.Signing or ToolType.Provenance => "those who use the software cannot tell where it comes from",
        ToolType.Posture => "nobody is told when the project is kept less well",
        _ => "what it would find reaches those who use the software",
    };
}

/// <summary>A type of tools that a policy asks for, and where pipelines run one.</summary>
/// <param name="Asked">What is asked for.</param>
/// <param name="Found">Where one is run.</param>
/// <param name="IsMet">Whether one of them counts.</param>
public sealed record ToolDemand(AskedTool Asked, ImmutableArray<ToolEvidence> Found, bool IsMet);
