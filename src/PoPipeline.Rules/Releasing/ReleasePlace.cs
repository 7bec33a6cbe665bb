using System.Buffers;
using System.Collections.Immutable;
using PoPipeline.Rules.Analysis;

namespace PoPipeline.Rules.Releasing;

/// <summary>Where a program that releases looks for the files that say how it signs.</summary>
/// <param name="Folder">The folder that it works in, relative to the root; null where that is not known.</param>
internal sealed record ReleasePlace(string? Folder)
{
    // Of pnpm: './packages/**', '!app', '{folder}', '[main]'.
    private static readonly SearchValues<char> OfPatterns = SearchValues.Create("*^{}[]!$");

    /// <summary>Nothing is known of it.</summary>
    public static ReleasePlace Unknown { get; } = new(Folder: null);

    /// <summary>The file that it is told to read, in place of one of a usual name; null where it is told none.</summary>
    public string? File { get; init; }

    /// <summary>The files that Bake is told to read, in place of those of its usual names; empty where it is told none.</summary>
    public ImmutableArray<string?> Bakes { get; init; } = [];

    /// <summary>Whether it is Bake that reads them.</summary>
    public bool IsOfBake { get; init; }

    /// <summary>The package that it publishes: its folder, or its name in a workspace; null where there are several, or that is not known.</summary>
    public string? Package { get; init; }

    /// <summary>Whether <see cref="Package"/> is what names one of a workspace: its name, or its folder seen from <see cref="Folder"/>.</summary>
    public bool IsOfWorkspace { get; init; }

    /// <summary>That of a command.</summary>
    /// <param name="program">Its program.</param>
    /// <param name="call">The command.</param>
    /// <param name="standing">Where it stands.</param>
    public static ReleasePlace Of(string program, ReleaseCall call, StandingFolder standing) => program switch
    {
        "goreleaser" => call.Value("--config", "-f") is not { } file ? new(standing.Now) : standing.Below(file) is { } path ? new(standing.Now) { File = path } : Unknown,
        "npm" => OfPackage(call, standing, call.Values("--workspace", "-w"), call.Has("--workspaces|-ws")),
        "pnpm" => OfPackage(call, standing, call.Values("--filter", "-F"), call.Has("--recursive|-r") || call.Operands is not [{ Text: "publish" }, ..]),
        "docker" or "depot" when call.Operands.Take(2).Any(word => word.Text is "bake") => new(standing.Now) { IsOfBake = true, Bakes = [.. call.Values("--file", "-f").Select(standing.Below)] },
        _ => new(standing.Now),
    };

    private static ReleasePlace OfPackage(ReleaseCall call, StandingFolder standing, string[] workspaces, bool isAll)
    {
        var folder = call.Value("--prefix", "-C", "--dir") is { } named ? standing.Below(named) : standing.Now;
        var place = new ReleasePlace(folder);
        return isAll || workspaces.Length > 1 ? place
            : workspaces is [var only] ? IsPattern(only) ? place : place with { Package = only, IsOfWorkspace = true }
            : call.Operands is [_, var package, ..] ? place with { Package = StandingFolder.Below(folder, package.Text) }
            : place with { Package = folder };
    }

    private static bool IsPattern(string workspace) => workspace.AsSpan().IndexOfAny(OfPatterns) >= 0 || workspace.Contains("...", StringComparison.Ordinal);
}
