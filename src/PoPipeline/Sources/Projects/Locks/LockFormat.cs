using System.Text.Json;
using PoPipeline.Rules.Model.Projects;
using PoPipeline.Sources.Projects.Reading;
using Tomlyn;
using YamlDotNet.Core;

namespace PoPipeline.Sources.Projects.Locks;

/// <summary>One format of lock files.</summary>
internal abstract class LockFormat
{
    /// <summary>Whose it is.</summary>
    public abstract Ecosystem Ecosystem { get; }

    /// <summary>Whether a file is one, by its name.</summary>
    /// <param name="name">The last part of the path.</param>
    public abstract bool IsNamed(ReadOnlySpan<char> name);

    /// <summary>Reads a file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="found">Is told what it lists.</param>
    public void Read(LockText file, LockCollector found)
    {
        try
        {
            ReadEntries(file, found);
        }
        catch (JsonException exception)
        {
            found.Refuse("it is not JSON", (int)(exception.LineNumber ?? 0) + 1, (int)(exception.BytePositionInLine ?? 0) + 1);
        }
        catch (YamlException exception)
        {
            found.Refuse("it is not YAML", (int)exception.Start.Line, (int)exception.Start.Column);
        }
        catch (TomlException exception)
        {
            found.Refuse("it is not TOML", exception.Line ?? 1, exception.Column ?? 1);
        }
        catch (Exception exception) when (exception is InvalidOperationException or FormatException or OverflowException or ArgumentException or IndexOutOfRangeException or System.Xml.XmlException)
        {
            found.Refuse("it is not what its name says", line: 1, column: 1);
        }
    }

    /// <summary>Reads the entries; what it throws for text of another format is caught.</summary>
    /// <param name="file">The file.</param>
    /// <param name="found">Is told what it lists.</param>
    protected abstract void ReadEntries(LockText file, LockCollector found);
}
