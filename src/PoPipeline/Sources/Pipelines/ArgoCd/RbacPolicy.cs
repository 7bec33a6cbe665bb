using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace PoPipeline.Sources.Pipelines.ArgoCd;

/// <summary>Who may do what in Argo CD: lines of a policy, each of which grants something to a role or puts somebody into one.</summary>
/// <remarks>Source: https://argo-cd.readthedocs.io/en/stable/operator-manual/rbac/.</remarks>
internal sealed class RbacPolicy
{
    // A policy of any size is looked at so far; whoever needs more lines than that has roles.
    private const int MostLines = 5000;

    private readonly bool isRegex;

    private RbacPolicy(ImmutableArray<RbacLine> lines, bool isRegex)
    {
        Lines = lines;
        this.isRegex = isRegex;
    }

    /// <summary>Its lines, without blank ones and remarks.</summary>
    public ImmutableArray<RbacLine> Lines { get; }

    /// <summary>Reads a policy.</summary>
    /// <param name="text">The text.</param>
    /// <param name="isRegex">Whether its words are regular expressions, and not patterns with stars.</param>
    public static RbacPolicy Read(string text, bool isRegex)
    {
        var lines = ImmutableArray.CreateBuilder<RbacLine>();
        for (var start = 0; start < text.Length && lines.Count < MostLines;)
        {
            var length = text.AsSpan(start).IndexOf('\n');
            length = length < 0 ? text.Length - start : length;
            if (RbacLine.Read(text.AsSpan(start, length), start) is { } line)
            {
                lines.Add(line);
            }

            start += length + 1;
        }

        return new RbacPolicy(lines.DrainToImmutable(), isRegex);
    }

    /// <summary>Whether somebody may do something: a line lets them, and none forbids it.</summary>
    /// <param name="subject">A user, a group or a role.</param>
    /// <param name="resource">The kind of resource: <c>applications</c>.</param>
    /// <param name="action">What is done with it: <c>sync</c>.</param>
    /// <param name="item">The one that it is done with: <c>project/name</c>.</param>
    public bool Allows(string subject, string resource, string action, string item)
    {
        var roles = RolesOf(subject);
        var isAllowed = false;
        foreach (var line in Lines)
        {
            if (line is { Problem: null, Words: ["p", var who, ..] } && roles.Contains(who) && Covers(line, resource, action, item))
            {
                if (line.Words[5] is "deny")
                {
                    return false;
                }

                isAllowed = true;
            }
        }

        return isAllowed;
    }

    /// <summary>Whether a line of the policy is about something, whether it allows or forbids it.</summary>
    /// <param name="line">The line, without a problem.</param>
    /// <param name="resource">The kind of resource.</param>
    /// <param name="action">What is done with it.</param>
    /// <param name="item">The one that it is done with.</param>
    public bool Covers(RbacLine line, string resource, string action, string item) =>
        line.Words is ["p", _, var resources, var actions, var items, _] && Matches(resources, resource) && Matches(actions, action) && Matches(items, item);

    /// <summary>The roles of somebody, themselves included.</summary>
    /// <param name="subject">A user, a group or a role.</param>
    public HashSet<string> RolesOf(string subject)
    {
        var roles = new HashSet<string>(StringComparer.Ordinal) { subject };
        var open = new Queue<string>([subject]);
        var memberships = Lines.Where(line => line is { Problem: null, Words: ["g", _, _] }).ToLookup(line => line.Words[1], line => line.Words[2], StringComparer.Ordinal);
        while (open.TryDequeue(out var next))
        {
            foreach (var role in memberships[next].Where(roles.Add))
            {
                open.Enqueue(role);
            }
        }

        return roles;
    }

    private bool Matches(string pattern, string text)
    {
        if (!isRegex)
        {
            return GlobPattern.Matches(pattern, text);
        }

        try
        {
            return Regex.IsMatch(text, pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException or RegexMatchTimeoutException)
        {
            return false;
        }
    }
}

/// <summary>One line of a policy.</summary>
/// <param name="Words">Its words, without the blanks around them.</param>
/// <param name="Offset">Where it begins in the policy.</param>
/// <param name="Length">How long it is.</param>
internal sealed record RbacLine(ImmutableArray<string> Words, int Offset, int Length)
{
    private const int LongestLine = 2000;

    /// <summary>What is wrong with it, without a full stop; null where nothing is.</summary>
    public string? Problem { get; init; }

    /// <summary>Reads one; null where it is blank or a remark.</summary>
    /// <param name="text">The line.</param>
    /// <param name="offset">Where it begins in the policy.</param>
    public static RbacLine? Read(ReadOnlySpan<char> text, int offset)
    {
        var trimmed = text.Trim();
        if (trimmed.IsEmpty || trimmed[0] == '#')
        {
            return null;
        }

        var start = offset + text.IndexOf(trimmed[0]);
        if (trimmed.Length > LongestLine)
        {
            return new RbacLine([], start, trimmed.Length) { Problem = "A line of a policy is this long" };
        }

        var words = WordsOf(trimmed);
        return new RbacLine(words, start, trimmed.Length) { Problem = FaultOf(words) };
    }

    // A word in quotes may have commas in it.
    private static ImmutableArray<string> WordsOf(ReadOnlySpan<char> line)
    {
        var words = ImmutableArray.CreateBuilder<string>();
        var (start, isQuoted) = (0, false);
        for (var index = 0; index <= line.Length; index++)
        {
            if (index < line.Length && line[index] == '"')
            {
                isQuoted = !isQuoted;
            }

            if (index == line.Length || (line[index] == ',' && !isQuoted))
            {
                words.Add(line[start..index].Trim().Trim('"').ToString());
                start = index + 1;
            }
        }

        return words.DrainToImmutable();
    }

    private static string? FaultOf(ImmutableArray<string> words) => words[0] switch
    {
        "p" when words.Length != 6 => $"A line that grants something has six parts, 'p, subject, resource, action, object, effect', and this one has {words.Length}",
        "p" when words[5] is not ("allow" or "deny") => $"The effect of a line is 'allow' or 'deny', and '{words[5]}' is neither",
        "g" when words.Length != 3 => $"A line that puts somebody into a role has three parts, 'g, subject, role', and this one has {words.Length}",
        "p" or "g" => null,
        var other => $"A line of a policy begins with 'p' or 'g', and this one with '{other}'",
    };
}
