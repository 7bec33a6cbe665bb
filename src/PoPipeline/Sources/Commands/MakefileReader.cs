using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Commands;
using PoPipeline.Rules.Model.Projects;
using PoPipeline.Rules.Shell;

namespace PoPipeline.Sources.Commands;

/// <summary>
/// Reads a file of make. Conditions are not decided: the rules of every branch count, and what a variable is set to in one of them is not known.
/// </summary>
/// <param name="text">The file.</param>
/// <param name="found">Takes the targets.</param>
internal sealed class MakefileReader(LinedText text, FoundCommands found)
{
    private const int MostTargets = 10_000;
    private const int MostTaken = 300_000;
    private const int MostWords = 4;
    private const int MostPatterns = 100;
    private const int MostMatched = 1_000;
    private const int MostCompared = 200_000;

    private static readonly ImmutableArray<string> Operations = [":::=", "::=", ":=", "?=", "+=", "!=", "="];

    private readonly MakeVariables variables = new(found);
    private readonly Dictionary<string, MakeRule> rules = new(StringComparer.Ordinal);
    private readonly List<MakeRule> order = [];
    private readonly List<MakeRule> patterns = [];
    private readonly Dictionary<string, Place> exported = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Place> assigned = new(StringComparer.Ordinal);
    private List<MakeRule> current = [];
    private char prefix = '\t';
    private int conditions;
    private int line;
    private int taken;
    private int compared;
    private bool isOneShell;
    private bool exportsAll;

    /// <summary>Reads it.</summary>
    public void Read()
    {
        while (line < text.Lines)
        {
            var written = text.Line(line);
            if (current.Count > 0 && !written.IsEmpty && written[0] == prefix)
            {
                TakeRecipe();
            }
            else
            {
                TakeStatement();
            }
        }

        Finish();
    }

    // A line of a recipe, with those that it goes on in; the break and its backslash are the shell's.
    private void TakeRecipe()
    {
        var stretches = new List<(int Start, int End)> { (text.StartOf(line) + 1, text.EndOf(line)) };
        while (EndsOpen(text.Line(line)) && line + 1 < text.Lines)
        {
            line++;
            var start = text.StartOf(line);
            stretches.Add((start + (!text.Line(line).IsEmpty && text.Line(line)[0] == prefix ? 1 : 0), text.EndOf(line)));
        }

        line++;
        AddRecipe(stretches);
    }

    private void AddRecipe(List<(int Start, int End)> stretches)
    {
        if (IsWithin(current.Count))
        {
            foreach (var rule in current)
            {
                if (rule.IsBegunAnew)
                {
                    rule.Recipe.Clear();
                    rule.IsBegunAnew = false;
                }

                rule.Recipe.Add(stretches);
            }
        }
    }

    // A line of many targets stands for as many rules.
    private bool IsWithin(int more)
    {
        taken += more;
        if (taken > MostTaken)
        {
            found.Refuse($"its rules say more than {MostTaken} things together, and what follows them was not read");
        }

        return taken <= MostTaken;
    }

    private void TakeStatement()
    {
        var joined = new AnchoredTextBuilder(text);
        while (true)
        {
            var (start, end) = (text.StartOf(line), text.EndOf(line));
            var isOpen = EndsOpen(text.Line(line)) && line + 1 < text.Lines;
            joined.Copy(start, isOpen ? end - 1 : end);
            line++;
            if (!isOpen)
            {
                break;
            }

            joined.Put(" ", end - 1, end);
        }

        var statement = WithoutComment(joined.Build()).Trimmed();
        if (statement.Text.Length > 0)
        {
            Take(statement);
        }
    }

    private void Take(AnchoredText statement)
    {
        var word = FirstWord(statement.Text);
        switch (word)
        {
            case "ifeq" or "ifneq" or "ifdef" or "ifndef":
                conditions++;
                return;
            case "endif":
                conditions = Math.Max(0, conditions - 1);
                return;
            case "else":
                return;
            case "define":
                Define(Rest(statement.Text, word));
                return;
            case "include" or "-include" or "sinclude":
                foreach (var path in Words(variables.Expanded(OfOwnFolder(Rest(statement.Text, word)), rule: null)))
                {
                    Include(path, isOptional: word is not "include");
                }

                return;
            case "export" when Assign(statement.From(Behind(statement.Text, word)), rule: null, isExported: true):
                return;
            case "export":
                exportsAll |= Rest(statement.Text, word).Length == 0;
                foreach (var name in Words(variables.Expanded(Rest(statement.Text, word), rule: null)))
                {
                    exported[name] = statement.Span;
                }

                return;
            case "unexport":
                foreach (var name in Words(Rest(statement.Text, word)))
                {
                    exported.Remove(name);
                }

                return;
            case "override" or "private":
                _ = Assign(statement.From(Behind(statement.Text, word)), rule: null, isExported: false, isOverride: word is "override");
                return;
            case "undefine" or "vpath" or "load" or "-load":
                return;
        }

        if (!Assign(statement, rule: null, isExported: false))
        {
            TakeRule(statement);
        }
    }

    private static string OfOwnFolder(string paths)
    {
        foreach (var own in (ReadOnlySpan<string>)["$(CURDIR)/", "${CURDIR}/", "$(dir $(lastword $(MAKEFILE_LIST)))", "$(dir $(abspath $(lastword $(MAKEFILE_LIST))))", "$(dir $(realpath $(lastword $(MAKEFILE_LIST))))"])
        {
            paths = paths.Replace(own, "./", StringComparison.Ordinal);
        }

        return paths;
    }

    // What may be missing, and is, is nothing; what must be there is made while make runs, or no file that is read here.
    private void Include(string path, bool isOptional)
    {
        var at = FolderPath.Join(text.Folder, path);
        var name = path[(path.LastIndexOf('/') + 1)..];
        if (at is not null && (found.HasFile(at) || !isOptional))
        {
            found.Include(text.Folder, path);
        }
        else if (at is null && name.Contains('*', StringComparison.Ordinal) && FolderPath.Join(text.Folder, path[..^name.Length] + ".") is { } folder)
        {
            found.IncludeOpen(folder.Length == 0 ? name : $"{folder}/{name}");
        }
        else if (at is null && !isOptional)
        {
            found.IncludeOpen(path);
        }
    }

    // define NAME … endef: of several lines each is run in a shell of its own.
    private void Define(string name)
    {
        const int most = 50;
        var lines = new List<string>();
        var isOpen = false;
        for (var depth = 1; line < text.Lines && depth > 0; line++)
        {
            var written = text.Line(line).Trim();
            depth += FirstWord(written.ToString()) switch { "define" => 1, "endef" => -1, _ => 0 };
            if (depth == 0 || written.IsEmpty || lines.Count > most)
            {
                continue;
            }

            if (isOpen)
            {
                lines[^1] += $"\n{written}";
            }
            else
            {
                lines.Add(written.TrimStart("@-+").ToString());
            }

            isOpen = EndsOpen(written);
        }

        var whole = lines is [var only] ? only : lines.Count is 0 or > most ? null : string.Join('\n', lines.Select(command => $"({command}\n)"));
        if (Words(name) is [var first, .. var rest] && rest is [] or ["="])
        {
            variables.Set(into: null, first, "=", conditions == 0 ? whole : null);
        }
        else if (Words(name) is [var other, ..])
        {
            variables.Set(into: null, other, "=", value: null);
        }
    }

    private bool Assign(AnchoredText statement, MakeRule? rule, bool isExported, bool isOverride = false)
    {
        if (OperationIn(statement.Text) is not { } assignment)
        {
            return false;
        }

        var (at, operation) = assignment;
        var name = statement.Text[..at].Trim();
        if (name.StartsWith('$'))
        {
            name = variables.Expanded(name, rule);
        }

        if (!MakeVariables.IsName(name))
        {
            return false;
        }

        var value = statement.Text[(at + operation.Length)..].Trim();
        variables.Set(rule?.Variables, name, operation, conditions > 0 ? null : value, isOverride);
        if (rule is null)
        {
            assigned[name] = statement.Span;
            prefix = name is ".RECIPEPREFIX" ? value is [var sign, ..] ? sign : '\t' : prefix;
        }

        if (isExported)
        {
            (rule?.Exported ?? exported)[name] = statement.Span;
        }

        current = rule is null ? [] : current;
        return true;
    }

    // The first sign of an assignment, where it stands before any colon of a rule.
    private static (int At, string Operation)? OperationIn(string statement)
    {
        for (var at = 0; at < statement.Length; at++)
        {
            if (statement[at] is '$' && MakeVariables.LengthAt(statement, at) is > 0 and var length)
            {
                at += length - 1;
                continue;
            }

            foreach (var operation in Operations)
            {
                if (statement.AsSpan(at).StartsWith(operation, StringComparison.Ordinal))
                {
                    return (at, operation);
                }
            }

            if (statement[at] is ':' or '#' or ';')
            {
                return null;
            }
        }

        return null;
    }

    private void TakeRule(AnchoredText statement)
    {
        var colon = ColonIn(statement.Text, 0);
        if (colon < 0)
        {
            return;
        }

        var names = statement.Slice(0, colon).Trimmed();
        var rest = colon + 1 < statement.Text.Length && statement.Text[colon + 1] is ':' ? colon + 2 : colon + 1;
        var targets = RulesOf(names);
        if (names.Text is ".ONESHELL")
        {
            isOneShell = true;
        }

        var behind = statement.From(rest).Trimmed();
        if (TakeVariable(behind, targets))
        {
            return;
        }

        current = targets;

        // A later recipe takes the place of an earlier one; which branch of a condition counts is not known.
        foreach (var rule in rest == colon + 1 && conditions == 0 ? targets : [])
        {
            rule.IsBegunAnew = rule.Recipe.Count > 0;
        }

        var semicolon = behind.Text.IndexOf(';', StringComparison.Ordinal);
        var asked = semicolon < 0 ? behind.Text : behind.Text[..semicolon];

        // Of a static pattern rule the prerequisites stand behind the pattern.
        if (ColonIn(asked, 0) is >= 0 and var second)
        {
            var pattern = variables.Expanded(asked[..second], rule: null).Trim();
            asked = asked[(second + 1)..];
            foreach (var rule in pattern.Contains('%', StringComparison.Ordinal) ? targets : [])
            {
                rule.Stem ??= MakeRule.StemOf(rule.Name, pattern);
            }
        }

        // Prerequisites mean what their variables do where they stand.
        asked = variables.Expanded(asked, rule: null) is var meant && !meant.Contains('$', StringComparison.Ordinal) ? meant : asked;
        var prerequisites = Words(asked.Replace('|', ' '));
        if (IsWithin(targets.Count * Math.Min(prerequisites.Length, MostTargets)))
        {
            foreach (var rule in targets)
            {
                rule.Prerequisites.AddRange(rule.Stem is { } stem ? prerequisites.Select(item => item.Replace("%", stem, StringComparison.Ordinal)) : prerequisites);
            }
        }

        if (semicolon >= 0)
        {
            var command = behind.From(semicolon + 1).Trimmed();
            var region = command.Span.Region;
            AddRecipe([(text.OffsetOf(region.StartLine, region.StartColumn), text.OffsetOf(region.EndLine, region.EndColumn))]);
        }
    }

    // target: [export] NAME = value
    private bool TakeVariable(AnchoredText behind, List<MakeRule> targets)
    {
        var isExported = false;
        var isOverride = false;
        for (var count = 0; count < MostWords && (FirstWord(behind.Text) is "export" or "override" or "private") && OperationIn(behind.Text) is not null; count++)
        {
            isExported |= FirstWord(behind.Text) is "export";
            isOverride |= FirstWord(behind.Text) is "override";
            behind = behind.From(Behind(behind.Text, FirstWord(behind.Text))).Trimmed();
        }

        if (OperationIn(behind.Text) is not { } assignment || !MakeVariables.IsName(behind.Text.AsSpan(0, assignment.At).Trim()))
        {
            return false;
        }

        foreach (var rule in targets)
        {
            _ = Assign(behind, rule, isExported, isOverride);
        }

        return true;
    }

    private List<MakeRule> RulesOf(AnchoredText names)
    {
        var targets = new List<MakeRule>();
        var from = 0;
        foreach (var name in Words(variables.Expanded(names.Text, rule: null)))
        {
            if (name.AsSpan().ContainsAny('$', '%') || (name[0] is '.' && !name.Contains('/', StringComparison.Ordinal) && char.IsAsciiLetterUpper(name.Length > 1 ? name[1] : ' ')))
            {
                // A pattern, or a name that make itself has a meaning for.
                var pattern = new MakeRule(name, names.Span);
                targets.Add(pattern);
                if (name.AsSpan().Count('%') == 1 && patterns.Count < MostPatterns)
                {
                    patterns.Add(pattern);
                }

                continue;
            }

            if (!rules.TryGetValue(name, out var rule))
            {
                if (rules.Count >= MostTargets)
                {
                    found.Refuse($"it has more than {MostTargets} targets, and what follows them was not read");
                    break;
                }

                var at = names.Text.IndexOf(name, from, StringComparison.Ordinal);
                from = at < 0 ? from : at + name.Length;
                rule = new MakeRule(name, at < 0 ? names.Span : names.PlaceOf(at, name.Length));
                rules.Add(name, rule);
                order.Add(rule);
            }

            targets.Add(rule);
        }

        return targets;
    }

    private void Finish()
    {
        var goal = variables.Raw(".DEFAULT_GOAL") is { } named ? variables.Expanded(named, rule: null).Trim() : order.Find(rule => rule.Name[0] is not '.' || rule.Name.Contains('/', StringComparison.Ordinal))?.Name;
        var shell = variables.Raw("SHELL") is { } program ? LinedText.ShellOf(variables.Expanded(program, rule: null)) ?? ShellKind.Unknown : ShellKind.Posix;
        var starts = shell is ShellKind.Posix && variables.Raw(".SHELLFLAGS") is { } flags ? ShellStart.Of(variables.Expanded(flags, rule: null)) : ScriptStart.None;
        if (exportsAll)
        {
            foreach (var (name, place) in assigned)
            {
                exported.TryAdd(name, place);
            }
        }

        MatchPatterns();
        Inherit();
        var hasParts = found.Includes.Length > 0;
        foreach (var rule in order.Concat(patterns.Where(pattern => pattern.Recipe.Count > 0 && !pattern.Name.Contains('$', StringComparison.Ordinal))))
        {
            if (found.IsFull)
            {
                break;
            }

            var needs = rule.Prerequisites.SelectMany(item => Words(variables.Expanded(item, rule))).Where(item => hasParts ? !item.Contains('$', StringComparison.Ordinal) : rules.ContainsKey(item));
            found.Add(new CommandTarget
            {
                Name = rule.Key,
                Span = rule.Span,
                IsDefault = rule.Key == goal,
                Needs = [.. needs.Distinct(StringComparer.Ordinal)],
                Variables = [.. VariablesOf(rule)],
                Texts = [.. TextsOf(rule, shell, starts)],
            });
        }
    }

    // The variables of a target hold for what it needs as well, where that is made for it.
    private void Inherit()
    {
        const int most = 200;
        var heirs = 0;
        foreach (var rule in order.FindAll(rule => rule.Variables.Count > 0 && rule.Prerequisites.Count > 0))
        {
            var made = new Dictionary<string, MakeRule>(StringComparer.Ordinal) { [rule.Name] = rule };
            var open = new Queue<MakeRule>([rule]);
            while (open.TryDequeue(out var heir) && heirs < most)
            {
                for (var index = 0; index < heir.Prerequisites.Count && heirs < most; index++)
                {
                    if (!rules.TryGetValue(variables.Expanded(heir.Prerequisites[index], heir), out var needed) || !Asks(needed, rule.Variables.Keys))
                    {
                        continue;
                    }

                    if (!made.TryGetValue(needed.Name, out var own))
                    {
                        heirs++;
                        own = needed.For(rule);
                        made.Add(needed.Name, own);
                        rules[own.Key] = own;
                        order.Add(own);
                        open.Enqueue(own);
                    }

                    heir.Prerequisites[index] = own.Key;
                }
            }
        }
    }

    // Whether a rule, or what it needs, names one of some variables.
    private bool Asks(MakeRule rule, Dictionary<string, string?>.KeyCollection names)
    {
        var seen = new HashSet<MakeRule>(ReferenceEqualityComparer.Instance) { rule };
        var open = new Queue<MakeRule>([rule]);
        while (open.TryDequeue(out var next) && compared < MostCompared)
        {
            foreach (var (start, end) in next.Recipe.SelectMany(stretches => stretches))
            {
                compared += names.Count;
                if (names.Any(name => text.Text.AsSpan(start, end - start).Contains(name, StringComparison.Ordinal)))
                {
                    return true;
                }
            }

            foreach (var item in next.Prerequisites)
            {
                compared++;
                if (rules.TryGetValue(item, out var needed) && seen.Add(needed))
                {
                    open.Enqueue(needed);
                }
            }
        }

        return false;
    }

    // What no rule makes by its name, the first pattern with a recipe does.
    private void MatchPatterns()
    {
        var matched = 0;
        var recipes = patterns.FindAll(pattern => pattern.Recipe.Count > 0);
        for (var index = 0; index < order.Count && recipes.Count > 0; index++)
        {
            foreach (var name in order[index].Prerequisites.SelectMany(item => Words(variables.Expanded(item, order[index]))).ToList())
            {
                if (rules.ContainsKey(name) || recipes.Find(pattern => MakeRule.StemOf(name, pattern.Name) is { Length: > 0 }) is not { } pattern || !IsWithin(1 + pattern.Recipe.Count))
                {
                    continue;
                }

                if (++matched > MostMatched)
                {
                    found.Refuse($"its patterns make more than {MostMatched} targets, and those that follow were not read");
                    return;
                }

                order.Add(RuleOf(name, pattern, MakeRule.StemOf(name, pattern.Name)!));
            }
        }
    }

    private MakeRule RuleOf(string name, MakeRule pattern, string stem)
    {
        var rule = new MakeRule(name, pattern.Span) { Stem = stem };
        rule.Prerequisites.AddRange(pattern.Prerequisites.Select(item => item.Replace("%", stem, StringComparison.Ordinal)));
        rule.Recipe.AddRange(pattern.Recipe);
        foreach (var (variable, value) in pattern.Variables)
        {
            rule.Variables[variable] = value;
        }

        foreach (var (variable, place) in pattern.Exported)
        {
            rule.Exported[variable] = place;
        }

        rules.Add(name, rule);
        return rule;
    }

    private IEnumerable<ToolSetting> VariablesOf(MakeRule rule)
    {
        foreach (var (name, place) in exported)
        {
            // What only the environment sets is that of whoever starts make.
            if (variables.Has(name))
            {
                yield return FoundCommands.Variable(name, Known(variables.Raw(name), rule), place);
            }
        }

        foreach (var (name, place) in rule.Exported)
        {
            yield return FoundCommands.Variable(name, Known(rule.Variables.GetValueOrDefault(name), rule), place);
        }
    }

    private string? Known(string? raw, MakeRule rule) => raw is not null && variables.Expanded(raw, rule) is var value && !value.Contains('$', StringComparison.Ordinal) ? value : null;

    private IEnumerable<CommandText> TextsOf(MakeRule rule, ShellKind shell, ScriptStart starts)
    {
        if (!isOneShell)
        {
            foreach (var stretches in rule.Recipe)
            {
                var built = new AnchoredTextBuilder(text);
                Expand(built, stretches, rule);
                if (built.Build() is { Text: var command } one && !string.IsNullOrWhiteSpace(command))
                {
                    yield return new CommandText(one.AsScript(shell, starts));
                }
            }
        }
        else if (rule.Recipe.Count > 0)
        {
            var all = new AnchoredTextBuilder(text);
            foreach (var stretches in rule.Recipe)
            {
                Expand(all, stretches, rule);
                all.Put("\n", stretches[^1].End, stretches[^1].End);
            }

            yield return new CommandText(all.Build().AsScript(shell, starts));
        }
    }

    private void Expand(AnchoredTextBuilder built, List<(int Start, int End)> stretches, MakeRule rule)
    {
        for (var index = 0; index < stretches.Count; index++)
        {
            var (start, end) = stretches[index];
            if (index == 0)
            {
                start = BehindMarks(start, end, rule);
            }

            if (index > 0)
            {
                built.Put("\n", stretches[index - 1].End, stretches[index - 1].End);
            }

            for (var at = start; at < end;)
            {
                var next = text.Text.AsSpan(at, end - at).IndexOf('$');
                var upTo = next < 0 ? end : at + next;
                built.Copy(at, upTo);
                at = upTo;
                if (at < end)
                {
                    var length = MakeVariables.LengthAt(text.Text.AsSpan(0, end), at);
                    built.Put(length == 0 ? "$" : variables.Meaning(text.Text.AsSpan(at, length), rule, depth: 0), at, at + Math.Max(1, length));
                    at += Math.Max(1, length);
                }
            }
        }
    }

    // @, - and + before a command are make's own, as is what a variable written to it holds: $(Q)npm ci.
    private int BehindMarks(int start, int end, MakeRule rule)
    {
        while (start < end)
        {
            if (text.Text[start] is '@' or '-' or '+' or ' ' or '\t')
            {
                start++;
                continue;
            }

            var length = text.Text[start] is '$' ? MakeVariables.LengthAt(text.Text.AsSpan(0, end), start) : 0;
            var meaning = length == 0 ? null : variables.Meaning(text.Text.AsSpan(start, length), rule, depth: 0);
            var isMark = meaning is not null && (meaning.AsSpan().Trim("@-+ ").IsEmpty || (meaning is ['$', '{', .., '}'] && start + length < end && (char.IsAsciiLetter(text.Text[start + length]) || text.Text[start + length] is '$')));
            if (!isMark)
            {
                break;
            }

            start += length;
        }

        return start;
    }

    private static int ColonIn(string statement, int from)
    {
        for (var at = from; at < statement.Length; at++)
        {
            if (statement[at] is '$' && MakeVariables.LengthAt(statement, at) is > 0 and var length)
            {
                at += length - 1;
            }
            else if (statement[at] is ':' && (at == 0 || statement[at - 1] is not '\\'))
            {
                return at;
            }
        }

        return -1;
    }

    private static bool EndsOpen(ReadOnlySpan<char> written) => (written.Length - written.TrimEnd('\\').Length) % 2 == 1;

    private static AnchoredText WithoutComment(AnchoredText statement)
    {
        for (var at = statement.Text.IndexOf('#', StringComparison.Ordinal); at >= 0; at = statement.Text.IndexOf('#', at + 1))
        {
            if (at == 0 || statement.Text[at - 1] is not '\\')
            {
                return statement.Slice(0, at);
            }
        }

        return statement;
    }

    private static string FirstWord(string statement) => statement.AsSpan().IndexOfAny(' ', '\t') is >= 0 and var end ? statement[..end] : statement;

    private static int Behind(string statement, string word)
    {
        var at = word.Length;
        while (at < statement.Length && statement[at] is ' ' or '\t')
        {
            at++;
        }

        return at;
    }

    private static string Rest(string statement, string word) => statement[Behind(statement, word)..];

    private static string[] Words(string value) => value.Split([' ', '\t', '\n'], StringSplitOptions.RemoveEmptyEntries);
}
