using System.Globalization;
using System.Text.RegularExpressions;

namespace PoPipeline.Decisions.Commands;

/// <summary>Reads the command of a comment: its first line that is not blank, in a closed grammar. Nothing else in a comment is ever looked at.</summary>
public static partial class CommandReader
{
    private const string Prefix = "/po";
    private const int MaximumReason = 2000;
    private const string Shape =
        "Write '/po approve <digest> until <yyyy-mm-dd> reason: …', '/po reject <digest> reason: …', '/po revoke <digest> reason: …', '/po withdraw <digest>', "
        + "or in a review '/po keep <entry>' or '/po remove <entry>', as the first line of a new comment";

    /// <summary>Reads it.</summary>
    /// <param name="comment">The comment, as it was written. Text of others.</param>
    /// <param name="fault">Why there is no command although the comment begins like one, as a sentence without a full stop; null otherwise.</param>
    /// <returns>The command; null where there is none.</returns>
    public static Command? Read(string comment, out string? fault)
    {
        ArgumentNullException.ThrowIfNull(comment);
        fault = null;
        var line = FirstLine(comment);
        if (!line.StartsWith(Prefix, StringComparison.Ordinal) || (line.Length > Prefix.Length && line[Prefix.Length] is not (' ' or '\t')))
        {
            return null;
        }

        if (line.Length > MaximumReason * 2)
        {
            fault = $"A command has at most {MaximumReason * 2} characters";
            return null;
        }

        if (Decision().Match(line) is { Success: true } decision)
        {
            return Decide(decision, out fault);
        }

        if (WithoutReason().Match(line) is { Success: true } other)
        {
            return new Command(Enum.Parse<CommandVerb>(other.Groups["verb"].Value, ignoreCase: true), other.Groups["target"].Value, null, "");
        }

        fault = $"This is no command. {Shape}";
        return null;
    }

    private static Command? Decide(Match match, out string? fault)
    {
        fault = null;
        var verb = Enum.Parse<CommandVerb>(match.Groups["verb"].Value, ignoreCase: true);
        var reason = match.Groups["reason"].Value.Trim();
        var hasDay = match.Groups["until"].Success;
        DateOnly? until = DateOnly.TryParseExact(match.Groups["until"].Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
        fault = (verb, hasDay, until, reason.Length) switch
        {
            (CommandVerb.Approve, false, _, _) => "An approval names its last day: 'until <yyyy-mm-dd>'",
            (CommandVerb.Approve, true, null, _) => $"'{match.Groups["until"].Value}' is no day",
            (not CommandVerb.Approve, true, _, _) => "Only an approval has a last day",
            (_, _, _, 0) => "A decision gives its reason: 'reason: …'",
            (_, _, _, > MaximumReason) => $"A reason has at most {MaximumReason} characters",
            _ => null,
        };
        return fault is null ? new Command(verb, match.Groups["target"].Value, until, reason) : null;
    }

    private static string FirstLine(string comment)
    {
        foreach (var line in comment.AsSpan().EnumerateLines())
        {
            // A quotation or a code block starts with something else, so what stands in one is never a command.
            if (!line.IsWhiteSpace())
            {
                return line.TrimEnd().ToString();
            }
        }

        return "";
    }

    [GeneratedRegex(@"\A/po[ \t]+(?<verb>approve|reject|revoke)[ \t]+(?<target>[0-9a-f]{8,64})(?:[ \t]+until[ \t]+(?<until>[0-9]{4}-[0-9]{2}-[0-9]{2}))?[ \t]+reason:(?<reason>.*)\z", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Decision();

    [GeneratedRegex(@"\A/po[ \t]+(?:(?<verb>withdraw)[ \t]+(?<target>[0-9a-f]{8,64})|(?<verb>keep|remove)[ \t]+(?<target>e[0-9]{1,6}))\z", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex WithoutReason();
}
