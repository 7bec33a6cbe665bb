using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Sources.Projects.Locks;

namespace PoPipeline.Sources.Projects.PackageManagers;

/// <summary>Which Go builds, as the lines <c>go</c> and <c>toolchain</c> of a <c>go.mod</c> or a <c>go.work</c> say.</summary>
/// <param name="prefix">The name of the file.</param>
/// <remarks>Source: https://go.dev/doc/toolchain.</remarks>
internal sealed class GoVersions(string prefix) : SettingsFile
{
    /// <inheritdoc/>
    public override string Prefix => prefix;

    /// <inheritdoc/>
    public override ImmutableArray<string> Deciding => [];

    /// <inheritdoc/>
    protected override void ReadSettings(LockText file, SettingsCollector found)
    {
        using var reader = file.Reader();
        var isBlock = false;
        for (var number = 1; reader.ReadLine() is { } line; number++)
        {
            var comment = line.IndexOf("//", StringComparison.Ordinal);
            var text = (comment < 0 ? line : line[..comment]).Trim();
            if (isBlock || text.EndsWith('('))
            {
                isBlock = text is not ")";
                continue;
            }

            if (text.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries) is ["go" or "toolchain", var version] words)
            {
                var start = line.Length - line.AsSpan().TrimStart().Length;
                found.Add(words[0], version, new Region(number, start + 1, number, start + text.Length + 1));
            }
        }
    }
}
