using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Projects;
using PoPipeline.Sources.Projects.Locks;

namespace PoPipeline.Sources.Projects.Manifests;

/// <summary>The manifest of Bundler: <c>Gemfile</c>, <c>gems.rb</c>. It is a program; the calls of <c>gem</c> with a name in quotes are read, and <c>gemspec</c>.</summary>
/// <remarks>Source: https://bundler.io/man/gemfile.5.html.</remarks>
internal sealed class Gemfile : ManifestFormat
{
    /// <inheritdoc/>
    public override Ecosystem Ecosystem => Ecosystem.Bundler;

    /// <inheritdoc/>
    public override bool IsNamed(ReadOnlySpan<char> path, ReadOnlySpan<char> name) => name is "Gemfile" or "gems.rb";

    /// <inheritdoc/>
    protected override ManifestFacts? ReadFacts(LockText file)
    {
        using var reader = file.Reader();
        var packages = ImmutableArray.CreateBuilder<AskedPackage>();
        bool isLibrary = false, isComputed = false;
        for (var number = 1; reader.ReadLine() is { } line; number++)
        {
            var text = line.AsSpan().Trim();
            isLibrary |= text.StartsWith("gemspec");
            isComputed |= text.StartsWith("gemspec") || text.StartsWith("eval_gemfile");
            if (!text.StartsWith("gem ") && !text.StartsWith("gem("))
            {
                continue;
            }

            var rest = text[4..].TrimStart();
            isComputed |= rest is not ['"' or '\'', ..];
            if (rest is ['"' or '\'', ..] && rest[1..].IndexOf(rest[0]) is > 0 and var length && !rest.Contains("path:", StringComparison.Ordinal) && !rest.Contains(":path =>", StringComparison.Ordinal))
            {
                var name = rest.Slice(1, length).ToString();
                var column = line.IndexOf(name, StringComparison.Ordinal) + 1;
                packages.Add(new AskedPackage(name, "", new Region(number, column, number, column + name.Length)));
            }
        }

        var isUnread = isComputed && packages.Count == 0;
        return new ManifestFacts { Ecosystem = Ecosystem.Bundler, NamesTool = true, Packages = packages.DrainToImmutable(), IsLibrary = isLibrary, IsUnread = isUnread };
    }
}
