using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using PoPipeline.Rules.Analysis;
using PoPipeline.Rules.Installs;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Model.Projects;
using PoPipeline.Rules.Shell;

namespace PoPipeline.Rules.Calls;

/// <summary>Of which variables all is followed that a script, or the texts of one program, do to them: each place that names one reads it, or sets it for sure, and before it is first read.</summary>
internal sealed class FollowedVariables
{
    private static readonly ConditionalWeakTable<Script, FollowedVariables> Known = [];

    private readonly Dictionary<string, Use> uses = new(StringComparer.Ordinal);

    // Whether any of them may be set by what is not read here.
    private readonly bool isOpen;

    private FollowedVariables(IReadOnlyList<Script> scripts)
    {
        var index = 0;
        foreach (var script in scripts)
        {
            foreach (var command in script.Commands)
            {
                Read(command.Words, index);
                Read(command.Assignments, index);
                Read(command.Documents, index);
                Take(script, command, index);
                isOpen |= script.Shell is not ShellKind.Posix || MaySetAny(command);
                index++;
            }
        }

        foreach (var script in scripts)
        {
            Count(script.Text);
        }

        Spread();
    }

    /// <summary>Those of a script.</summary>
    /// <param name="script">The script.</param>
    public static FollowedVariables In(Script script) => Known.GetValue(script, static script => new FollowedVariables([script]));

    /// <summary>Those of texts that are one program.</summary>
    /// <param name="scripts">The texts.</param>
    public static FollowedVariables In(IReadOnlyList<Script> scripts) => scripts is [var only] ? In(only) : new(scripts);

    /// <summary>Whether each variable that some words expand is one of them.</summary>
    /// <param name="words">The words.</param>
    public bool AreAllIn(ImmutableArray<Word> words) => !isOpen && words.All(word => VariableExpansion.NamesIn(word).All(name => !uses.TryGetValue(name, out var use) || !use.IsOpen));

    /// <summary>What stands around the first command, without what the script may set in a way that is not followed; what it sets somewhere has no value before that which is known.</summary>
    /// <param name="variables">The variables there.</param>
    public ImmutableDictionary<string, ToolSetting> Around(ImmutableDictionary<string, ToolSetting> variables)
    {
        if (isOpen)
        {
            return ImmutableDictionary<string, ToolSetting>.Empty;
        }

        var known = variables.ToBuilder();
        foreach (var (name, use) in uses)
        {
            if (use.IsOpen || (use.LastSet >= 0 && !known.ContainsKey(name)))
            {
                known[name] = new ToolSetting(name, Value: null);
            }
        }

        return known.ToImmutable();
    }

    private static bool MaySetAny(Command command) => command.Name switch
    {
        "eval" => true,
        "export" or "declare" or "local" or "typeset" or "readonly" or "read" or "mapfile" or "readarray" or "unset" => command.Words.Any(word => !word.Literal && ShellNames.AssignmentLength(word.Text) == 0),
        "printf" => command.Words is [_, { Text: "-v" }, { Literal: false }, ..],
        _ => ScriptFacts.IsSourcing(command),
    };

    private void Read(ImmutableArray<Word> words, int index)
    {
        foreach (var word in words)
        {
            foreach (var name in VariableExpansion.NamesIn(word))
            {
                var use = UseOf(name);
                use.FirstRead = Math.Min(use.FirstRead, index);
            }
        }
    }

    private void Take(Script script, Command command, int index)
    {
        var kind = VariableSetting.KindOf(command);
        if (kind is not (VariableSettingKind.Assigned or VariableSettingKind.Declared or VariableSettingKind.Local) || MayBePassed(script, command))
        {
            return;
        }

        var words = kind is VariableSettingKind.Assigned ? command.Assignments : command.Words[1..];

        // -i, -l and -u make something else of a value, and -n of a name.
        if (words.Any(word => word.Text is ['-', ..] and not ("-x" or "-r" or "-g" or "-rx" or "-xr" or "-gx")))
        {
            return;
        }

        foreach (var word in words)
        {
            var length = ShellNames.AssignmentLength(word.Text);
            if (length > 0 && word.Text[length - 2] is not ('+' or ']'))
            {
                var use = UseOf(word.Text[..(length - 1)]);
                use.Mentions--;
                use.LastSet = index;
                foreach (var name in VariableExpansion.NamesIn(word))
                {
                    UseOf(name).Fills.Add(use);
                }
            }
            else if (length == 0 && kind is VariableSettingKind.Declared && word.Literal && word.Text is not ['-', ..])
            {
                UseOf(word.Text).Mentions--;
            }
        }
    }

    // What is set behind 'git diff --quiet &&' may be so, or not; behind a test that is followed.
    private static bool MayBePassed(Script script, Command command)
    {
        foreach (var branch in command.Branches)
        {
            if (branch is { IsLink: true, When: true } && script.Commands[branch.Condition].Name is not ("[" or "[[" or "test"))
            {
                return true;
            }
        }

        return false;
    }

    // Each place that does not read a variable must be one that sets it.
    private void Count(string text)
    {
        var names = uses.GetAlternateLookup<ReadOnlySpan<char>>();
        var isLineStart = true;
        for (var at = 0; at < text.Length; at++)
        {
            if (isLineStart && text[at] is '#')
            {
                at = text.IndexOf('\n', at) is >= 0 and var end ? end : text.Length;
                continue;
            }

            isLineStart = text[at] is '\n' || (isLineStart && char.IsWhiteSpace(text[at]));
            if (!ScriptFacts.IsOfName(text[at]))
            {
                continue;
            }

            var start = at;
            while (at + 1 < text.Length && ScriptFacts.IsOfName(text[at + 1]))
            {
                at++;
            }

            if (names.TryGetValue(text.AsSpan(start, at + 1 - start), out var use) && !IsRead(text, start, at + 1))
            {
                use.Mentions++;
            }
        }
    }

    // $NAME, ${NAME}, ${#NAME}, and the ${{ env.NAME }} of the platform; but ${NAME:=value} sets it.
    private static bool IsRead(string text, int start, int end)
    {
        if (start == 0)
        {
            return false;
        }

        if (text[start - 1] is '$' or '.')
        {
            return true;
        }

        var brace = text[start - 1] is '#' or '!' ? start - 2 : start - 1;
        return brace > 0 && text[brace] is '{' && text[brace - 1] is '$' && !text.AsSpan(end).TrimStart(':').StartsWith('=');
    }

    // What is made of a variable that is not followed is not known either.
    private void Spread()
    {
        var open = new Stack<Use>();
        foreach (var use in uses.Values)
        {
            if (use.Mentions != 0 || (use.LastSet >= 0 && use.LastSet >= use.FirstRead))
            {
                use.IsOpen = true;
                open.Push(use);
            }
        }

        while (open.TryPop(out var from))
        {
            foreach (var filled in from.Fills)
            {
                if (!filled.IsOpen)
                {
                    filled.IsOpen = true;
                    open.Push(filled);
                }
            }
        }
    }

    private Use UseOf(string name) => uses.TryGetValue(name, out var use) ? use : uses[name] = new Use();

    private sealed class Use
    {
        public int Mentions { get; set; }

        public int FirstRead { get; set; } = int.MaxValue;

        public int LastSet { get; set; } = -1;

        public bool IsOpen { get; set; }

        // What is made of it.
        public List<Use> Fills { get; } = [];
    }
}
