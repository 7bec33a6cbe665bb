using System.Collections.Immutable;
using PoPipeline.Rules.Calls;
using PoPipeline.Rules.Data;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Shell;

namespace PoPipeline.Rules.Releasing;

/// <summary>A command that hands something out, as the shell hands it to its program.</summary>
/// <param name="Whole">The command.</param>
/// <param name="Release">What of it releases: itself or what it starts.</param>
/// <param name="Verb">By which words that does.</param>
/// <param name="Tool">The tool that it runs itself; null where it runs none.</param>
internal sealed record ReleasingCommand(Command Whole, Command Release, ReleaseVerb Verb, ToolUse? Tool)
{
    /// <summary>The word of which only the run knows whether it is a file at all, without which nothing is handed out; null where there is none.</summary>
    public string? Doubt { get; private init; }

    /// <summary>The word of which only the run knows whether it has the program attest what it releases; null where there is none.</summary>
    public string? Open { get; private init; }

    /// <summary>Whether a variable has its program sign and attest nothing.</summary>
    public bool IsUnsigned { get; private init; }

    /// <summary>The program.</summary>
    public string Program => Launchers.Plain(Release.Name);

    /// <summary>What does it, as it is told.</summary>
    public string What => $"{Release.Name} {Verb.Name}".TrimEnd();

    private bool IsAttested => Tool is { } use && use.Types.Any(Attestations.IsAttesting);

    /// <summary>That of what a command may become; null where none of that hands anything out.</summary>
    /// <param name="written">The command, as it is written.</param>
    /// <param name="wholes">What it may become.</param>
    /// <param name="scripts">The texts around it, which may be one program.</param>
    /// <param name="valueFor">Gives what a variable is for a command; null where that is not known.</param>
    public static ReleasingCommand? Of(Command written, IReadOnlyList<Command> wholes, ImmutableArray<Script> scripts, Func<Command, string, string?> valueFor)
    {
        var all = wholes.Select(whole => Of(whole, scripts, name => valueFor(whole, name))).OfType<ReleasingCommand>().ToList();
        var sure = all.FindAll(one => one.Doubt is null);
        all = sure.Count > 0 ? sure : all;

        // What only some of it attests, the run decides.
        return all.Find(one => !one.IsAttested) is not { } bare ? all.FirstOrDefault()
            : all.Exists(one => one.IsAttested) ? bare with { Open = (written.Words.FirstOrDefault(OpenWords.MayBeOptions) ?? written.Words.First(word => !word.Literal)).Text }
            : bare;
    }

    private static ReleasingCommand? Of(Command whole, ImmutableArray<Script> scripts, Func<string, string?> variables)
    {
        if (Releases.CommandIn(whole) is not var (release, verb) || (verb.NeedsFiles ? GivenFiles.Of(release, verb, scripts) : null) is var files && files is { Has: false })
        {
            return null;
        }

        // What a file says is as if it stood there.
        var asked = verb.OtherwiseByFile is { } option ? release with { Words = release.Words.Add(new Word(option, Literal: true, release.Offset, 1)) } : release;
        var made = new ReleasingCommand(whole, release, verb, SecurityTools.Of(whole, variables) ?? SecurityTools.Of(asked, variables)) { Doubt = files?.Doubt, IsUnsigned = verb.UnsignedBy is { } switched && variables(switched) is not null };
        return made.IsAttested ? made : made with { Open = verb.OpenOf(ReleaseCall.Read(release)) };
    }
}
