using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Sources.Projects.Locks;

namespace PoPipeline.Sources.Projects.Freshness;

/// <summary>The modules that a <c>go.mod</c> requires, as they are fetched.</summary>
/// <remarks>Source: https://go.dev/ref/mod#go-mod-file.</remarks>
internal static class GoModRecord
{
    /// <summary>Reads one.</summary>
    /// <param name="file">The file.</param>
    public static ManifestRecord Read(LockText file)
    {
        using var reader = file.Reader();
        var required = new List<AskedRequest>();
        var replaced = new Dictionary<string, AskedRequest?>(StringComparer.Ordinal);
        var excluded = new HashSet<string>(StringComparer.Ordinal);
        var block = "";
        for (var number = 1; reader.ReadLine() is { } line; number++)
        {
            var comment = line.IndexOf("//", StringComparison.Ordinal);
            var words = (comment < 0 ? line : line[..comment]).Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
            if (words.Length == 0)
            {
                continue;
            }

            if (words[0] is ")")
            {
                block = "";
                continue;
            }

            if (words is [var opened, "("])
            {
                block = opened;
                continue;
            }

            var (verb, rest) = block.Length > 0 ? (block, words) : (words[0], words[1..]);
            var at = rest.Length > 0 ? At(line, rest[0], number) : Region.Start;
            switch (verb)
            {
                case "require" when rest.Length >= 2:
                    required.Add(new AskedRequest(rest[0].Trim('"'), rest[1], at) { MayBeLeftOut = comment >= 0 && line.AsSpan(comment).Contains("indirect", StringComparison.Ordinal) });
                    break;
                case "exclude" when rest.Length >= 2:
                    excluded.Add(rest[0].Trim('"'));
                    break;
                case "replace" when Array.IndexOf(rest, "=>") is > 0 and var arrow && rest.Length > arrow + 1:
                    replaced[string.Join(' ', rest[..arrow]).Replace("\"", "", StringComparison.Ordinal)] = rest.Length > arrow + 2 ? new AskedRequest(rest[arrow + 1].Trim('"'), rest[arrow + 2], at) : null;
                    break;
            }
        }

        return new ManifestRecord
        {
            // One that is excluded gives way to the next version, which only the index of versions tells.
            Asked =
            [
                .. from request in required
                   where !excluded.Contains(request.Name)
                   let other = replaced.TryGetValue($"{request.Name} {request.Requirement}", out var one) || replaced.TryGetValue(request.Name, out one) ? one : request
                   where other is not null
                   select request with { Name = other.Value.Name, Written = other.Value.Name, Requirement = other.Value.Requirement },
            ],
        };
    }

    private static Region At(string line, string word, int number)
    {
        var column = Math.Max(line.IndexOf(word, StringComparison.Ordinal), 0) + 1;
        return new Region(number, column, number, column + word.Length);
    }
}
