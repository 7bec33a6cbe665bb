using System.Collections.Immutable;
using System.Text.Json;
using PoPipeline.Outputs.Terminal;
using PoPipeline.Rules.Analysis;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Policies;
using PoPipeline.Sources.Pipelines;

namespace PoPipeline.Queries;

/// <summary>Writes which types of tools the pipelines of a repository run, where, when, and whether they block, beside what the policy asks for.</summary>
public sealed class ToolchainTable
{
    private const string None = "-";

    private static readonly ImmutableArray<string> Headings = ["Type", "Asked", "Tool", "Pipeline", "Default branch", "Proposed changes", "Releases", "Blocks"];

    private readonly ImmutableArray<ToolTypeRow> rows;
    private readonly ImmutableArray<Gap> unseen;

    private ToolchainTable(ImmutableArray<ToolTypeRow> rows, ImmutableArray<Gap> unseen)
    {
        this.rows = rows;
        this.unseen = unseen;
    }

    /// <summary>What is wrong with the types that must be there, whatever could not be looked at, as a clause; empty where nothing is.</summary>
    public string Missing => string.Join(", ", rows.Where(row => row is { Asked: "must", IsMet: false }).Select(row => $"{ToolTypes.WordOf(row.Type)} {WrongWith(row)}"));

    /// <summary>Whether one that is not found may be where nobody could look.</summary>
    public bool MayBeElsewhere => !unseen.IsEmpty;

    /// <summary>Looks at a snapshot.</summary>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="branch">Its default branch; null where nobody says which one that is.</param>
    public static ToolchainTable Of(Snapshot snapshot, string? branch)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        var toolchain = Toolchain.Of(snapshot, branch);
        var policy = snapshot.Policy.Toolchain;
        return new ToolchainTable(
            [
                .. ToolTypes.All.Select(type =>
                {
                    var asked = AskedFor(policy, type);
                    ImmutableArray<ToolEvidence> found = [.. toolchain.Evidence.Where(evidence => evidence.Types.Contains(type)).OrderBy(evidence => evidence.Place.Path, StringComparer.Ordinal).ThenBy(evidence => evidence.Place.Region.StartLine).ThenBy(evidence => evidence.Place.Region.StartColumn)];
                    return new ToolTypeRow(type, asked, found, found.Any(evidence => ToolDemands.Counts(evidence, type)));
                }),
            ],
            ToolDemands.Unseen(snapshot));
    }

    /// <summary>Writes a table for people, and what is to be said of it.</summary>
    /// <param name="writer">Where to.</param>
    public void WriteText(TerminalWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ImmutableArray<ImmutableArray<string>> cells = [Headings, .. rows.SelectMany(CellsOf)];
        var widths = Headings.Select((_, column) => cells.Max(row => row[column].Length)).ToList();
        foreach (var row in cells)
        {
            writer.WriteLine($"{string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd()}");
        }

        var whys = rows.SelectMany(row => row.Found).Where(evidence => evidence.Why.Length > 0).DistinctBy(evidence => new { evidence.Place, evidence.Tool.Name }).ToList();
        if (whys.Count > 0)
        {
            writer.WriteLine($"");
            foreach (var evidence in whys.OrderBy(evidence => evidence.Place.Path, StringComparer.Ordinal).ThenBy(evidence => evidence.Place.Region.StartLine))
            {
                writer.WriteLine($"{evidence.Place.ToString()}  {evidence.Tool.Name} {(evidence.Blocks is Blocking.No ? "does not block" : "may not block")}: {evidence.Why}.");
            }
        }

        foreach (var row in rows.Where(row => row is { Asked: not null, IsMet: false }))
        {
            writer.WriteLine($"");
            writer.WriteLine($"{ToolTypes.WordOf(row.Type)} {row.Asked!} be there and {WrongWith(row)}{(unseen.IsEmpty || !row.Found.IsEmpty ? "" : "; not everything could be looked at")}.");
        }

        foreach (var gap in unseen)
        {
            writer.WriteLine($"");
            writer.WriteLine($"{gap.Subject}: {gap.Reason}.");
        }
    }

    /// <summary>Writes a JSON object, with an object a type of tools.</summary>
    /// <param name="writer">Where to.</param>
    public void WriteJson(TerminalWriter writer) => JsonLines.Write(writer, json =>
    {
        json.WriteStartObject();
        json.WriteStartArray("types");
        foreach (var row in rows)
        {
            json.WriteStartObject();
            json.WriteString("type", ToolTypes.WordOf(row.Type));
            json.WriteString("asked", row.Asked);
            json.WriteString("state", StateOf(row));
            json.WriteStartArray("evidence");
            foreach (var evidence in row.Found)
            {
                Write(json, evidence);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteUnseen(unseen);
        json.WriteEndObject();
    });

    private static void Write(Utf8JsonWriter json, ToolEvidence evidence)
    {
        json.WriteStartObject();
        json.WriteString("tool", evidence.Tool.Name);
        json.WriteString("kind", Word(evidence.Kind));
        json.WriteString("component", evidence.Name);
        json.WriteString("platform", PipelineSystem.NameOf(evidence.Pipeline.Platform));
        json.WriteString("pipeline", evidence.Pipeline.Key);
        json.WriteString("job", evidence.Job?.Id);
        json.WriteStart(evidence.Place);
        json.WriteStartObject("runs");
        json.WriteString("defaultBranch", Word(evidence.Runs.DefaultBranch));
        json.WriteString("proposals", Word(evidence.Runs.Proposals));
        json.WriteString("schedule", Word(evidence.Runs.Schedule));
        json.WriteString("release", Word(evidence.Runs.Release));
        json.WriteEndObject();
        json.WriteString("blocks", Word(evidence.Blocks));
        json.WriteString("why", evidence.Why);
        json.WriteEndObject();
    }

    private static string WrongWith(ToolTypeRow row) => row.Found.IsEmpty ? "is not found" : "does not run when the code changes, nor regularly";

    private string StateOf(ToolTypeRow row) => row switch
    {
        { IsMet: true } => "found",
        { Found.IsEmpty: false } => "idle",
        { Asked: null } => "none",
        _ => unseen.IsEmpty ? "missing" : "unknown",
    };

    private static IEnumerable<ImmutableArray<string>> CellsOf(ToolTypeRow row)
    {
        var (type, asked) = (ToolTypes.WordOf(row.Type), row.Asked ?? None);
        if (row.Found.IsEmpty)
        {
            yield return [type, asked, row.Asked is null ? None : "MISSING", None, None, None, None, None];
        }

        foreach (var evidence in row.Found)
        {
            yield return
            [
                type,
                asked,
                evidence.Tool.Name,
                $"{evidence.Place.Path}:{evidence.Place.Region.StartLine}",
                evidence.Runs.DefaultBranch is Reach.No && evidence.Runs.Schedule is Reach.Yes or Reach.Partly ? "by schedule" : Word(evidence.Runs.DefaultBranch),
                Word(evidence.Runs.Proposals),
                Word(evidence.Runs.Release),
                Word(evidence.Blocks),
            ];
            (type, asked) = ("", "");
        }
    }

    private static string? AskedFor(ToolchainPolicy policy, ToolType type) =>
        policy.Must.Any(tool => tool.Type == type) ? "must" : policy.Should.Any(tool => tool.Type == type) ? "should" : null;

    private static string Word<T>(T value)
        where T : struct, Enum =>
#pragma warning disable CA1308 // These words are in small letters.
        value.ToString().ToLowerInvariant();
#pragma warning restore CA1308

    private sealed record ToolTypeRow(ToolType Type, string? Asked, ImmutableArray<ToolEvidence> Found, bool IsMet);
}
