using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Projects;
using PoPipeline.Rules.Reproducible;
using PoPipeline.Sources.Projects.Locks;

namespace PoPipeline.Sources.Projects.Manifests.Native;

/// <summary>A recipe of Conan: <c>conanfile.py</c>, as far as it writes out what it asks for.</summary>
/// <remarks>
/// Sources: https://docs.conan.io/2/reference/conanfile/attributes.html#requires, https://docs.conan.io/2/reference/conanfile/methods/requirements.html. Nothing of it is run.
/// </remarks>
internal sealed class ConanfilePy : ManifestFormat
{
    private static readonly ImmutableArray<string> Attributes = ["requires", "tool_requires", "build_requires", "test_requires", "python_requires"];

    /// <inheritdoc/>
    public override Ecosystem Ecosystem => Ecosystem.Conan;

    /// <inheritdoc/>
    public override bool IsNamed(ReadOnlySpan<char> path, ReadOnlySpan<char> name) => name is "conanfile.py";

    /// <inheritdoc/>
    protected override ManifestFacts? ReadFacts(LockText file)
    {
        var calls = new StarlarkCalls(file);
        if (calls.Unreadable is { } reason)
        {
            return new ManifestFacts { Ecosystem = Ecosystem.Conan, NamesTool = true, Unreadable = reason };
        }

        var packages = ImmutableArray.CreateBuilder<AskedPackage>();
        var settings = ImmutableArray.CreateBuilder<ToolSetting>();
        var isComputed = false;
        foreach (var value in Attributes.SelectMany(calls.Assigned))
        {
            Add(value);
        }

        foreach (var call in calls.All())
        {
            if (call.Name.StartsWith("self.", StringComparison.Ordinal) && Attributes.Contains(call.Name["self.".Length..]) && call.Positional is [var asked, ..])
            {
                isComputed |= asked.Text is null;
                Add(asked);
            }
        }

        void Add(StarlarkValue value)
        {
            if (value.Text is { } text && ConanReference.Parts(text) is { } parts)
            {
                packages.Add(new AskedPackage(parts.Name, parts.Version, value.At));
                if (ConanReference.IsOpen(parts.Version))
                {
                    settings.Add(new ToolSetting(NativeSettings.ConanRange, text, new Place(file.Path, value.At)));
                }
            }
        }

        return new ManifestFacts
        {
            Ecosystem = Ecosystem.Conan,
            NamesTool = true,
            Packages = packages.DrainToImmutable(),
            Settings = settings.DrainToImmutable(),

            // A recipe that makes a package is taken by others, with their own lock files.
            IsLibrary = calls.Defines("package"),
            IsUnread = isComputed && packages.Count == 0,
        };
    }
}
