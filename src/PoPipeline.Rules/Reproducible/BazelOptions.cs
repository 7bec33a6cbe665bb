using System.Collections.Frozen;
using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Projects;

namespace PoPipeline.Rules.Reproducible;

/// <summary>The options that a command of Bazel ends up with: those of <c>.bazelrc</c> for its verb, with the configurations that it names, and its own.</summary>
/// <remarks>Source: https://bazel.build/run/bazelrc.</remarks>
internal sealed class BazelOptions
{
    private const int DeepestConfiguration = 8;
    private const int Most = 10_000;

    // Which verb takes over the options of which other ones.
    private static readonly FrozenDictionary<string, string[]> Inherited = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["test"] = ["build"],
        ["run"] = ["build"],
        ["coverage"] = ["build", "test"],
        ["mobile-install"] = ["build"],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private readonly ILookup<string, ToolSetting> bySection;
    private readonly ImmutableArray<string> sections;
    private readonly ImmutableArray<(string Text, Place? Span)>.Builder all = ImmutableArray.CreateBuilder<(string, Place?)>();

    private BazelOptions(ImmutableArray<ToolSetting> settings, string verb)
    {
        bySection = settings.Where(setting => setting.Name.StartsWith(BazelSettings.Option, StringComparison.Ordinal)).ToLookup(setting => setting.Name[BazelSettings.Option.Length..], StringComparer.Ordinal);
        sections = ["always", "common", .. Inherited.GetValueOrDefault(verb) ?? [], verb];
    }

    /// <summary>A configuration that the command names and that no file has, as far as is seen; null where there is none.</summary>
    public string? Missing { get; private set; }

    /// <summary>Works them out.</summary>
    /// <param name="settings">The settings of the project.</param>
    /// <param name="verb">The verb of the command.</param>
    /// <param name="words">Its options.</param>
    /// <param name="place">Where it is written.</param>
    public static BazelOptions Of(ImmutableArray<ToolSetting> settings, string verb, IEnumerable<string> words, Place? place)
    {
        var options = new BazelOptions(settings, verb);
        foreach (var section in options.sections)
        {
            options.Put(section, depth: 0);
        }

        foreach (var word in words)
        {
            options.Put(word, place, depth: 0);
        }

        return options;
    }

    /// <summary>What a switch is set to last, and where; null where it is not set.</summary>
    /// <param name="names">Its names, without dashes.</param>
    public (bool IsOn, string Text, Place? Span)? Switch(params ReadOnlySpan<string> names)
    {
        for (var index = all.Count - 1; index >= 0; index--)
        {
            var (text, span) = all[index];
            foreach (var name in names)
            {
                if (text == $"--no{name}")
                {
                    return (false, text, span);
                }

                if (text == $"--{name}" || text.StartsWith($"--{name}=", StringComparison.Ordinal))
                {
                    return (text[^1] is not '0' && !text.EndsWith("=false", StringComparison.Ordinal) && !text.EndsWith("=no", StringComparison.Ordinal), text, span);
                }
            }
        }

        return null;
    }

    /// <summary>The values of an option, and where each is written, in the order in which they count.</summary>
    /// <param name="name">Its name, with the dashes.</param>
    public IEnumerable<(string Value, string Text, Place? Span)> Values(string name) =>
        all.Where(option => option.Text.StartsWith(name, StringComparison.Ordinal) && option.Text.Length > name.Length && option.Text[name.Length] is '=').Select(option => (option.Text[(name.Length + 1)..], option.Text, option.Span));

    private void Put(string section, int depth)
    {
        foreach (var setting in bySection[section])
        {
            Put(setting.Value ?? "", setting.Span, depth);
        }
    }

    private void Put(string option, Place? span, int depth)
    {
        if (all.Count >= Most || depth > DeepestConfiguration)
        {
            return;
        }

        const string configuration = "--config=";
        if (option.StartsWith(configuration, StringComparison.Ordinal))
        {
            var name = option[configuration.Length..];
            Missing ??= depth == 0 && !sections.Any(section => bySection.Contains($"{section}:{name}")) ? name : null;
            foreach (var section in sections)
            {
                Put($"{section}:{name}", depth + 1);
            }

            return;
        }

        all.Add((option, span));
        if (option is "--enable_platform_specific_config")
        {
            // Pipelines mostly run there.
            foreach (var section in sections)
            {
                Put($"{section}:linux", depth + 1);
            }
        }
    }
}
