using System.Collections.Immutable;
using System.Globalization;
using PoPipeline.Rules.Model;

namespace PoPipeline.Sources.Exceptions;

/// <summary>Reads the words of <c># po: ignore PO3204[, PO3205] until 2027-01-31 -- reason</c>.</summary>
/// <param name="Rules">The rules that are named, those that exist.</param>
/// <param name="Until">The last day; null where none is given.</param>
/// <param name="Reason">The reason; empty where none is given.</param>
/// <param name="Fault">What is wrong, as a sentence without a full stop, though with its question mark where it ends in one; null where nothing is.</param>
internal sealed record ExceptionComment(ImmutableArray<string> Rules, DateOnly? Until, string Reason, string? Fault)
{
    /// <summary>What every exception starts with, behind the <c>#</c> and white space.</summary>
    public const string Prefix = "po:";

    /// <summary>How an exception is written.</summary>
    public const string Form = "# po: ignore PO3204 until 2027-01-31 -- reason";

    private const string Verb = "ignore";
    private const int MaximumReason = 1000;
    private const int MaximumRules = 32;

    private static readonly ImmutableArray<string> Known = [.. RuleSet.All.Select(rule => rule.Id)];

    /// <summary>Reads what follows the <c>#</c>; null where that is another comment.</summary>
    public static ExceptionComment? Read(string comment)
    {
        var text = comment.Trim();
        if (!text.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var words = text[Prefix.Length..].TrimStart();
        var verb = Word(words);
        if (verb != Verb)
        {
            // Other tools may have a prefix of the same letters; what looks like an exception is one gone wrong.
            return NearestName.Of(verb, [Verb]) is null ? null : Wrong($"The word behind 'po:' must be '{Verb}', not '{Shown(verb)}'");
        }

        return text.StartsWith(Prefix, StringComparison.Ordinal)
            ? Arguments(words[Verb.Length..])
            : Wrong($"'{text[..Prefix.Length]}' must be written '{Prefix}'");
    }

    private static ExceptionComment Arguments(string text)
    {
        var dashes = text.IndexOf("--", StringComparison.Ordinal);
        var head = (dashes < 0 ? text : text[..dashes]).Trim();
        var reason = dashes < 0 ? "" : text[(dashes + 2)..].TrimStart('-').Trim();
        var until = UntilIn(head);
        var names = (until < 0 ? head : head[..until]).Split([',', ' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        ImmutableArray<string> rules = [.. names.Where(name => Known.Contains(name, StringComparer.Ordinal)).Distinct(StringComparer.Ordinal).Take(MaximumRules)];
        var date = until < 0 ? "" : head[(until + "until".Length)..].Trim();
        var day = DateOnly.TryParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var parsed) ? parsed : (DateOnly?)null;
        var unknown = names.FirstOrDefault(name => !Known.Contains(name, StringComparer.Ordinal));
        var fault =
            names.Length == 0 ? "It names no rule"
            : names.Length > MaximumRules ? $"It names more than {MaximumRules} rules"
            : unknown is not null ? $"There is no rule '{Shown(unknown)}'.{KnownName.Hint(unknown, Known)}".TrimEnd('.')
            : rules.Any(ExceptionRules.Has) ? $"No exception can be made for '{rules.First(ExceptionRules.Has)}'"
            : until >= 0 && day is null ? $"'{Shown(date)}' is no date of the form 2027-01-31"
            : reason.Length == 0 ? "It gives no reason behind '--'"
            : reason.Length > MaximumReason ? $"Its reason is longer than {MaximumReason} characters"
            : null;
        return new ExceptionComment(rules, fault is null ? day : null, fault is null ? reason : "", fault);
    }

    // The word 'until' that stands by itself; -1 where there is none.
    private static int UntilIn(string head)
    {
        var position = head.IndexOf("until", StringComparison.Ordinal);
        return position == 0 || (position > 0 && char.IsWhiteSpace(head[position - 1])) ? position : -1;
    }

    private static string Word(string text)
    {
        var end = text.AsSpan().IndexOfAny(' ', '\t');
        return end < 0 ? text : text[..end];
    }

    private static string Shown(string text) => text.Length <= 40 ? text : text[..40] + "…";

    private static ExceptionComment Wrong(string fault) => new([], Until: null, "", fault);
}
