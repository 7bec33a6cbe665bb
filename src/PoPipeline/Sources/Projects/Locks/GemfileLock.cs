using PoPipeline.Rules.Model.Projects;
using PoPipeline.Rules.Model;
using PoPipeline.Sources.Projects.Freshness;

namespace PoPipeline.Sources.Projects.Locks;

/// <summary>The lock file of Bundler: <c>Gemfile.lock</c>, <c>gems.locked</c>.</summary>
/// <remarks>Source: https://bundler.io/guides/gemfile.html, https://github.com/rubygems/rubygems/blob/master/bundler/lib/bundler/lockfile_parser.rb.</remarks>
internal sealed class GemfileLock : LockFormat
{
    private const int SpecIndent = 4;
    private const string Checksums = "CHECKSUMS";

    /// <inheritdoc/>
    public override Ecosystem Ecosystem => Ecosystem.Bundler;

    /// <inheritdoc/>
    public override bool IsNamed(ReadOnlySpan<char> name) => name is "Gemfile.lock" or "gems.locked";

    /// <inheritdoc/>
    protected override void ReadEntries(LockText file, LockCollector found)
    {
        // The hashes stand behind what they are of.
        if (Hashes(file, found) is not { } hashes)
        {
            return;
        }

        using var reader = file.Reader();
        string section = "", remote = "", commit = "";
        for (var number = 1; reader.ReadLine() is { } line; number++)
        {
            var indent = line.AsSpan().IndexOfAnyExcept(' ');
            if (indent == 0)
            {
                (section, remote, commit) = (line.Trim(), "", "");
            }
            else if (indent > 0 && section is "BUNDLED WITH")
            {
                found.Version = line.Trim();
            }
            else if (indent == 2 && section is "DEPENDENCIES")
            {
                found.Record.Open("").Add(Request(line, number));
            }
            else if (indent == 2 && section is not Checksums && line.AsSpan(indent) is var option && option.IndexOf(": ") is > 0 and var colon)
            {
                var value = option[(colon + 2)..].Trim().ToString();
                (remote, commit) = option[..colon] switch { "remote" => (value, commit), "revision" => (remote, value), _ => (remote, commit) };
            }
            else if (indent == SpecIndent && section is "GEM" or "GIT" or "PATH")
            {
                var entry = Entry(line, section, remote, commit, new Region(number, indent + 1, number, line.TrimEnd().Length + 1));
                found.Add(hashes.Count > 0 && entry.Origin is LockOrigin.Registry && hashes.GetValueOrDefault($"{entry.Name} ({entry.Version})") is { } hash ? entry with { Hash = hash } : entry);
            }
        }
    }

    // By name and version: "rails (7.1.0)". Null where the file is none that anybody could mean.
    private static Dictionary<string, string>? Hashes(LockText file, LockCollector found)
    {
        using var reader = file.Reader();
        var hashes = new Dictionary<string, string>(StringComparer.Ordinal);
        var isThere = false;
        for (var number = 1; reader.ReadLine() is { } line; number++)
        {
            if (line.StartsWith("<<<<<<<", StringComparison.Ordinal))
            {
                found.Refuse("two changes to it are merged, and nobody has decided between them", number, column: 1);
                return null;
            }

            if (line.Length > 0 && line[0] is not ' ')
            {
                isThere = line.Trim() is Checksums;
            }
            else if (isThere && line.Trim().Split(' ') is { Length: > 2 } parts)
            {
                hashes[$"{parts[0]} {parts[1]}"] = parts[2].Split(',')[0];
            }
        }

        return hashes;
    }

    // "  rails (~> 7.1.0)", "  puma", "  shop!"
    private static LockRequest Request(string line, int number)
    {
        var text = line.Trim().TrimEnd('!');
        var open = text.IndexOf(" (", StringComparison.Ordinal);
        return new LockRequest(open < 0 ? text : text[..open], open < 0 ? "" : text[(open + 2)..].TrimEnd(')'), new Region(number, 3, number, line.TrimEnd().Length + 1));
    }

    // "    rails (7.1.0)", "    nokogiri (1.16.0-x86_64-linux)".
    private static LockEntry Entry(string line, string section, string remote, string commit, Region at)
    {
        var text = line.Trim();
        var open = text.IndexOf(" (", StringComparison.Ordinal);
        return new LockEntry
        {
            Name = open < 0 ? text : text[..open],
            Version = open < 0 ? null : text[(open + 2)..].TrimEnd(')'),
            Origin = section switch { "GIT" => LockOrigin.Repository, "PATH" => LockOrigin.Local, _ => LockOrigin.Registry },
            Address = remote.Length == 0 ? null : remote,
            Hash = section is "GIT" && commit.Length > 0 ? commit : null,
            At = at,
        };
    }
}
