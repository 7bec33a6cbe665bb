using System.Collections.Immutable;
using PoPipeline.Rules.Data;
using PoPipeline.Rules.Shell;

namespace PoPipeline.Rules.Releasing;

/// <summary>Words by which a program hands out what was built.</summary>
/// <param name="Words">
/// The words that stand first, options and their values taken away: two dots stand for any others, a star behind a word for all tasks that begin like it. The options among them may stand anywhere, as <see cref="ReleaseCall.Has"/> reads them.
/// </param>
internal sealed record ReleaseVerb(string Words)
{
    private const string Any = "..";

    // What stands behind them is another program's, or a script's.
    private static readonly string[] Starting = ["run", "exec"];

    private readonly string[] words = [.. Of(Words).Where(word => !word.StartsWith('-'))];

    private readonly string[] options = [.. Of(Words).Where(word => word.StartsWith('-'))];

    /// <summary>What is handed out.</summary>
    public ReleaseKind Kind { get; init; } = ReleaseKind.Packages;

    /// <summary>Options with which it does not, as <see cref="ReleaseCall.Has"/> reads them.</summary>
    public ImmutableArray<string> Without { get; init; } = [];

    /// <summary>Options with which its program signs and attests nothing, whatever a file or a variable says, as <see cref="ReleaseCall.Has"/> reads them.</summary>
    public ImmutableArray<string> Unsigned { get; init; } = [];

    /// <summary>The option that has it hand out what it makes, where a file of Bake may say so instead; null where none does.</summary>
    public string? OtherwiseByFile { get; init; }

    /// <summary>Whether an option has its program attest what it hands out, which it does not by itself.</summary>
    public bool HasSigning { get; init; }

    /// <summary>Whether its program attests by itself what it hands out where the platform grants the job a token that shows its identity.</summary>
    public bool AttestsByIdentity { get; init; }

    /// <summary>The variable with which its program signs and attests nothing, whatever it is; null where there is none.</summary>
    public string? UnsignedBy { get; init; }

    /// <summary>Whether something must stand behind it: what is handed out.</summary>
    public bool NeedsOperand { get; init; }

    /// <summary>Whether it hands on what was handed out before, with what vouches for that.</summary>
    public bool HandsOn { get; init; }

    /// <summary>A part of a word with which it does not; null for none.</summary>
    public string? Unless { get; init; }

    /// <summary>A part of a word without which it does not; null for none.</summary>
    public string? Only { get; init; }

    /// <summary>A part of a task that makes it another one, which hands nothing out; null for none.</summary>
    public string? Except { get; init; }

    /// <summary>Words that make another verb of it where one stands right behind it; that hands nothing out.</summary>
    public ImmutableArray<string> NotBefore { get; init; } = [];

    /// <summary>The options that say where it goes, where that may be a folder; then it hands nothing out.</summary>
    public ImmutableArray<string> Into { get; init; } = [];

    /// <summary>How the last word must begin; null where it does not matter.</summary>
    public string? Ends { get; init; }

    /// <summary>Whether what is handed out are files behind the first word, so that there must be some.</summary>
    public bool NeedsFiles { get; init; }

    /// <summary>Whether it is what the program does where it is told nothing.</summary>
    public bool IsDefault { get; init; }

    /// <summary>The words, as they are told.</summary>
    public string Name => string.Join(' ', Of(Words).Where(word => word is not Any).Select(Told));

    /// <summary>What each may end with: all of its words, and what is left of them behind the first ones; none where other words must stand between them.</summary>
    public IEnumerable<string[]> Endings => words.Skip(1).Contains(Any) ? []
        : Enumerable.Range(0, words.Length).Select(start => Array.ConvertAll(words[start..], word => word.TrimEnd('*'))).Where(ending => ending is not [Any, ..]);

    /// <summary>Whether a command has them.</summary>
    /// <param name="call">The command.</param>
    public bool Fits(ReleaseCall call) =>
        EndOf(call) is var end and >= 0
        && !(IsDefault && !call.Operands.IsEmpty)
        && !(end < call.Operands.Length && NotBefore.Contains(call.Operands[end].Text))
        && Array.TrueForAll(options, call.Has)
        && !Without.Any(call.Has)
        && !(Unless is not null && call.Words.Any(word => word.Text.Contains(Unless, StringComparison.Ordinal)))
        && (Only is null || call.Words.Any(word => word.Text.Contains(Only, StringComparison.Ordinal)))
        && !(call.Value(Into.AsSpan()) is { } target && IsFolder(target))
        && (Ends is null || (!call.Operands.IsEmpty && call.Operands[^1].Text.StartsWith(Ends, StringComparison.Ordinal)))
        && (!NeedsFiles || call.Operands.Length - end > 1);

    /// <summary>The words of a command that stand behind its verb and what that makes: the files of a release.</summary>
    /// <param name="call">The command, which has the verb.</param>
    public ImmutableArray<Word> FilesOf(ReleaseCall call) => EndOf(call) is var end and >= 0 && end + 1 < call.Operands.Length ? call.Operands[(end + 1)..] : [];

    /// <summary>The word of a command of which only the run knows whether it has the program attest what it hands out: <c>npm publish $FLAGS</c>; null where there is none.</summary>
    /// <param name="call">The command, which has the verb.</param>
    public string? OpenOf(ReleaseCall call)
    {
        if (!HasSigning || Unsigned.Any(call.Has) || EndOf(call) is not (>= 0 and var end))
        {
            return null;
        }

        var behind = call.Operands[Math.Min(end, call.Operands.Length)..];
        return behind.Length <= (NeedsOperand ? 1 : 0) ? null : behind.FirstOrDefault(word => OpenWords.AreCalledOptions(word) && !call.MayBeValue(word))?.Text;
    }

    // The index of the operand behind them; -1 where they are not there. Every way to find them is gone at once, operand by operand: after each stands
    // how many of the words may be behind.
    private int EndOf(ReleaseCall call)
    {
        var isHere = new bool[words.Length + 1];
        isHere[0] = true;
        for (var operand = 0; !isHere[^1]; operand++)
        {
            if (operand == call.Operands.Length || !isHere.Contains(true))
            {
                return -1;
            }

            var text = call.Operands[operand].Text;
            var isPassed = Array.IndexOf(Starting, text) < 0;
            var isOther = Except is not null && text.Contains(Except, StringComparison.Ordinal);
            for (var word = words.Length - 1; word >= 0; word--)
            {
                if (!isHere[word])
                {
                    continue;
                }

                var isAnywhere = words[word] is Any;
                var next = isAnywhere ? word + 1 : word;
                isHere[next + 1] |= !isOther && Is(text, words[next]);
                isHere[word] = isPassed && (isAnywhere || call.MayBeNone(operand));
            }

            if (isHere[^1])
            {
                return operand + 1;
            }
        }

        return 0;
    }

    private static bool Is(string text, string pattern) =>
        pattern is [.. var start, '*'] ? text[(text.LastIndexOf(':') + 1)..].StartsWith(start, StringComparison.Ordinal) : text == pattern;

    // What a server of files shares, others get.
    private static bool IsFolder(string target) => target is ['.' or '/' or '~', ..] or [_, ':', '\\' or '/', ..] || target.StartsWith("file:///", StringComparison.OrdinalIgnoreCase);

    private static string[] Of(string words) => words.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static string Told(string word)
    {
        var (bar, part) = (word.IndexOf('|', StringComparison.Ordinal), word.IndexOf('~', StringComparison.Ordinal));
        return (bar < 0 ? word : part < 0 ? word[..bar] : word[..bar] + word[part..]).Replace('~', ' ').TrimEnd('*');
    }
}
