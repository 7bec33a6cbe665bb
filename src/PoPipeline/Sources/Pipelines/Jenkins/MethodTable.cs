using PoPipeline.Sources.Pipelines.Jenkins.Groovy;

namespace PoPipeline.Sources.Pipelines.Jenkins;

/// <summary>The methods of all files that were read, by which files hand values to each other: steps and classes of a library, and what a file that is loaded gives.</summary>
/// <remarks>Source: https://www.jenkins.io/doc/book/pipeline/shared-libraries/ and https://www.jenkins.io/doc/pipeline/steps/workflow-cps/#load-evaluate-a-groovy-source-file-into-the-pipeline-script.</remarks>
internal sealed class MethodTable
{
    private readonly Dictionary<(string Path, string Name), OfferedMethod> methods = [];

    // Null where more than one file has a class of that name.
    private readonly Dictionary<string, string?> classes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> steps = new(StringComparer.Ordinal);

    /// <summary>Whether something was handed over, or came back, that was not known before.</summary>
    public bool Changed { get; set; }

    /// <summary>Takes in what a file offers.</summary>
    /// <param name="path">The file.</param>
    /// <param name="kind">What it is.</param>
    /// <param name="script">What is in it.</param>
    public void Add(string path, JenkinsFileKind kind, GroovyScript script)
    {
        var name = path[(path.LastIndexOf('/') + 1)..].Split('.')[0];
        if (kind is JenkinsFileKind.Step)
        {
            steps[name] = path;
        }
        else if (kind is JenkinsFileKind.Class)
        {
            classes[name] = classes.ContainsKey(name) ? null : path;
        }

        foreach (var method in script.All().OfType<GroovyMethod>())
        {
            _ = methods.TryAdd((path, method.Name), new OfferedMethod(path, method.Name));
        }
    }

    /// <summary>A method of a file; null where it has none of that name.</summary>
    public OfferedMethod? Find(string path, string name) => methods.GetValueOrDefault((path, name));

    /// <summary>The file of a step of the library in this repository; null where there is none.</summary>
    public string? StepOf(string name) => steps.GetValueOrDefault(name);

    /// <summary>The file of a class of that library; null where there is none, or more than one.</summary>
    /// <param name="name">Its name, with or without its package.</param>
    public string? ClassOf(string name) => classes.GetValueOrDefault(name[(name.LastIndexOf('.') + 1)..]);
}

/// <summary>A method as its callers see it: what they hand to it, and what it gives.</summary>
/// <param name="path">The file.</param>
/// <param name="name">Its name.</param>
internal sealed class OfferedMethod(string path, string name)
{
    /// <summary>The file.</summary>
    public string Path { get; } = path;

    /// <summary>Its name.</summary>
    public string Name { get; } = name;

    /// <summary>What it is called with, by the place of the argument.</summary>
    public Dictionary<int, GroovyValue> Given { get; } = [];

    /// <summary>What stands in the maps that it is called with, by the place of the argument and the key.</summary>
    public Dictionary<(int Index, string Key), GroovyValue> Members { get; } = [];

    /// <summary>What it gives; null where that is not known.</summary>
    public GroovyValue? Result { get; set; }
}
