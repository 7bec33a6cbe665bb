using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Shell;

namespace PoPipeline.Rules.Data;

/// <summary>Which security tool a pipeline runs, by the catalogue.</summary>
internal static class SecurityTools
{
    /// <summary>Parts of addresses that a command publishes results to.</summary>
    public static ImmutableArray<string> PublishingAddresses { get; } = ["code-scanning/sarifs"];

    // By program, in any case as Windows has it: AzureSignTool, SignTool.exe.
    private static readonly Lazy<Dictionary<string, List<ToolCommand>>> Commands = new(() =>
    {
        var commands = new Dictionary<string, List<ToolCommand>>(StringComparer.OrdinalIgnoreCase);
        foreach (var command in Catalogue.All(ComponentKind.Command))
        {
            if (Catalogue.ToolOf(command) is not { } tool)
            {
                continue;
            }

            var blank = command.Name.IndexOf(' ', StringComparison.Ordinal);
            var program = blank < 0 ? command.Name : command.Name[..blank];
            if (!commands.TryGetValue(program, out var known))
            {
                commands[program] = known = [];
            }

            known.Add(new ToolCommand(blank < 0 ? null : command.Name[(blank + 1)..], command, tool));
        }

        return commands;
    });

    /// <summary>The tools, by the variables that keep one from looking, or say where its program comes from.</summary>
    public static IReadOnlyDictionary<string, SecurityTool> Tampering => Tampered.Value;

    private static readonly Lazy<Dictionary<string, SecurityTool>> Tampered = new(() =>
    {
        var tampered = new Dictionary<string, SecurityTool>(StringComparer.Ordinal);
        foreach (var tool in Catalogue.Tools)
        {
            foreach (var name in tool.DisabledBy.Concat(tool.LeavesOut).Concat(tool.ComesFrom))
            {
                tampered.Add(name, tool);
            }
        }

        return tampered;
    });

    /// <summary>The tool that a variable has run; null where it has none run. Upper and lower case of its name do not matter, since npm reads it in both.</summary>
    /// <param name="name">The name of the variable.</param>
    /// <param name="value">Its value; null where only the run knows it.</param>
    public static SecurityTool? EnabledBy(string name, string? value) => value?.Trim() is "true" or "1" ? Enabled.Value.GetValueOrDefault(name) : null;

    private static readonly Lazy<Dictionary<string, SecurityTool>> Enabled = new(() =>
        Catalogue.Tools.SelectMany(tool => tool.EnabledBy, (tool, name) => KeyValuePair.Create(name, tool)).ToDictionary(StringComparer.OrdinalIgnoreCase));

    /// <summary>Whether a variable has a tool run, by one of its values.</summary>
    /// <param name="name">The variable.</param>
    public static bool IsSwitch(string name) => Enabled.Value.ContainsKey(name);

    private static readonly string[] BuildFolders = ["dist/", "build/", "target/", "out/", "bin/"];

    // What is asked of a tool that then judges nothing.
    private static readonly string[] Idle = ["fix", "--fix", "--version", "-V", "--help", "-h", "version", "help", "--download-db-only"];

    /// <summary>The tool that a reference runs; null where it runs none that is known, or for nothing.</summary>
    /// <param name="reference">The reference.</param>
    /// <param name="inputs">What it is handed.</param>
    /// <param name="variables">Gives the value of a variable of its environment; null where there are none.</param>
    public static ToolUse? Of(Reference reference, ImmutableArray<Setting> inputs = default, Func<string, string?>? variables = null)
    {
        // An action may stand in a folder of the one that the catalogue names.
        var known = reference.Kind is ReferenceKind.Image ? Catalogue.Find(reference) : Catalogue.FindUpwards(reference).FirstOrDefault(component => component.Tool is not null);
        return known?.Tool is null || !ComesFrom(reference, known) || IsBefore(reference, known.ToolSince) ? null : Use(known, Catalogue.KindOf(reference.Kind), name => ValueOf(inputs, name), variables);
    }

    // A commit whose version nobody wrote beside it is taken for a newer one.
    private static bool IsBefore(Reference reference, string? since) =>
        since is not null && ComponentVersion.Parse(reference.Pin is Pin.Commit or Pin.Digest ? reference.VersionComment : reference.Version?.Value) is { } version && version.IsBefore(since);

    private static bool ComesFrom(Reference reference, Component known) => known.ToolFrom.IsEmpty || known.ToolFrom.Any(part => reference.Name.Contains(part, StringComparison.Ordinal));

    /// <summary>The tool that a step of a plugin runs; null where it runs none that is known.</summary>
    /// <param name="plugin">The name of the step.</param>
    /// <param name="inputs">What it is handed.</param>
    public static ToolUse? Of(string plugin, ImmutableArray<Setting> inputs) =>
        Catalogue.Find(ComponentKind.Library, plugin) is { Tool: not null } known ? Use(known, ComponentKind.Library, name => ValueOf(inputs, name), variables: null) : null;

    /// <summary>The tool that a command runs, itself or through a program that fetches and starts it; null where it runs none that is known, or asks it for something else than what it is for.</summary>
    /// <param name="command">The command.</param>
    /// <param name="variables">Gives the value of a variable of its environment; null where there are none.</param>
    public static ToolUse? Of(Command command, Func<string, string?>? variables = null)
    {
        if (command.Name.Length == 0)
        {
            return null;
        }

        if (Commands.Value.TryGetValue(Launchers.Plain(command.Name), out var known) && Among(known, command, command.Words, 1, variables) is { } direct)
        {
            return IsBuiltHere(command.Words[0].Text) ? null : direct;
        }

        if (Launchers.In(command) is not { } launched)
        {
            return null;
        }

        if (launched.IsImage)
        {
            return Catalogue.Find(ComponentKind.Image, Launchers.ImageOf(launched.Program)) is { Tool: not null } image ? OfImage(image, command, launched.Next) : null;
        }

        return Commands.Value.TryGetValue(launched.Program, out known) ? Among(known, command, command.Words, launched.Next, variables) : null;
    }

    /// <summary>The tool that a container runs which is told what to run, a word each; null where it runs none that is known.</summary>
    /// <param name="image">The image; where no program is among the words, they go to its own.</param>
    /// <param name="command">The words, as a command.</param>
    public static ToolUse? Of(Reference image, Command command) =>
        Of(command) ?? (Catalogue.Find(image) is { Tool: not null, Program: { } program } && Commands.Value.TryGetValue(program, out var known) ? Among(known, command, command.Words, 0) : null);

    private static ToolUse? OfImage(Component image, Command command, int next)
    {
        if (image.Program is { } program && Commands.Value.TryGetValue(program, out var known))
        {
            return Among(known, command, command.Words, next);
        }

        // Where an image brings several programs along, the first word behind it names one.
        if (next < command.Words.Length && Commands.Value.TryGetValue(command.Words[next].Text, out known) && Among(known, command, command.Words, next + 1) is { } named)
        {
            return named;
        }

        return IsIdle(command.Words, next) ? null : Use(image, ComponentKind.Image, name => ValueOf(command, name), variables: null);
    }

    private static ToolUse? Among(List<ToolCommand> known, Command command, ImmutableArray<Word> words, int next, Func<string, string?>? variables = null)
    {
        foreach (var candidate in known)
        {
            if (Fits(candidate, words, next))
            {
                return IsIdle(words, next) ? null : Use(candidate.Component, ComponentKind.Command, name => ValueOf(command, name), variables);
            }
        }

        return null;
    }

    private static bool Fits(ToolCommand candidate, ImmutableArray<Word> words, int next)
    {
        if (candidate.Verb is null && candidate.Component.Asked.IsEmpty)
        {
            return true;
        }

        for (var index = next; index < words.Length; index++)
        {
            if (candidate.Component.Asked.IsEmpty ? StandsAt(candidate.Verb!, words, index) : Holds(words[index].Text, candidate.Component.Asked))
            {
                return true;
            }
        }

        return false;
    }

    // A verb of several words stands in a row; one that is a letter behind a dash, among others as well: gpg -abs.
    private static bool StandsAt(string verb, ImmutableArray<Word> words, int index)
    {
        if (verb is ['-', not '-'])
        {
            return CommandOptions.Is(words[index].Text, verb);
        }

        foreach (var part in verb.AsSpan().Split(' '))
        {
            if (index == words.Length || !words[index++].Text.AsSpan().SequenceEqual(verb.AsSpan()[part]))
            {
                return false;
            }
        }

        return true;
    }

    private static bool Holds(string text, ImmutableArray<string> parts)
    {
        foreach (var part in parts)
        {
            if (text.Contains(part, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsIdle(ImmutableArray<Word> words, int next)
    {
        for (var index = next; index < words.Length; index++)
        {
            if (Array.IndexOf(Idle, words[index].Text) >= 0)
            {
                return true;
            }
        }

        return false;
    }

    private static ToolUse? Use(Component component, ComponentKind kind, Func<string, string?> valueOf, Func<string, string?>? variables)
    {
        if (component.IdleBy.Any(one => one.Holds(name => name is ['$', .. var variable] ? variables?.Invoke(variable) : valueOf(name))))
        {
            return null;
        }

        var tool = Catalogue.ToolOf(component)!;
        TypeSwitch? first = null;
        ImmutableArray<ToolType> types = [];
        foreach (var one in component.TypesBy)
        {
            if ((first is null || first.Name == one.Name || (first.IsWord && one.IsWord)) && one.Fits(valueOf(one.Name)))
            {
                first ??= one;
                foreach (var type in one.Types)
                {
                    types = types.Contains(type) ? types : types.Add(type);
                }
            }
        }

        if (first is not null)
        {
            return types.IsEmpty ? null : new ToolUse(component, kind, tool, types) { VouchesFor = VouchedFor(component, tool, valueOf) };
        }

        return new ToolUse(component, kind, tool, component.Types.IsEmpty ? tool.Types : component.Types) { VouchesFor = VouchedFor(component, tool, valueOf) };
    }

    private static ReleaseKind VouchedFor(Component component, SecurityTool tool, Func<string, string?> valueOf) =>
        component.VouchesBy.FirstOrDefault(one => one.When.Holds(valueOf))?.For ?? (component.VouchesFor is ReleaseKind.None ? tool.VouchesFor : component.VouchesFor);

    private static string? ValueOf(ImmutableArray<Setting> inputs, string name)
    {
        if (!inputs.IsDefaultOrEmpty)
        {
            foreach (var input in inputs)
            {
                if (input.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
                {
                    // What a variable of the file decides is known as well.
                    return (input.Choices is [var only] ? only : input.Value).Trim();
                }
            }
        }

        return null;
    }

    private static string? ValueOf(Command command, string name) =>
        string.Join('\n', command.ValuesOf(name).Select(value => value.Text)) is { Length: > 0 } values ? values : command.Option(name) is null ? null : "true";

    // A project that makes such a tool tries what it has just built; that is a test and no check.
    private static bool IsBuiltHere(string program) =>
        program.TrimStart('.', '/') is var path && BuildFolders.Any(folder => path.StartsWith(folder, StringComparison.Ordinal));

    private sealed record ToolCommand(string? Verb, Component Component, SecurityTool Tool);
}
