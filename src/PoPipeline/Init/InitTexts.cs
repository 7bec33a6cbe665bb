using System.Collections.Immutable;
using System.Text;
using PoPipeline.Rules.Model;

namespace PoPipeline.Init;

/// <summary>The texts of the files that a repository starts with.</summary>
internal static class InitTexts
{
    private const string Prefix = "init/";

    /// <summary>A text that is kept with the engine.</summary>
    /// <param name="name">Its name below <c>Init/Files</c>.</param>
    public static string Of(string name)
    {
        using var stream = typeof(InitTexts).Assembly.GetManifestResourceStream(Prefix + name)
            ?? throw new InvalidOperationException($"The text '{name}' is not part of the engine.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }

    /// <summary>A CODEOWNERS file in which every file has the same owners.</summary>
    public static string CodeOwners(ImmutableArray<string> owners) =>
        $"# Every file has an owner. Name another group for a folder on a line below; the last line that matches decides.\n* {string.Join(' ', owners)}\n";

    /// <summary>A word as YAML takes it for text, whatever it is.</summary>
    public static string Quoted(string word) => $"'{word.Replace("'", "''", StringComparison.Ordinal)}'";

    /// <summary>A policy.</summary>
    /// <param name="forge">The forge, where nothing else tells it; else unknown.</param>
    /// <param name="required">The kinds of templates that must carry a checklist.</param>
    /// <param name="owners">Who decides on exceptions; empty for nobody.</param>
    /// <param name="tracker">Whose issues hold the requests; unknown for a folder of the repository.</param>
    public static string Policy(Forge forge, ImmutableArray<string> required, ImmutableArray<string> owners, Forge tracker)
    {
        var text = new StringBuilder("# yaml-language-server: $schema=https://raw.githubusercontent.com/popipeline/popipeline/main/docs/popipeline.schema.json\nversion: 1\n");
        if (forge is not Forge.Unknown)
        {
            text.Append($"forge: {forge.ToString().ToLowerInvariant()}\n");
        }

        if (!required.IsEmpty)
        {
            text.Append($"\ntemplates:\n  require: [{string.Join(", ", required)}] # these carry a security checklist\n");
        }

        text.Append("\nexceptions:\n  maximum-days: 180 # no exception may run longer\n");
        if (!owners.IsEmpty)
        {
            text.Append($"  approvers: [{string.Join(", ", owners.Select(Quoted))}] # these decide on requests\n");

            // A name of a forge says nothing where decisions are commits.
            if (tracker is not Forge.Unknown)
            {
                text.Append($"  records:\n    tracker: {tracker.ToString().ToLowerInvariant()} # in its issues; a pipeline reads them with the input records and a token: docs/records.md of PoPipeline\n");
            }
        }

        return text.ToString();
    }
}
