using System.Collections.Immutable;
using System.Text;
using System.Xml;
using PoPipeline.Rules.Model;

namespace PoPipeline.Sources.Projects.MsBuild;

/// <summary>A file of MSBuild, read once for all projects that import it. What its targets do while they run is not read.</summary>
/// <remarks>Source: https://learn.microsoft.com/visualstudio/msbuild/msbuild-project-file-schema-reference.</remarks>
internal sealed class MsBuildFile
{
    private const int MostSteps = 20_000;
    private const int DeepestElement = 64;
    private const int MostChoices = 50;

    // No entity is looked up, and none may be declared.
    private static readonly XmlReaderSettings Reading = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, IgnoreComments = true, IgnoreProcessingInstructions = true };

    private readonly ImmutableArray<MsBuildStep>.Builder steps = ImmutableArray.CreateBuilder<MsBuildStep>();
    private readonly Stack<Frame> frames = new();
    private readonly XmlReader reader;
    private bool isTooMuch;

    private MsBuildFile(XmlReader reader) => this.reader = reader;

    /// <summary>Reads a file.</summary>
    /// <param name="text">What it holds.</param>
    /// <param name="fault">Why it could not be read to its end, as a clause; null where it was.</param>
    /// <returns>What it does, in its order; up to where it could not be read.</returns>
    public static ImmutableArray<MsBuildStep> Read(string text, out string? fault)
    {
        fault = null;
        using var characters = new StringReader(text);
        using var source = XmlReader.Create(characters, Reading);
        var file = new MsBuildFile(source);
        try
        {
            fault = file.Walk();
        }
        catch (XmlException exception)
        {
            fault = $"it is not XML, line {exception.LineNumber}";
        }

        return file.steps.DrainToImmutable();
    }

    private string? Walk()
    {
        while (reader.Read())
        {
            if (steps.Count >= MostSteps)
            {
                return $"it does more than {MostSteps} things, and the rest was not looked at";
            }

            if (isTooMuch)
            {
                return $"a choice in it has more than {MostChoices} parts";
            }

            if (reader.Depth > DeepestElement)
            {
                return $"its elements lie more than {DeepestElement} deep in each other";
            }

            if (reader.NodeType is XmlNodeType.EndElement)
            {
                frames.TryPop(out _);
            }
            else if (reader.NodeType is XmlNodeType.Element)
            {
                Enter();
            }
        }

        return null;
    }

    private void Enter()
    {
        var parent = frames.TryPeek(out var around) ? around.Name : "";
        var name = reader.LocalName;
        switch (parent)
        {
            case "PropertyGroup":
                Property(name);
                return;
            case "ItemGroup" when name is "PackageReference" or "GlobalPackageReference" or "PackageVersion" or "ProjectReference":
                Item(name);
                return;
        }

        switch (name)
        {
            case "Target" or "UsingTask" or "ItemDefinitionGroup" or "ProjectExtensions":
            case not "Project" when parent is "" or "ItemGroup":
                Leave();
                return;
            case "Project" when reader.GetAttribute("Sdk") is { Length: > 0 } sdks:
                Sdks(sdks);
                break;
            case "Sdk" when reader.GetAttribute("Name") is { Length: > 0 } sdk:
                Add(MsBuildStepKind.Sdk, sdk, reader.GetAttribute("Version"), Conditions(), Here());
                break;
            case "Import":
                Import();
                break;
        }

        if (!reader.IsEmptyElement)
        {
            frames.Push(new Frame(name, name is "When" or "Otherwise" ? Chosen(name) : Conditions(), []));
        }
    }

    private void Import()
    {
        // What comes with an SDK lies outside the repository.
        var project = reader.GetAttribute("Project") ?? "";
        if (reader.GetAttribute("Sdk") is { Length: > 0 } sdk)
        {
            Add(MsBuildStepKind.Sdk, sdk, reader.GetAttribute("Version"), Conditions(), Here());
            Add(MsBuildStepKind.Import, $"{MsBuildFiles.Sdks}/{project}", null, Conditions(), Here());
        }
        else if (project.Length > 0)
        {
            Add(MsBuildStepKind.Import, project, null, Conditions(), Here());
        }
    }

    // 'A;B/1.0' uses two.
    private void Sdks(string text)
    {
        foreach (var part in text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var slash = part.IndexOf('/', StringComparison.Ordinal);
            Add(MsBuildStepKind.Sdk, slash < 0 ? part : part[..slash], slash < 0 ? null : part[(slash + 1)..], Conditions(), Here());
        }
    }

    private void Property(string name)
    {
        var conditions = Conditions();
        var start = Here();
        var value = Text(out var end, child: null);
        Add(MsBuildStepKind.Property, name, value.Trim(), conditions, start with { EndLine = end.EndLine, EndColumn = end.EndColumn });
    }

    private void Item(string name)
    {
        var conditions = Conditions();
        var include = reader.GetAttribute("Include") ?? reader.GetAttribute("Update");
        var version = reader.GetAttribute("VersionOverride") ?? reader.GetAttribute("Version");
        var start = Here();
        var children = new Dictionary<string, string>(StringComparer.Ordinal);
        Text(out _, children);
        version ??= children.GetValueOrDefault("VersionOverride") ?? children.GetValueOrDefault("Version");
        foreach (var package in (include ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var kind = name switch { "PackageVersion" => MsBuildStepKind.Version, "ProjectReference" => MsBuildStepKind.Reference, _ => MsBuildStepKind.Package };
            Add(kind, package, version?.Trim(), conditions, start);
        }
    }

    // The text of an element, which is left; what its children hold, by their names.
    private string Text(out Region end, Dictionary<string, string>? child)
    {
        end = Here();
        if (reader.IsEmptyElement)
        {
            return "";
        }

        var depth = reader.Depth;
        var own = new StringBuilder();
        var inner = new StringBuilder();
        var name = "";
        while (reader.Read() && !(reader.NodeType is XmlNodeType.EndElement && reader.Depth == depth))
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.Element when reader.Depth == depth + 1:
                    inner.Clear();
                    name = reader.LocalName;
                    break;
                case XmlNodeType.EndElement when reader.Depth == depth + 1:
                    child?.TryAdd(name, inner.ToString());
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace:
                    (reader.Depth == depth + 1 ? own : inner).Append(reader.Value);
                    break;
            }
        }

        // '</Name>': the position is that of the name.
        var lines = (IXmlLineInfo)reader;
        var column = lines.LinePosition + reader.Name.Length + 1;
        end = new Region(lines.LineNumber, column, lines.LineNumber, column);
        return own.ToString();
    }

    private void Leave()
    {
        if (!reader.IsEmptyElement)
        {
            Text(out _, child: null);
        }
    }

    private ImmutableArray<string> Conditions()
    {
        var outer = frames.TryPeek(out var frame) ? frame.Conditions : [];
        return reader.GetAttribute("Condition") is { } condition && !string.IsNullOrWhiteSpace(condition) ? outer.Add(condition.Trim()) : outer;
    }

    // Of a 'Choose', the first part that holds is taken.
    private ImmutableArray<string> Chosen(string name)
    {
        if (!frames.TryPeek(out var choose) || choose.Name is not "Choose")
        {
            return Conditions();
        }

        var conditions = choose.Conditions.AddRange(choose.Refused.Select(refused => $"!({refused})"));
        if (name is "When" && reader.GetAttribute("Condition") is { } condition)
        {
            isTooMuch |= choose.Refused.Count >= MostChoices;
            choose.Refused.Add(condition.Trim());
            return conditions.Add(condition.Trim());
        }

        return conditions;
    }

    // '<Name': the position is that of the name.
    private Region Here()
    {
        var lines = (IXmlLineInfo)reader;
        return new Region(lines.LineNumber, Math.Max(lines.LinePosition - 1, 1), lines.LineNumber, lines.LinePosition + reader.Name.Length);
    }

    private void Add(MsBuildStepKind kind, string name, string? value, ImmutableArray<string> conditions, Region at) => steps.Add(new MsBuildStep(kind, name, value, conditions, at));

    private sealed record Frame(string Name, ImmutableArray<string> Conditions, List<string> Refused);
}
