using System.Collections.Frozen;
using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Projects;
using PoPipeline.Rules.Shell;

namespace PoPipeline.Rules.Reproducible;

/// <summary>A command of a pipeline that builds something.</summary>
/// <param name="Words">Its words, the program first.</param>
/// <param name="Place">Where it is written.</param>
internal sealed record BuildCommand(ImmutableArray<Word> Words, Place? Place)
{
    /// <summary>The variables of its environment, those before the command among them, by name; null values are only known while the pipeline runs.</summary>
    public IReadOnlyDictionary<string, ToolSetting> Variables { get; init; } = FrozenDictionary<string, ToolSetting>.Empty;

    /// <summary>The name of the program.</summary>
    public string Program => Words.IsEmpty ? "" : Words[0].Text[(Words[0].Text.LastIndexOf('/') + 1)..];

    /// <summary>A command of a script.</summary>
    /// <param name="command">The command.</param>
    /// <param name="place">Where it is written.</param>
    /// <param name="variables">The variables around it; those that it sets itself are added.</param>
    public static BuildCommand Of(Command command, Place? place, IReadOnlyDictionary<string, ToolSetting> variables)
    {
        var all = new Dictionary<string, ToolSetting>(variables, StringComparer.Ordinal);
        foreach (var word in command.Assignments)
        {
            var equals = word.Text.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0)
            {
                // What is computed stays as it is written: whether it is a time of the build can be seen.
                all[word.Text[..equals]] = new ToolSetting(word.Text[..equals], word.Text[(equals + 1)..], place);
            }
        }

        return new BuildCommand(command.Words, place) { Variables = all };
    }

    /// <summary>Whether one of the words is one of these.</summary>
    /// <param name="words">The words.</param>
    public bool Has(params ReadOnlySpan<string> words)
    {
        foreach (var word in Words)
        {
            if (words.Contains(word.Text))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The values of an option, in their order: <c>--name=value</c>, <c>--name value</c>.</summary>
    /// <param name="names">Its names.</param>
    public IEnumerable<string> Values(params string[] names)
    {
        for (var index = 1; index < Words.Length; index++)
        {
            var text = Words[index].Text;
            foreach (var name in names)
            {
                if (text == name && index + 1 < Words.Length)
                {
                    yield return Words[index + 1].Text;
                }
                else if (text.Length > name.Length && text[name.Length] is '=' && text.StartsWith(name, StringComparison.Ordinal))
                {
                    yield return text[(name.Length + 1)..];
                }
            }
        }
    }
}
