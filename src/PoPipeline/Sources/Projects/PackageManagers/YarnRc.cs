using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Sources.Projects.Locks;

namespace PoPipeline.Sources.Projects.PackageManagers;

/// <summary>The settings of Yarn before version 2: <c>.yarnrc</c>, whose names that start with dashes are options of all commands, or of one: <c>--install.frozen-lockfile true</c>.</summary>
/// <remarks>Source: https://classic.yarnpkg.com/en/docs/yarnrc/. An option that is switched on or off is only added where it is on.</remarks>
internal sealed class YarnRc : SettingsFile
{
    /// <inheritdoc/>
    public override string Prefix => ".yarnrc";

    /// <inheritdoc/>
    public override ImmutableArray<string> Deciding => ["frozen-lockfile", "no-lockfile"];

    /// <inheritdoc/>
    protected override void ReadSettings(LockText file, SettingsCollector found)
    {
        using var reader = file.Reader();
        for (var number = 1; reader.ReadLine() is { } line; number++)
        {
            var text = line.AsSpan().Trim();
            if (text.IsEmpty || text[0] is '#')
            {
                continue;
            }

            var (name, value) = Pair(text.ToString());
            var start = line.Length - line.AsSpan().TrimStart().Length;
            var at = new Region(number, start + 1, number, start + text.Length + 1);
            switch (name)
            {
                case "yarn-path" or "ignore-scripts" or "--install.ignore-scripts":
                    found.Add(name.StartsWith('-') ? "ignore-scripts" : name, value, at);
                    break;
                case "registry":
                    found.AddAddress(name, value, at);
                    break;
                case ['-', '-', .. var option] when (option.StartsWith("install.", StringComparison.Ordinal) ? option["install.".Length..] : option) is var bare && Deciding.Contains(bare):
                    found.Add(bare, value is "true" ? "true" : "false", at);
                    break;
            }
        }
    }

    // The name ends at a blank, a colon or its quote.
    private static (string Name, string Value) Pair(string text)
    {
        var isQuoted = text[0] is '"';
        var end = isQuoted ? text.IndexOf('"', 1) : text.AsSpan().IndexOfAny(' ', '\t', ':');
        if (end < 0)
        {
            return (text, "");
        }

        var rest = text[(end + 1)..].TrimStart(' ', '\t', ':').TrimEnd();
        return (isQuoted ? text[1..end] : text[..end], rest.Length > 1 && rest[0] is '"' && rest[^1] is '"' ? rest[1..^1] : rest);
    }
}
