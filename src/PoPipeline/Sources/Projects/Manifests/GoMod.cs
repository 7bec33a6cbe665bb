using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Projects;
using PoPipeline.Sources.Projects.Locks;

namespace PoPipeline.Sources.Projects.Manifests;

/// <summary>The manifest of a module of Go: <c>go.mod</c>.</summary>
/// <remarks>Source: https://go.dev/ref/mod#go-mod-file.</remarks>
internal sealed class GoMod : ManifestFormat
{
    /// <inheritdoc/>
    public override Ecosystem Ecosystem => Ecosystem.Go;

    /// <inheritdoc/>
    public override bool IsNamed(ReadOnlySpan<char> path, ReadOnlySpan<char> name) => name is "go.mod";

    /// <inheritdoc/>
    protected override ManifestFacts? ReadFacts(LockText file)
    {
        using var reader = file.Reader();
        var packages = new List<AskedPackage>();
        var local = new HashSet<string>(StringComparer.Ordinal);
        var block = "";
        for (var number = 1; reader.ReadLine() is { } line; number++)
        {
            var comment = line.IndexOf("//", StringComparison.Ordinal);
            var text = comment < 0 ? line : line[..comment];
            var words = text.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
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
            if (verb is "require" && rest.Length >= 2)
            {
                var column = line.IndexOf(rest[0], StringComparison.Ordinal) + 1;
                packages.Add(new AskedPackage(rest[0].Trim('"'), rest[1], new Region(number, column, number, column + rest[0].Length)));
            }
            else if (verb is "replace" && rest.Length > 2 && rest[^1] is ['.' or '/', ..])
            {
                local.Add(rest[0].Trim('"'));
            }
        }

        return new ManifestFacts { Ecosystem = Ecosystem.Go, NamesTool = true, Packages = [.. packages.Where(package => !local.Contains(package.Name))] };
    }
}
