using System.Collections.Frozen;
using System.Collections.Immutable;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Shell;

namespace PoPipeline.Rules.Analysis;

/// <summary>Which words of a script hold a secret, or what can be turned back into one. The commands are asked for in their order.</summary>
internal sealed class SecretTexts
{
    // A script with more secrets, or longer pipes, means to keep a reader busy.
    private const int MostSecrets = 64;
    private const int LongestPipe = 16;

    // What changes a text and can be undone; a hash or a cipher keeps it.
    private static readonly FrozenSet<string> Transformers = FrozenSet.Create(
        StringComparer.Ordinal, "base64", "base32", "xxd", "od", "hexdump", "rev", "tr", "cut", "sed", "awk", "head", "tail", "jq", "fold", "gzip", "gunzip", "paste", "sort");

    private readonly Script script;
    private readonly ImmutableArray<Interpolation> secrets;
    private readonly ILookup<int, Command> inside;
    private readonly Dictionary<string, HeldSecret> variables;
    private readonly HashSet<string> paths;

    /// <summary>Starts with what the environment of a step holds.</summary>
    /// <param name="script">The script.</param>
    /// <param name="environment">The variables that it starts with.</param>
    public SecretTexts(Script script, IReadOnlyDictionary<string, Setting> environment)
    {
        this.script = script;
        secrets = [.. script.Interpolations.Where(IsSecret).Take(MostSecrets)];
        variables = environment.Values.Where(setting => setting.Interpolations.Any(IsSecret) || (setting.Interpolations.IsEmpty && !setting.IsPath && !setting.Secrets.IsEmpty)).ToDictionary(setting => setting.Name, setting => new HeldSecret(setting.Name, Maker: null), StringComparer.Ordinal);
        paths = environment.Values.Where(setting => setting.IsPath && !setting.Secrets.IsEmpty).Select(setting => setting.Name).ToHashSet(StringComparer.Ordinal);
        inside = script.Commands.Where(command => command is { Inside: not null, Nesting: Nesting.Substitution }).ToLookup(command => command.Inside!.Value);
    }

    /// <summary>Whether the script can hold none.</summary>
    public bool AreNone => secrets.IsEmpty && variables.Count == 0 && paths.Count == 0;

    /// <summary>The first of the variables that hold one; null where none does.</summary>
    public string? FirstVariable => variables.Keys.Order(StringComparer.Ordinal).FirstOrDefault();

    /// <summary>The variable whose value a word is, where that is the path of a file with a secret; null where it is none.</summary>
    /// <param name="text">The word.</param>
    public string? PathIn(string text) => paths.Count > 0 && StepEnvironment.VariableIn(text, paths.Contains) is { } name && text.Trim('"').TrimStart('$').Trim('{', '}') == name ? name : null;

    /// <summary>Whether what is pasted is a secret: <c>secrets.KEY != ''</c> tells of one, and is none.</summary>
    /// <param name="pasted">What is pasted.</param>
    public static bool IsSecret(Interpolation pasted) => !pasted.Secrets.IsEmpty && pasted.Provenance.Origin is Origin.Maintainer;

    /// <summary>Whether a program lets through what it reads, so that it can be told from what it writes.</summary>
    /// <param name="program">The program.</param>
    public static bool LetsThrough(string program) => Transformers.Contains(program);

    /// <summary>Takes what a command puts into variables.</summary>
    /// <param name="index">The index of the command.</param>
    public void Follow(int index)
    {
        var command = script.Commands[index];
        if (!command.Words.IsEmpty && command.Name is not ("export" or "local" or "declare" or "readonly"))
        {
            return;
        }

        foreach (var word in command.Assignments.Concat(command.Words.Skip(1)))
        {
            var equals = word.Text.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0 && HeldBy(index, word) is { } value)
            {
                variables[word.Text[..equals]] = value;
            }
        }
    }

    /// <summary>What a word holds of a secret: by itself, or by a substitution in it; null where it holds nothing.</summary>
    /// <param name="index">The index of the command.</param>
    /// <param name="word">The word.</param>
    public HeldSecret? HeldBy(int index, Word word)
    {
        var inner = inside[index].Where(command => word.Offset <= command.Offset && command.Offset < word.Offset + word.Length).Take(LongestPipe).ToImmutableArray();
        foreach (var first in inner)
        {
            var isSaid = first.Name is "echo" or "printf";
            var value = (isSaid ? first.Words.Skip(1) : first.Documents).Select(said => Direct(said, said.Text, [])).FirstOrDefault(found => found is not null);
            var makers = MakersBehind(first, isSaid);
            if (value is not null && makers.All(Transformers.Contains))
            {
                return value with { Maker = makers is [.., var last] ? last : value.Maker };
            }
        }

        return Direct(word, WithoutSubstitutions(word.Text), inner);
    }

    private ImmutableArray<string> MakersBehind(Command first, bool isSaid)
    {
        var makers = ImmutableArray.CreateBuilder<string>();
        if (!isSaid)
        {
            makers.Add(first.Name);
        }

        for (var next = first.PipedTo; next is { } at && makers.Count < LongestPipe; next = script.Commands[at].PipedTo)
        {
            makers.Add(script.Commands[at].Name);
        }

        return makers.DrainToImmutable();
    }

    private HeldSecret? Direct(Word word, string text, ImmutableArray<Command> inner)
    {
        if (StepEnvironment.VariableIn(text, variables.ContainsKey) is { } name)
        {
            return SecretValues.IsPartIn(text, name) ? variables[name] with { Maker = "the shell" } : variables[name];
        }

        return secrets.FirstOrDefault(pasted =>
            word.Offset <= pasted.Offset && pasted.Offset < word.Offset + word.Length
            && !inner.Any(command => command.Offset <= pasted.Offset && pasted.Offset < command.Offset + command.Length)) is { } direct ? new HeldSecret(direct.Text, Maker: null) : null;
    }

    private static string WithoutSubstitutions(string text)
    {
        var kept = new System.Text.StringBuilder();
        var depth = 0;
        var isQuoted = false;
        for (var index = 0; index < text.Length; index++)
        {
            if (text[index] is '`')
            {
                isQuoted = !isQuoted;
            }
            else if (text[index] is '(' && (depth > 0 || (index > 0 && text[index - 1] is '$')))
            {
                depth++;
            }
            else if (text[index] is ')' && depth > 0)
            {
                depth--;
            }
            else if (depth == 0 && !isQuoted)
            {
                kept.Append(text[index]);
            }
        }

        return kept.ToString();
    }
}
