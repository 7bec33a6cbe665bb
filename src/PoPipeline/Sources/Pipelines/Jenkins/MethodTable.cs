using System.Collections.Immutable;
using PoPipeline.Sources.Pipelines.Jenkins.Groovy;

namespace PoPipeline.Sources.Pipelines.Jenkins;

/// <summary>The methods of all files that were read, by which files hand values to each other: steps and classes of a library, and what a file that is loaded gives.</summary>
/// <remarks>Source: https://www.jenkins.io/doc/book/pipeline/shared-libraries/ and https://www.jenkins.io/doc/pipeline/steps/workflow-cps/#load-evaluate-a-groovy-source-file-into-the-pipeline-script.</remarks>
internal sealed class MethodTable
{
    private const int MostOfAName = 32;

    // Several of one name are told apart by what they take.
    private readonly Dictionary<(string Path, string Name), List<OfferedMethod>> methods = [];
    private readonly Dictionary<GroovyMethod, OfferedMethod> offered = new(ReferenceEqualityComparer.Instance);

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
            if (!methods.TryGetValue((path, method.Name), out var named))
            {
                methods[(path, method.Name)] = named = [];
            }

            // Groovy refuses the same method twice, so that hardly a file has many; one that has is not worth the work.
            offered[method] = named.Count < MostOfAName ? new OfferedMethod(path, method) : named[^1];
            if (named.Count < MostOfAName)
            {
                named.Add(offered[method]);
            }
        }
    }

    /// <summary>What a method is to its callers.</summary>
    public OfferedMethod Of(GroovyMethod method) => offered[method];

    /// <summary>Whether a file has a method of a name.</summary>
    public bool Has(string path, string name) => methods.ContainsKey((path, name));

    /// <summary>The methods of a file that a call may mean: those of its name that take as much as it gives, or all of them where none does.</summary>
    /// <param name="path">The file.</param>
    /// <param name="name">The name.</param>
    /// <param name="call">The call.</param>
    /// <param name="listed">Says which list or map a variable is set to.</param>
    public IReadOnlyList<OfferedMethod> Find(string path, string name, GroovyCall call, Func<GroovyNode?, GroovyNode?> listed)
    {
        if (!methods.TryGetValue((path, name), out var named))
        {
            return [];
        }

        if (named.Count == 1)
        {
            return named;
        }

        var given = GivenKinds.Of(call, listed);
        var fitting = named.FindAll(method => given.Fit(method.Parameters));
        return fitting.Count == 0 ? named : fitting;
    }

    /// <summary>The file of a step of the library in this repository; null where there is none.</summary>
    public string? StepOf(string name) => steps.GetValueOrDefault(name);

    /// <summary>The file of a class of that library; null where there is none, or more than one.</summary>
    /// <param name="name">Its name, with or without its package.</param>
    public string? ClassOf(string name) => classes.GetValueOrDefault(name[(name.LastIndexOf('.') + 1)..]);
}
