using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Policies;

namespace PoPipeline.Sources.SupplyChains;

/// <summary>Verifies the layouts of in-toto that the repository has, by the keys of the policy and the links beside them. Nothing is executed.</summary>
internal sealed class InTotoSource : ISource
{
    /// <summary>How many layouts are looked at.</summary>
    public const int Most = 20;

    /// <inheritdoc/>
    public ImmutableArray<string> Gives => [nameof(SnapshotPart.InTotoLayouts), nameof(SnapshotPart.InTotoGaps)];

    /// <inheritdoc/>
    public SourcePlan Plan(Repository repository, Policy policy)
    {
        var layouts = InTotoFiles.Layouts(repository.Files);
        return layouts.IsEmpty ? new SourcePlan([], (_, _) => new SnapshotPart())
            : new SourcePlan([.. layouts.Take(Most), .. InTotoFiles.Links(repository.Files)], (tree, cancellation) => Read(tree, repository.Files, layouts, policy.InToto, cancellation));
    }

    private static SnapshotPart Read(WorkingTree tree, ImmutableArray<string> files, ImmutableArray<string> layouts, InTotoPolicy policy, CancellationToken cancellation)
    {
        var (found, gaps) = (ImmutableArray.CreateBuilder<LayoutFile>(), ImmutableArray.CreateBuilder<Gap>());
        foreach (var path in layouts.Take(Most))
        {
            cancellation.ThrowIfCancellationRequested();
            var file = tree.Read(path);
            if (file.Fault is { } fault)
            {
                gaps.Add(new Gap(path, fault, Failed: InTotoFiles.IsNamedLayout(path)));
            }
            else if ((InTotoFiles.IsEnvelope(file.Text, InTotoFiles.IsNamedLayout(path)) || IsMeant(path, files, policy)) && LayoutFile.Of(file) is { } layout)
            {
                found.Add(layout);
            }
        }

        if (layouts.Length > Most)
        {
            gaps.Add(new Gap(layouts[Most], $"more than {Most} files are called as layouts of in-toto are, and none was looked into from this one on", Failed: true));
        }

        // What links are of which layout is known once all layouts are.
        return new SnapshotPart { InTotoLayouts = new LayoutJudge(tree, files, policy).Judge(found.ToImmutable(), cancellation), InTotoGaps = gaps.ToImmutable() };
    }

    // Where somebody works with in-toto, what is called as a layout is and cannot be read is no file of another tool.
    private static bool IsMeant(string path, ImmutableArray<string> files, InTotoPolicy policy) =>
        InTotoFiles.IsNamedLayout(path) && (Path.GetFileName(path.AsSpan()) is InTotoFiles.Usual || !policy.Keys.IsEmpty || !InTotoFiles.Links(files).IsEmpty);
}
