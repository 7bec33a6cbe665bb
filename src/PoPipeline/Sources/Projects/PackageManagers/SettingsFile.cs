using System.Collections.Immutable;
using System.Text;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Projects;
using PoPipeline.Sources.Projects.Locks;
using PoPipeline.Sources.Projects.Reading;

namespace PoPipeline.Sources.Projects.PackageManagers;

/// <summary>One kind of files in which a package manager has its settings.</summary>
internal abstract class SettingsFile
{
    /// <summary>What stands before the names of its settings: <c>.npmrc</c>.</summary>
    public abstract string Prefix { get; }

    /// <summary>The settings that decide which packages are taken, without what stands before them: each may be set in a file that could not be read.</summary>
    public abstract ImmutableArray<string> Deciding { get; }

    /// <summary>Reads a file.</summary>
    /// <param name="path">The path, relative to the root.</param>
    /// <param name="text">What it holds.</param>
    public SettingsOfFile Read(string path, string text)
    {
        var found = new SettingsCollector(path, Prefix);
        var bytes = Encoding.UTF8.GetBytes(text);
        try
        {
            ReadSettings(new LockText(path, bytes, 0, bytes.Length), found);
            return new SettingsOfFile(found.Settings, Fault: null) { IsMeant = found.IsMeant };
        }
        catch (Exception exception) when (TextFault.Of(exception) is { } reason)
        {
            return Refused(path, reason);
        }
    }

    /// <summary>What is known of a file that could not be read: that it may set whatever decides.</summary>
    /// <param name="path">The path, relative to the root.</param>
    /// <param name="fault">Why it could not be read, as a clause.</param>
    public SettingsOfFile Refused(string path, string fault) =>
        new([.. Deciding.Select(name => new ToolSetting($"{Prefix} {name}", Value: null, Place.StartOf(path)))], fault);

    /// <summary>Reads a file; what it throws for text of another format is caught.</summary>
    /// <param name="file">The file.</param>
    /// <param name="found">Takes what it sets.</param>
    protected abstract void ReadSettings(LockText file, SettingsCollector found);
}
