using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Policies;

namespace PoPipeline.Configuration;

/// <summary>The part of <c>.popipeline.yml</c> that is about the toolchain.</summary>
internal static class ToolchainShape
{
    private static readonly ListShape<AskedTool> Tools = new(new AskedToolShape(), new AskedTool(default, default));

    // Where a policy names a type says nothing of what it asks for.
    private static readonly EqualityComparer<AskedTool> ByType = EqualityComparer<AskedTool>.Create((one, other) => one?.Type == other?.Type, tool => (int)tool.Type);

    /// <summary>The value of <c>toolchain</c>.</summary>
    public static MappingShape<ToolchainPolicy> Root { get; } = new(
        [
            new Key<ToolchainPolicy, ImmutableArray<AskedTool>>(
                "must",
                "The types of tools of which a pipeline must run one, PO3101.",
                Tools,
                toolchain => toolchain.Must,
                (toolchain, value) => toolchain with { Must = value },
                Tighten.AddTo(ByType)),
            new Key<ToolchainPolicy, ImmutableArray<AskedTool>>(
                "should",
                "The types of tools of which a pipeline should run one, PO3102; one that must be there as well is asked for once.",
                Tools,
                toolchain => toolchain.Should,
                (toolchain, value) => toolchain with { Should = value },
                Tighten.AddTo(ByType)),
            new Key<ToolchainPolicy, bool>(
                "keep-results",
                "Whether pipelines must keep the results of their security checks, PO3301; without it, that they do not is hygiene.",
                new BooleanShape(),
                toolchain => toolchain.KeepResults,
                (toolchain, value) => toolchain with { KeepResults = value },
                Tighten.Ask),
            new Key<ToolchainPolicy, bool>(
                "attest-releases",
                "Whether pipelines that release must sign or attest what they release, PO3305; without it, that they do not is hygiene.",
                new BooleanShape(),
                toolchain => toolchain.AttestReleases,
                (toolchain, value) => toolchain with { AttestReleases = value },
                Tighten.Ask),
        ],
        new ToolchainPolicy());
}
