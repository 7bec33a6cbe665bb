using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Projects;
using PoPipeline.Rules.Reproducible;
using PoPipeline.Sources.Projects.Locks;

namespace PoPipeline.Sources.Projects.Manifests.Bazel;

/// <summary>The settings of Bazel: <c>.bazelrc</c>, and what it imports by a name that ends so; and <c>.bazelversion</c>.</summary>
/// <remarks>Sources: https://bazel.build/run/bazelrc, https://github.com/bazelbuild/bazelisk#how-does-bazelisk-know-which-bazel-version-to-run.</remarks>
internal sealed class BazelRc : ManifestFormat
{
    /// <summary>What the settings of an option begin with that a line sets; the line's section follows.</summary>
    public const string Option = "bazelrc option ";

    /// <summary>What the settings of an import are called.</summary>
    public const string Import = "bazelrc import";

    /// <summary>The version of Bazel.</summary>
    public const string Version = BazelSettings.Version;

    // More than any file that people write has.
    private const int MostLines = 20_000;

    /// <inheritdoc/>
    public override Ecosystem Ecosystem => Ecosystem.Bazel;

    /// <inheritdoc/>
    public override bool IsNamed(ReadOnlySpan<char> path, ReadOnlySpan<char> name) => name is ".bazelversion" || name.EndsWith(".bazelrc");

    /// <inheritdoc/>
    protected override ManifestFacts? ReadFacts(LockText file)
    {
        using var reader = file.Reader();
        var settings = ImmutableArray.CreateBuilder<ToolSetting>();
        var isVersion = file.Path.EndsWith(".bazelversion", StringComparison.Ordinal);
        for (var number = 1; number <= MostLines && reader.ReadLine() is { } line; number++)
        {
            // A line that ends in a backslash goes on.
            var words = Words(line, number);
            while (line.EndsWith('\\') && number < MostLines && reader.ReadLine() is { } next)
            {
                line = next;
                words.AddRange(Words(line, ++number));
            }

            if (words.Count == 0)
            {
                continue;
            }

            if (isVersion)
            {
                settings.Add(new ToolSetting(Version, words[0].Text, new Place(file.Path, words[0].At)));
                break;
            }

            Take(words, file.Path, settings);
        }

        return new ManifestFacts { Ecosystem = Ecosystem.Bazel, NamesTool = true, IsAside = true, Settings = settings.DrainToImmutable() };
    }

    private static void Take(List<(string Text, Region At)> words, string path, ImmutableArray<ToolSetting>.Builder settings)
    {
        var section = words[0].Text;
        if (section is "import" or "try-import")
        {
            if (words.Count > 1)
            {
                settings.Add(new ToolSetting(Import, words[1].Text, new Place(path, words[1].At)));
            }

            return;
        }

        for (var index = 1; index < words.Count; index++)
        {
            var (text, at) = words[index];
            var isApart = text is "--lockfile_mode" or "--config" && index + 1 < words.Count;
            if (text.StartsWith("--lockfile_mode", StringComparison.Ordinal) || text.StartsWith("--config", StringComparison.Ordinal) || text is "--enable_bzlmod" or "--noenable_bzlmod" || text.StartsWith("--enable_bzlmod=", StringComparison.Ordinal))
            {
                settings.Add(new ToolSetting(Option + section, isApart ? $"{text}={words[index + 1].Text}" : text, new Place(path, at)));
            }

            index += isApart ? 1 : 0;
        }
    }

    // As a shell cuts it, quotes and all; nothing is replaced.
    private static List<(string Text, Region At)> Words(string line, int number)
    {
        var words = new List<(string Text, Region At)>();
        var position = 0;
        while (position < line.Length)
        {
            if (char.IsWhiteSpace(line[position]))
            {
                position++;
                continue;
            }

            if (line[position] is '#' || (line[position] is '\\' && position == line.Length - 1))
            {
                break;
            }

            var start = position;
            var text = new System.Text.StringBuilder();
            var quote = '\0';
            for (; position < line.Length && (quote is not '\0' || !char.IsWhiteSpace(line[position])); position++)
            {
                var character = line[position];
                if (character == quote)
                {
                    quote = '\0';
                }
                else if (quote is '\0' && character is '"' or '\'')
                {
                    quote = character;
                }
                else
                {
                    text.Append(character);
                }
            }

            words.Add((text.ToString(), new Region(number, start + 1, number, position + 1)));
        }

        return words;
    }
}
