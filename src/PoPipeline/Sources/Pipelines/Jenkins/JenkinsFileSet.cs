using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Pipelines.Jenkins.Groovy;

namespace PoPipeline.Sources.Pipelines.Jenkins;

/// <summary>The files of Jenkins of a repository, and those that they load, which are read together so that values are followed from one to the other.</summary>
/// <param name="repository">The repository.</param>
/// <param name="tree">Its files.</param>
/// <param name="cancellation">Ends the reading.</param>
internal sealed class JenkinsFileSet(Repository repository, WorkingTree tree, CancellationToken cancellation)
{
    // Longer than any program that people write.
    private const int Longest = 2_000_000;

    // In all files whose values are followed to each other; those behind them are read each by itself.
    private const int MostTogether = 6_000_000;

    private readonly List<JenkinsFile> together = [];
    private readonly List<JenkinsFile> alone = [];
    private readonly Dictionary<string, int> places = new(StringComparer.Ordinal);
    private readonly RepositoryTexts texts = new(repository, tree);
    private readonly Dictionary<string, ImmutableArray<string>> loads = new(StringComparer.Ordinal);
    private int length;

    /// <summary>The files that pipelines took their scripts or the manifests of pods out of.</summary>
    public IEnumerable<string> Named => texts.Named;

    /// <summary>The files that they name and that were not read, each with why, once all pipelines were.</summary>
    public IEnumerable<KeyValuePair<string, string>> Unread => texts.Unread.Where(file => !places.ContainsKey(file.Key));

    /// <summary>Takes a file in.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="kind">What it is.</param>
    public void Add(string path, JenkinsFileKind kind)
    {
        cancellation.ThrowIfCancellationRequested();
        places[path] = places.Count;
        var source = tree.Read(path);
        var file = new JenkinsFile(path, kind) { Resources = texts };
        if (source.Fault is { } fault)
        {
            alone.Add(file with { Fault = fault });
        }
        else if (source.Text.Length > Longest)
        {
            alone.Add(file with { Fault = $"it is longer than the {Longest} characters that PoPipeline reads" });
        }
        else
        {
            var parsed = Parsed(file, source.Text);
            loads[path] = [.. parsed.Script!.All().OfType<GroovyCall>().Where(call => call is { Name: "load", Receiver: null }).Select(LoadedFile.PathOf).OfType<string>().Where(texts.Has).Distinct(StringComparer.Ordinal)];
            if ((length += source.Text.Length) > MostTogether)
            {
                // It is parsed again when its turn comes, so that not all of them are kept.
                alone.Add(file);
            }
            else
            {
                together.Add(parsed);
            }
        }
    }

    /// <summary>Reads all of them, in the order in which they were taken in, those behind that are loaded.</summary>
    /// <param name="read">Reads one of them; null where it is no pipeline.</param>
    public IEnumerable<Pipeline> Read(Func<JenkinsFile, Pipeline?> read)
    {
        Load();
        var parts = LoadedParts.Of(loads, places);
        var table = new MethodTable();
        foreach (var file in together)
        {
            table.Add(file.Path, file.Kind, file.Script!);
        }

        var linked = together.Select(file => file with { Values = new ValueReader(file.Script!, file.Text!, file.IsLibrary, table), IsLoaded = parts.Contains(file.Path) }).ToList();
        together.Clear();
        ValueReader.Follow([.. linked.Select(file => file.Values!)], table);
        var found = new List<(int Place, Pipeline Pipeline)>();
        foreach (var file in linked.Concat(alone.Select(file => file with { IsLoaded = parts.Contains(file.Path) })))
        {
            cancellation.ThrowIfCancellationRequested();
            if (read(file.Fault is null && file.Values is null ? Alone(file) : file) is { } pipeline)
            {
                found.Add((places[file.Path], pipeline));
            }
        }

        return found.OrderBy(one => one.Place).Select(one => one.Pipeline);
    }

    private static JenkinsFile Parsed(JenkinsFile file, string text) => file with { Text = new JenkinsText(file.Path, text), Script = GroovyParser.Parse(text) };

    private JenkinsFile Alone(JenkinsFile file)
    {
        var parsed = Parsed(file, tree.Read(file.Path).Text);
        var table = new MethodTable();
        table.Add(parsed.Path, parsed.Kind, parsed.Script!);
        var values = new ValueReader(parsed.Script!, parsed.Text!, parsed.IsLibrary, table);
        ValueReader.Follow([values], table);
        return parsed with { Values = values };
    }

    // Whatever the files load that lies in this repository, each once, whoever loads it. No bound is needed: each is a file of the repository, and those behind the first are read each by itself.
    private void Load()
    {
        var open = new Queue<string>(loads.Keys);
        while (open.TryDequeue(out var path))
        {
            foreach (var named in loads.GetValueOrDefault(path, []).Where(named => !places.ContainsKey(named)))
            {
                Add(named, JenkinsFileKind.Shelved);
                open.Enqueue(named);
            }
        }
    }
}
