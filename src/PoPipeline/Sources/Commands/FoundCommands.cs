using System.Collections.Immutable;
using PoPipeline.Rules.Credentials;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Commands;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Model.Projects;

namespace PoPipeline.Sources.Commands;

/// <summary>What is found in one file of commands, within bounds.</summary>
/// <param name="exists">Whether the repository has a file, by its path.</param>
/// <param name="told">What whoever has it run sets.</param>
internal sealed class FoundCommands(Predicate<string> exists, ToldVariables told)
{
    /// <summary>How many commands, variables and names are kept of one file.</summary>
    public const int Most = 40_000;

    // As much text weighs as one command more.
    private const int TextWeight = 64;

    private readonly ImmutableArray<CommandTarget>.Builder targets = ImmutableArray.CreateBuilder<CommandTarget>();
    private readonly List<string> includes = [];
    private int weight;

    /// <summary>What whoever has it run sets.</summary>
    public ToldVariables Told => told;

    /// <summary>The names of variables that the command line may set.</summary>
    public SortedSet<string> Asks { get; } = new(StringComparer.Ordinal);

    /// <summary>The names of variables that mean what the environment says.</summary>
    public SortedSet<string> AsksEnvironment { get; } = new(StringComparer.Ordinal);

    /// <summary>The targets so far.</summary>
    public ImmutableArray<CommandTarget> Targets => targets.ToImmutable();

    /// <summary>The files that it takes as parts of itself.</summary>
    public ImmutableArray<string> Includes => [.. includes.Distinct(StringComparer.Ordinal)];

    /// <summary>Why not all of it could be read, as a clause; null where it could.</summary>
    public string? Unreadable { get; private set; }

    /// <summary>What reads the file in place of the builder's own reader; null where nothing is written.</summary>
    public Reference? Frontend { get; set; }

    /// <summary>Whether there is nothing.</summary>
    public bool IsEmpty => targets.Count == 0 && includes.Count == 0 && Unreadable is null;

    /// <summary>Whether no more is taken.</summary>
    public bool IsFull => weight > Most;

    /// <summary>Whether the repository has a file.</summary>
    /// <param name="path">The path, relative to the root.</param>
    public bool HasFile(string path) => exists(path);

    /// <summary>Takes a target.</summary>
    /// <param name="target">The target.</param>
    public void Add(CommandTarget target)
    {
        weight += 1 + target.Texts.Sum(text => 1 + (text.Script.Text.Length / TextWeight)) + target.Needs.Length + target.Variables.Length + target.Copied.Length;
        if (IsFull)
        {
            Refuse($"it has more than {Most} commands and names, and what follows them was not read");
            return;
        }

        targets.Add(target);
    }

    /// <summary>Takes a file that is a part of this one.</summary>
    /// <param name="folder">The folder of this one.</param>
    /// <param name="path">The path as it is written, relative to that folder.</param>
    public void Include(string folder, string path)
    {
        if (FolderPath.Join(folder, path) is { Length: > 0 } joined && includes.Count < Most)
        {
            includes.Add(joined);
        }
    }

    /// <summary>Takes files that are parts of this one by a pattern, or by a name that only a run tells.</summary>
    /// <param name="path">The path, relative to the root where that is known.</param>
    public void IncludeOpen(string path)
    {
        if (includes.Count < Most)
        {
            includes.Add(path);
        }
    }

    /// <summary>Says why not all of it can be read; the first reason stays.</summary>
    /// <param name="reason">The reason, as a clause.</param>
    public void Refuse(string reason) => Unreadable ??= reason;

    /// <summary>A variable of the environment, literal credentials in it masked.</summary>
    /// <param name="name">The name.</param>
    /// <param name="value">The value; null where only a run tells.</param>
    /// <param name="span">Where it is written.</param>
    public static ToolSetting Variable(string name, string? value, Place span) =>
        new(name, value is null ? null : CredentialFormats.MaskAll(value, CredentialFormats.FindIn(name, value)), span);
}
