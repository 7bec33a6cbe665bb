using System.Collections.Immutable;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Shell;

namespace PoPipeline.Rules.Data;

/// <summary>Which security tool a pipeline runs, by the catalogue.</summary>
internal static class SecurityTools
{
    /// <summary>Parts of addresses that a command publishes results to.</summary>
    public static ImmutableArray<string> PublishingAddresses { get; } = ["code-scanning/sarifs"];

    private static readonly Lazy<ILookup<string, ToolCommand>> Commands = new(() => Catalogue.All(ComponentKind.Command)
        .Where(command => command.Tool is not null)
        .Select(command => new { Words = command.Name.Split(' ', 2), Tool = Catalogue.ToolOf(command)! })
        .ToLookup(entry => entry.Words[0], entry => new ToolCommand(entry.Words.ElementAtOrDefault(1), entry.Tool), StringComparer.Ordinal));

    /// <summary>The tools, by the variables that keep one from looking, or say where its program comes from.</summary>
    public static IReadOnlyDictionary<string, SecurityTool> Tampering => Tampered.Value;

    private static readonly Lazy<Dictionary<string, SecurityTool>> Tampered = new(() =>
    {
        var tampered = new Dictionary<string, SecurityTool>(StringComparer.Ordinal);
        foreach (var tool in Catalogue.Tools)
        {
            foreach (var name in tool.DisabledBy.Concat(tool.LeavesOut).Concat(tool.ComesFrom))
            {
                tampered.Add(name, tool);
            }
        }

        return tampered;
    });

    private static readonly string[] BuildFolders = ["dist/", "build/", "target/", "out/", "bin/"];

    /// <summary>The tool that a reference runs; null where it runs none that is known.</summary>
    public static SecurityTool? Of(Reference reference)
    {
        // An action may stand in a folder of the one that the catalogue names.
        var known = reference.Kind is ReferenceKind.Image ? Catalogue.Find(reference) : Catalogue.FindUpwards(reference).FirstOrDefault(component => component.Tool is not null);
        return known is null ? null : Catalogue.ToolOf(known);
    }

    /// <summary>The tool that a command runs; null where it runs none that is known, or asks it for something else than a judgement.</summary>
    public static SecurityTool? Of(Command command) => Commands.Value.Contains(command.Name) ? OfKnown(command) : null;

    private static SecurityTool? OfKnown(Command command)
    {
        var tool = Commands.Value[command.Name].FirstOrDefault(known => known.Verb is null || command.Words.Skip(1).Any(word => word.Text == known.Verb))?.Tool;
        return tool is null
            || IsBuiltHere(command.Words[0].Text)
            || command.Words.Any(word => word.Text is "fix" or "--fix" or "--version" or "-V" or "--help" or "-h" or "version" or "help" or "--download-db-only")
            ? null
            : tool;
    }

    // A project that makes such a tool tries what it has just built; that is a test and no check.
    private static bool IsBuiltHere(string program) =>
        program.TrimStart('.', '/') is var path && BuildFolders.Any(folder => path.StartsWith(folder, StringComparison.Ordinal));

    private sealed record ToolCommand(string? Verb, SecurityTool Tool);
}
