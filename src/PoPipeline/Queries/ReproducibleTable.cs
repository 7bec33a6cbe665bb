using System.Collections.Immutable;
using System.Text.Json;
using PoPipeline.Outputs.Terminal;
using PoPipeline.Rules.Builds;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Projects;

namespace PoPipeline.Queries;

/// <summary>Writes at which level of reproducible builds each project of a repository is, by what evidence, and what would raise it.</summary>
public sealed class ReproducibleTable
{
    // What it is a part of shows much more of the same.
    private const int MostOfLevel = 5;
    private const int Indent = 2;
    private const string Next = "Next: ";

    private readonly ImmutableArray<LeveledBuild> levels;
    private readonly ImmutableArray<Gap> unseen;
    private readonly ImmutableArray<string> unbuilt;

    private ReproducibleTable(ImmutableArray<LeveledBuild> levels, ImmutableArray<string> unbuilt, ImmutableArray<Gap> unseen)
    {
        this.levels = levels;
        this.unbuilt = unbuilt;
        this.unseen = unseen;
    }

    /// <summary>Looks at a snapshot.</summary>
    /// <param name="snapshot">The snapshot.</param>
    public static ReproducibleTable Of(Snapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        return new ReproducibleTable(
            [
                .. ProjectLevels.Of(snapshot).Where(level => snapshot.Part is not { } part || IsOf(part, level.Project)),
                .. ImageLevels.Of(snapshot).Where(level => snapshot.Part is not { } part || level.File is { } file && part.Includes(file)),
            ],
            [.. ImageLevels.Unbuilt(snapshot).Where(file => snapshot.Part is not { } part || part.Includes(file))],
            [.. snapshot.Repository.Unlisted.Concat(snapshot.ProjectGaps).Concat(snapshot.CommandGaps).Concat(snapshot.Pipelines.Where(pipeline => pipeline.Unreadable is not null).Select(pipeline => new Gap(pipeline.Path, pipeline.Unreadable!, Failed: true)))]);
    }

    /// <summary>Writes it for people.</summary>
    /// <param name="options">How wide it may be.</param>
    /// <param name="writer">Where to.</param>
    public void WriteText(ConsoleOptions options, TerminalWriter writer)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(writer);
        var lines = new TextLines(options, writer);
        if (levels.IsEmpty)
        {
            writer.WriteLine($"There is no project: no file that says which packages something needs, and no pipeline that builds an image.");
        }

        foreach (var level in levels)
        {
            writer.WriteLine($"{level.Name} ({level.Tool}): L{(int)level.Level}, {WordOf(level)}{(level.IsUncertain ? $"; whether L{(int)level.Level + 1} is not known" : "")}");
            foreach (var group in level.Facts.Where(fact => fact.Level <= level.Level + 1).GroupBy(fact => fact.Level))
            {
                foreach (var fact in group.OrderBy(fact => fact.IsMet is true).Take(MostOfLevel))
                {
                    Write(lines, fact);
                }

                if (group.Count() - MostOfLevel is > 0 and var more)
                {
                    writer.WriteLine($"  L{(int)group.Key}   and {more} more; '--json' shows all");
                }
            }

            if (level.Hindrance is { Next: { } next })
            {
                lines.Fill(next.Split(' '), " ", Indent, Next.Length, SafeText.Of($"{Next}"));
            }

            writer.WriteLine($"");
        }

        if (levels.Length > 1)
        {
            var images = levels.Count(level => level is ImageLevel);
            writer.WriteLine($"{Counted.Of(levels.Length - images, "project")}{(images > 0 ? $" and {Counted.Of(images, "image")}" : "")}: {string.Join(", ", levels.GroupBy(level => level.Level).OrderByDescending(group => group.Key).Select(group => $"{group.Count()} at L{(int)group.Key}"))}.");
        }

        if (!unbuilt.IsEmpty)
        {
            writer.WriteLine($"No pipeline is seen to build {Counted.Of(unbuilt.Length, "file")} of images: {string.Join(", ", unbuilt.Take(MostOfLevel))}{(unbuilt.Length > MostOfLevel ? ", …" : "")}.");
        }

        foreach (var gap in unseen)
        {
            writer.WriteLine($"{gap.Subject}: {gap.Reason}.");
        }
    }

    // Where the place and the sentence have no room on one line, the sentence begins the next one.
    private static void Write(TextLines lines, LevelFact fact)
    {
        var sign = $"L{(int)fact.Level} {SignOf(fact)} ";
        if (fact.Place is { } place)
        {
            var start = $"{sign}{place.ToString()}";
            if (Indent + start.Length + 2 + fact.Why.Length <= lines.Width)
            {
                lines.Write($"  {start}  {fact.Why}");
                return;
            }

            lines.Write($"  {start}");
            lines.Wrap(fact.Why, Indent + sign.Length);
            return;
        }

        lines.Fill(fact.Why.Split(' '), " ", Indent, sign.Length, SafeText.Of($"{sign}"));
    }

    /// <summary>Writes a JSON object, with an object a project.</summary>
    /// <param name="writer">Where to.</param>
    public void WriteJson(TerminalWriter writer) => JsonLines.Write(writer, json =>
    {
        json.WriteStartObject();
        json.WriteStartArray("projects");
        foreach (var level in levels)
        {
            Write(json, level);
        }

        json.WriteEndArray();
        Write(json, "unbuilt", unbuilt);
        json.WriteUnseen(unseen);
        json.WriteEndObject();
    });

    // A file in its folder is of a project as well, as is a folder of its sources.
    private static bool IsOf(JudgedPart part, Project project) =>
        part.Includes(project.Folder) || project.Manifests.Any(manifest => part.Includes(manifest.Path)) || project.Locks.Any(part.Includes)
        || project.Folder.Length == 0 || new JudgedPart(project.Folder).Includes(part.Path);

    private static void Write(Utf8JsonWriter json, LeveledBuild level)
    {
        json.WriteStartObject();
        json.WriteString("ecosystem", level.Tool);
        json.WriteString("folder", level.Folder);
        json.WriteString("workspace", level.Workspace);
        if (level is ImageLevel image)
        {
            json.WriteString("builtBy", image.Command);
            json.WriteString("stage", image.Target);
            json.WriteBoolean("handedOut", image.IsHandedOut);
        }

        json.WriteNumber("level", (int)level.Level);
        json.WriteString("levelName", WordOf(level));
        json.WriteBoolean("mayBeHigher", level.IsUncertain);
        Write(json, "manifests", level.Manifests);
        Write(json, "locks", level.Locks);
        json.WriteStartArray("evidence");
        foreach (var fact in level.Facts)
        {
            json.WriteStartObject();
            json.WriteNumber("level", (int)fact.Level);
            json.WriteString("met", fact.IsMet switch { true => "yes", false => "no", null => "unknown" });
            json.WriteString("why", fact.Why);
            if (fact.Place is { } place)
            {
                json.WriteStart(place);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteString("next", level.Hindrance?.Next);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }

    private static string SignOf(LevelFact fact) => fact.IsMet switch { true => "+", false => "-", null => "?" };

    private static string WordOf(LeveledBuild level) => level.Level switch
    {
        BuildLevel.None => "nothing is locked",
        BuildLevel.Locked when level.Locks.IsEmpty => "versions named, none locked",
        BuildLevel.Locked => "locked",
        BuildLevel.Complete => "locked with all hashes",
        BuildLevel.Enforced => "enforced by the pipelines",
        _ => "the same bytes each time",
    };
}
