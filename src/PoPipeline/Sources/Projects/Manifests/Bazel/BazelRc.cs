using System.Collections.Frozen;
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

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Valued =
        FrozenSet.Create(StringComparer.Ordinal, "--lockfile_mode", "--config", "--spawn_strategy", "--strategy", "--genrule_strategy", "--action_env", "--repo_env").GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Switches = FrozenSet.Create(
        StringComparer.Ordinal,
        [.. new[] { "enable_bzlmod", "incompatible_strict_action_env", "experimental_strict_action_env", "sandbox_default_allow_network", "experimental_sandbox_default_allow_network", "enable_platform_specific_config" }.SelectMany(name => new[] { $"--{name}", $"--no{name}" })]).GetAlternateLookup<ReadOnlySpan<char>>();

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
            var name = text.AsSpan(0, text.IndexOf('=', StringComparison.Ordinal) is > 0 and var equals ? equals : text.Length);
            var isApart = name.Length == text.Length && Valued.Contains(text) && index + 1 < words.Count;
            if (Valued.Contains(name) || Switches.Contains(name))
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
