using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Projects;
using PoPipeline.Rules.Reproducible;
using PoPipeline.Sources.Projects.Locks;

namespace PoPipeline.Sources.Projects.Manifests.Native;

/// <summary>The manifest of Conan for who only installs: <c>conanfile.txt</c>.</summary>
/// <remarks>Source: https://docs.conan.io/2/reference/conanfile_txt.html.</remarks>
internal sealed class ConanfileTxt : ManifestFormat
{
    /// <inheritdoc/>
    public override Ecosystem Ecosystem => Ecosystem.Conan;

    /// <inheritdoc/>
    public override bool IsNamed(ReadOnlySpan<char> path, ReadOnlySpan<char> name) => name is "conanfile.txt";

    /// <inheritdoc/>
    protected override ManifestFacts? ReadFacts(LockText file)
    {
        using var reader = file.Reader();
        var packages = ImmutableArray.CreateBuilder<AskedPackage>();
        var settings = ImmutableArray.CreateBuilder<ToolSetting>();
        var isAsking = false;
        for (var number = 1; reader.ReadLine() is { } line; number++)
        {
            // A revision stands behind a number sign, too.
            var comment = line.IndexOf(" #", StringComparison.Ordinal);
            var text = (comment < 0 ? line : line[..comment]).Trim();
            if (text.Length == 0 || text[0] is '#')
            {
                continue;
            }

            if (text[0] is '[')
            {
                isAsking = text is "[requires]" or "[tool_requires]" or "[build_requires]" or "[test_requires]";
            }
            else if (isAsking && ConanReference.Parts(text) is { } parts)
            {
                var column = line.IndexOf(text, StringComparison.Ordinal) + 1;
                var at = new Region(number, column, number, column + text.Length);
                packages.Add(new AskedPackage(parts.Name, parts.Version, at));
                if (ConanReference.IsOpen(parts.Version))
                {
                    settings.Add(new ToolSetting(NativeSettings.ConanRange, text, new Place(file.Path, at)));
                }
            }
        }

        return new ManifestFacts { Ecosystem = Ecosystem.Conan, NamesTool = true, Packages = packages.DrainToImmutable(), Settings = settings.DrainToImmutable() };
    }
}
