using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Commands;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Commands;

/// <summary>The command that does the same as what a file says of an image: <c>docker build --file ci/Dockerfile --target app .</c></summary>
internal static class ImageCommand
{
    private const int MostOptions = 200;

    /// <summary>What Compose, and Bake, build.</summary>
    /// <param name="place">Where the image is described.</param>
    /// <param name="context">The context; null for the folder itself.</param>
    /// <param name="file">The file, seen from the context; null for the one that is looked for there.</param>
    /// <param name="options">The other options, with their values.</param>
    public static CommandText Of(Place place, YamlScalar? context, YamlScalar? file, IEnumerable<(string Name, string Value)> options)
    {
        var words = new List<string> { "docker", "build" };
        var folder = context?.Value ?? ".";
        if (file is not null)
        {
            var isPlain = folder is "." or "./" || file.Value.StartsWith('/') || file.Value.StartsWith('$') || folder.Contains("://", StringComparison.Ordinal);
            words.AddRange(["--file", isPlain ? file.Value : $"{folder.TrimEnd('/')}/{file.Value}"]);
        }

        foreach (var (name, value) in options.Take(MostOptions))
        {
            words.AddRange([name, value]);
        }

        words.Add(folder);

        // Its parts stand in any order, so that all of it has one place.
        return new CommandText(new AnchoredText(place, string.Join(' ', words.Select(word => AnchoredTexts.Word(AnchoredTexts.At(word, place)).Text)), []).AsScript());
    }

    /// <summary>Arguments of a build, as a mapping or as a list of <c>NAME=value</c>.</summary>
    /// <param name="node">The arguments.</param>
    public static IEnumerable<(string Name, string Value)> Arguments(YamlNode? node) => node switch
    {
        YamlMapping mapping => mapping.Entries.Where(entry => entry.Value is YamlScalar).Select(entry => ("--build-arg", $"{entry.Key.Value}={((YamlScalar)entry.Value).Value}")),
        YamlSequence sequence => sequence.Items.OfType<YamlScalar>().Select(item => ("--build-arg", item.Value)),
        _ => [],
    };
}
