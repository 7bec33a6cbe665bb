using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Commands;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Model.Projects;
using PoPipeline.Rules.Shell;

namespace PoPipeline.Sources.Commands;

/// <summary>Reads the recipes of just.</summary>
/// <param name="text">The file.</param>
/// <param name="found">Takes the recipes.</param>
internal sealed class JustfileReader(LinedText text, FoundCommands found)
{
    private const int Longest = 1024;
    private const int MostVariables = 1_000;

    private readonly Dictionary<string, string?> variables = new(StringComparer.Ordinal);
    private readonly List<ToolSetting> exported = [];
    private readonly List<Recipe> recipes = [];

    // The recipes that others hand something to, so that what they are given depends on who asks.
    private readonly HashSet<string> handed = new(StringComparer.Ordinal);
    private readonly List<(string Alias, string Recipe)> aliases = [];

    // Variables that other variables decide.
    private readonly List<(string Name, string Expression)> undecided = [];
    private string? folder;
    private Recipe? first;
    private ShellKind shell = ShellKind.Posix;
    private ScriptStart starts;
    private bool exportsAll;

    /// <summary>Reads it.</summary>
    public void Read()
    {
        var attributes = new List<string>();
        for (var line = 0; line < text.Lines;)
        {
            var written = text.Line(line);
            if (written.Trim() is [] or ['#', ..] || char.IsWhiteSpace(written[0]))
            {
                line++;
            }
            else if (written[0] is '[')
            {
                attributes.Add(written.Trim("[] \t").ToString());
                line++;
            }
            else
            {
                line = Take(line, attributes);
                attributes = [];
            }
        }

        JoinOpen();
        foreach (var recipe in recipes)
        {
            _ = NeedsIn(text.Line(recipe.Line)[(recipe.Colon + 1)..].ToString(), handed);
        }

        first = recipes.Find(IsDefault) ?? recipes.FirstOrDefault();

        // Variables mean the same wherever they stand.
        foreach (var recipe in recipes.TakeWhile(_ => !found.IsFull))
        {
            found.Add(TargetOf(recipe));
        }

        foreach (var (alias, name) in aliases.TakeWhile(_ => !found.IsFull))
        {
            if (recipes.Find(recipe => NameOf(recipe) == name) is { } recipe)
            {
                found.Add(TargetOf(recipe, alias) with { Name = alias, IsDefault = false });
            }
        }
    }

    private int Take(int line, List<string> attributes)
    {
        var written = text.Line(line).Trim().ToString();
        var word = written.Split(' ', 2)[0];
        if (word is "import" or "import?" or "mod" or "mod?")
        {
            Include(written[word.Length..].Trim(), isModule: word.StartsWith("mod", StringComparison.Ordinal));
            return line + 1;
        }

        if (word is "alias" or "unexport")
        {
            if (word is "alias" && written[word.Length..].Split(":=") is [var alias, var named])
            {
                aliases.Add((alias.Trim(), named.Split('#')[0].Trim()));
            }

            return line + 1;
        }

        if (word is "set")
        {
            Set(written[word.Length..].Trim());
            return line + 1;
        }

        var assignment = written.IndexOf(":=", StringComparison.Ordinal);
        var colon = ColonIn(written);
        if (assignment > 0 && (colon < 0 || colon >= assignment))
        {
            Assign(written, assignment, line);
            return line + 1;
        }

        if (colon < 0)
        {
            return line + 1;
        }

        var recipe = new Recipe(line, colon, attributes);
        recipes.Add(recipe);
        for (line++; line < text.Lines; line++)
        {
            var body = text.Line(line);
            if (!body.IsEmpty && !char.IsWhiteSpace(body[0]))
            {
                break;
            }

            recipe.Body.Add(line);
        }

        return line;
    }

    // import 'path', mod name, mod name 'path'
    private void Include(string rest, bool isModule)
    {
        var quoted = Literal(rest[(isModule && rest.Contains(' ', StringComparison.Ordinal) ? rest.IndexOf(' ', StringComparison.Ordinal) : 0)..].Trim());
        if (quoted is not null)
        {
            found.Include(text.Folder, quoted);
        }
        else if (isModule)
        {
            var name = rest.Split(' ')[0];
            foreach (var path in new[] { $"{name}.just", $"{name}/mod.just", $"{name}/justfile", $"{name}/.justfile" })
            {
                if (found.HasFile(FolderPath.Join(text.Folder, path) ?? ""))
                {
                    found.Include(text.Folder, path);
                }
            }
        }
    }

    private void Set(string setting)
    {
        var split = setting.IndexOf(":=", StringComparison.Ordinal);
        var (name, value) = split < 0 ? (setting.Trim(), "true") : (setting[..split].Trim(), setting[(split + 2)..].Trim());
        switch (name)
        {
            case "working-directory":
                folder = Literal(value) is { } path and not "." ? path : null;
                break;
            case "export":
                exportsAll = value is "true";
                break;
            case "shell" when ContainerWords.List(value.Replace('\'', '"')) is { IsEmpty: false } words:
                shell = LinedText.ShellOf(words[0]) ?? ShellKind.Unknown;
                starts = shell is ShellKind.Posix ? ShellStart.Of(string.Join(' ', words.Skip(1))) : ScriptStart.None;
                break;
        }
    }

    private void Assign(string written, int assignment, int line)
    {
        var words = written[..assignment].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0 || variables.Count >= MostVariables)
        {
            return;
        }

        found.Asks.Add(words[^1]);
        var value = found.Told.CommandLine.TryGetValue(words[^1], out var told) ? told : Literal(written[(assignment + 2)..].Trim()) ?? Joined(written[(assignment + 2)..]);
        if (value is null && told is null && !found.Told.CommandLine.ContainsKey(words[^1]))
        {
            undecided.Add((words[^1], written[(assignment + 2)..]));
        }

        variables[words[^1]] = value;
        if (words[0] is "export" || exportsAll)
        {
            exported.Add(FoundCommands.Variable(words[^1], value, text.PlaceOf(text.StartOf(line), text.EndOf(line))));
        }
    }

    private string NameOf(Recipe recipe)
    {
        var header = text.Line(recipe.Line);
        var indent = header.StartsWith("@") ? 1 : 0;
        return header[indent..(indent + Math.Max(0, header[indent..].IndexOfAny(' ', '\t', ':')))].ToString();
    }

    // a + "b": texts and variables with a plain value, which may stand further down; null where anything else stands there.
    private string? Joined(string expression)
    {
        var joined = "";
        var start = 0;
        var quote = '\0';
        for (var at = 0; at <= expression.Length; at++)
        {
            var character = at < expression.Length ? expression[at] : '+';
            if (quote != '\0' && at < expression.Length)
            {
                quote = character == quote ? '\0' : quote;
            }
            else if (character is '"' or '\'' or '`')
            {
                quote = character;
            }
            else if (character is '+')
            {
                var part = expression[start..at].Trim();
                if ((Literal(part) ?? variables.GetValueOrDefault(part)) is not { } value || joined.Length + value.Length > Longest)
                {
                    return null;
                }

                joined += value;
                start = at + 1;
            }
        }

        return joined;
    }

    private void JoinOpen()
    {
        const int mostRounds = 5;
        for (var round = 0; round < mostRounds && undecided.Count > 0; round++)
        {
            _ = undecided.RemoveAll(one => (variables[one.Name] = Joined(one.Expression)) is not null);
        }
    }

    private CommandTarget TargetOf(Recipe recipe, string? alias = null)
    {
        var (start, header) = (text.StartOf(recipe.Line), text.Line(recipe.Line).ToString());
        var indent = header.StartsWith('@') ? 1 : 0;
        var name = NameOf(recipe);
        var takes = ImmutableArray.CreateBuilder<CommandParameter>();
        var parameters = ParametersOf(alias ?? name, header[(indent + name.Length)..recipe.Colon], takes);
        var inside = recipe.Attributes.Find(attribute => attribute.StartsWith("working-directory", StringComparison.Ordinal)) is { } attribute && attribute.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon
            ? Literal(attribute[(colon + 1)..].Trim())
            : folder;
        return new CommandTarget
        {
            Name = name,
            Span = text.PlaceOf(start + indent, start + indent + name.Length),
            IsDefault = ReferenceEquals(recipe, first),
            Needs = NeedsIn(header[(recipe.Colon + 1)..], handed),
            Parameters = takes.DrainToImmutable(),
            Variables = [.. exported],
            Texts = [.. TextsOf(recipe, parameters).Select(script => new CommandText(script, inside))],
        };
    }

    // [default], [group('ci'), default]
    private static bool IsDefault(Recipe recipe) => recipe.Attributes.Exists(attribute => attribute.Split(',').Any(one => one.Trim() is "default"));

    private IEnumerable<Script> TextsOf(Recipe recipe, Dictionary<string, string?> parameters)
    {
        var body = recipe.Body.Where(line => !text.Line(line).Trim().IsEmpty).ToList();
        if (body.Count == 0)
        {
            yield break;
        }

        if (text.Line(body[0]).Trim().StartsWith("#!", StringComparison.Ordinal))
        {
            // One program, of what its first line names.
            if (LinedText.ShellOf(text.Line(body[0]), ShellKind.Posix) is { } language)
            {
                var program = new AnchoredTextBuilder(text);
                foreach (var line in recipe.Body.Where(line => line >= body[0] && line <= body[^1]))
                {
                    Fill(program, FirstOf(line), text.EndOf(line), parameters);
                    program.Put("\n", text.EndOf(line), text.EndOf(line));
                }

                var whole = program.Build();
                yield return whole.AsScript(language, ShellStart.OfFirstLine(whole.Text) ?? ScriptStart.None);
            }

            yield break;
        }

        for (var index = 0; index < body.Count; index++)
        {
            var command = new AnchoredTextBuilder(text);
            var from = FirstOf(body[index]);
            while (from < text.EndOf(body[index]) && text.Text[from] is '@' or '-')
            {
                from++;
            }

            while (text.Line(body[index]).EndsWith('\\') && index + 1 < body.Count)
            {
                Fill(command, from, text.EndOf(body[index]), parameters);
                command.Put("\n", text.EndOf(body[index]), text.EndOf(body[index]));
                index++;
                from = FirstOf(body[index]);
            }

            Fill(command, from, text.EndOf(body[index]), parameters);
            if (command.Build() is var one && !one.Text.AsSpan().TrimStart().StartsWith('#'))
            {
                yield return one.AsScript(shell, starts);
            }
        }
    }

    private int FirstOf(int line) => text.EndOf(line) - text.Line(line).TrimStart().Length;

    // {{name}} of a variable with a plain value is that; everything else only a run tells. {{{{ is two braces.
    private void Fill(AnchoredTextBuilder into, int start, int end, Dictionary<string, string?> parameters)
    {
        while (start < end)
        {
            var rest = text.Text.AsSpan(start, end - start);
            var open = rest.IndexOf("{{", StringComparison.Ordinal);
            var close = open < 0 ? -1 : rest[open..].IndexOf("}}", StringComparison.Ordinal);
            if (close < 0)
            {
                into.Copy(start, end);
                return;
            }

            into.Copy(start, start + open);
            if (rest[open..].StartsWith("{{{{", StringComparison.Ordinal))
            {
                into.Put("{{", start + open, start + open + 4);
                start += open + 4;
                continue;
            }

            var name = rest[(open + 2)..(open + close)].Trim().ToString();
            var value = parameters.TryGetValue(name, out var given) ? given : variables.GetValueOrDefault(name) ?? Literal(name);
            into.Put(value is { Length: <= Longest } ? value : AnchoredTexts.Unknown, start + open, start + open + close + 2);
            start += open + close + 2;
        }
    }

    // What a parameter is given only a call tells; one that may be left out is what it is then, and one of any number is nothing.
    private Dictionary<string, string?> ParametersOf(string recipe, string written, ImmutableArray<CommandParameter>.Builder takes)
    {
        var parameters = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var (word, _, _) in ContainerWords.Of(written))
        {
            var equals = word.IndexOf('=', StringComparison.Ordinal);
            var name = (equals < 0 ? word : word[..equals]).TrimStart('*', '+', '$');
            var asked = ToldVariables.NameOf(recipe, name);
            takes.Add(new CommandParameter(name, word.StartsWith('*') || word.StartsWith('+')));
            found.Asks.Add(asked);
            parameters[name] = found.Told.CommandLine.TryGetValue(asked, out var told) ? told
                : handed.Contains(recipe) ? null
                : equals >= 0 ? word[(equals + 1)..]
                : word.StartsWith('*') ? ""
                : null;
        }

        return parameters;
    }

    // dep (other "argument") && behind
    private static ImmutableArray<string> NeedsIn(string written, HashSet<string> handed)
    {
        var needs = ImmutableArray.CreateBuilder<string>();
        var isCall = false;
        var nested = 0;
        foreach (var (word, _, _) in ContainerWords.Of(written))
        {
            if (word.StartsWith('#'))
            {
                break;
            }

            var name = word.Trim('(', ')');
            if (word is not "&&" && (nested == 0 || isCall) && name.Length > 0)
            {
                needs.Add(name);
            }

            if (nested > 0 || (word is ['(', _, ..] && !word.EndsWith(')')))
            {
                handed.Add(needs is [.., var last] ? last : "");
            }

            isCall = nested == 0 && word is "(";
            nested = Math.Max(0, nested + word.AsSpan().Count('(') - word.AsSpan().Count(')'));
        }

        return needs.DrainToImmutable();
    }

    // The colon behind the name and the parameters, outside of quotes.
    private static int ColonIn(string written)
    {
        var quote = '\0';
        for (var at = 0; at < written.Length; at++)
        {
            if (quote != '\0')
            {
                quote = written[at] == quote ? '\0' : quote;
            }
            else if (written[at] is '"' or '\'' or '`')
            {
                quote = written[at];
            }
            else if (written[at] is ':')
            {
                return at;
            }
        }

        return -1;
    }

    private static string? Literal(string value) =>
        value.Length > 1 && value[0] is '"' or '\'' && value[^1] == value[0] && value.AsSpan(1, value.Length - 2).IndexOfAny(value[0], '\\') < 0 ? value[1..^1] : null;

    private sealed record Recipe(int Line, int Colon, List<string> Attributes)
    {
        public List<int> Body { get; } = [];
    }
}
