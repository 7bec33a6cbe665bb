using System.Globalization;
using PoPipeline.Rules.Data;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Shell;

namespace PoPipeline.Rules.Analysis;

/// <summary>Finds security checks of a step that are told to succeed whatever they find.</summary>
internal static class SoftChecks
{
    /// <summary>The checks of a step. A command that never fails for what it finds is none: nothing of it can be swallowed.</summary>
    /// <param name="step">The step.</param>
    public static IEnumerable<ToolUse> Of(Step step) =>
        (step.Uses is { } uses && SecurityTools.Of(uses, step.Inputs) is { } used ? new[] { used } : [])
        .Concat(step.Scripts.SelectMany(script => script.Commands).Select(command => SecurityTools.Of(command)).OfType<ToolUse>().Where(use => !use.Component.NeverFails))
        .Where(use => use.IsCheck);

    /// <summary>Those that are told so, by an input, an option, or by what stands behind them.</summary>
    /// <param name="step">The step.</param>
    public static IEnumerable<SoftCheck> In(Step step) => Inputs(step).Concat(Commands(step));

    /// <summary>The exit codes by which a tool says that it found something: a command may be told which one to end with.</summary>
    /// <param name="tool">The tool.</param>
    /// <param name="step">The step.</param>
    public static IEnumerable<string> CodesOf(SecurityTool tool, Step step)
    {
        var told = step.Scripts.SelectMany(script => script.Commands).Where(command => SecurityTools.Of(command)?.Tool == tool)
            .SelectMany(command => command.ValuesOf("--exit-code")).Select(word => word.Text).ToList();
        return told.Count > 0 ? told : tool.FindingCodes.IsEmpty ? ["1"] : tool.FindingCodes.Select(code => code.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>Why what a step uses succeeds whatever it finds; null where nothing tells it to.</summary>
    /// <param name="step">The step.</param>
    /// <param name="tool">The tool that it uses.</param>
    public static SoftCheck? OfInputs(Step step, SecurityTool tool)
    {
        foreach (var option in tool.SoftOptions)
        {
            if (Argument(step, option) is { } argument)
            {
                return new SoftCheck(tool, $"'{option}' makes it succeed whatever it finds", argument.Span);
            }
        }

        foreach (var soft in tool.SoftInputs)
        {
            foreach (var input in step.Inputs)
            {
                if (input.Name.Equals(soft.Name, StringComparison.OrdinalIgnoreCase) && input.Value.Trim().Equals(soft.Value, StringComparison.OrdinalIgnoreCase))
                {
                    return new SoftCheck(tool, $"'{input.Name}: {input.Value.Trim()}' makes it succeed whatever it finds", input.Span);
                }
            }
        }

        foreach (var input in step.Inputs)
        {
            if (IsSoft(input.Name, input.Value.AsSpan().Trim()))
            {
                return new SoftCheck(tool, $"'{input.Name}: {input.Value.Trim()}' makes it succeed whatever it finds", input.Span);
            }
        }

        return null;
    }

    // By these names the inputs of many components ask for the same, with whatever stands between their words.
    private static readonly string[] SoftWhenOff = ["failbuild", "failonerror", "failonissues", "failonfindings", "failonvuln", "failonvulnerabilities", "failonvulnerability", "failonviolation", "failonviolations", "failaction", "failworkflow", "failpipeline", "breakbuild", "stopbuild", "abortpipeline"];
    private static readonly string[] SoftWhenOn = ["softfail", "nofail", "ignorefailure", "ignorefailures", "continueonerror", "warnonly", "allowfailure", "allowfailures", "ignoreerrors", "exitzero"];

    private static bool IsSoft(string name, ReadOnlySpan<char> value)
    {
        var plain = name.Replace("-", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal).ToUpperInvariant();
        return value.Equals("false", StringComparison.OrdinalIgnoreCase) ? Array.Exists(SoftWhenOff, word => word.Equals(plain, StringComparison.OrdinalIgnoreCase))
            : value.Equals("true", StringComparison.OrdinalIgnoreCase) ? Array.Exists(SoftWhenOn, word => word.Equals(plain, StringComparison.OrdinalIgnoreCase))
            : value is "0" && plain is "EXITCODE";
    }

    /// <summary>The input by which a step hands an option to the program of what it uses; null where it does not.</summary>
    /// <param name="step">The step.</param>
    /// <param name="option">The option, with its value behind a blank where it has one.</param>
    public static Setting? Argument(Step step, string option)
    {
        foreach (var input in step.Inputs)
        {
            if (Array.Exists(Arguments, name => name.Equals(input.Name, StringComparison.OrdinalIgnoreCase))
                && $" {input.Value.Replace('\n', ' ').Replace('=', ' ')} ".Contains($" {option} ", StringComparison.Ordinal))
            {
                return input;
            }
        }

        return null;
    }

    // What components call the input whose text goes to their program.
    private static readonly string[] Arguments = ["args", "arguments", "additionalArguments", "additional-args", "additional_args", "extra_args", "extra-args", "options", "flags", "cmd_options", "ARGS"];

    /// <summary>What becomes of what a command finds.</summary>
    /// <param name="step">The step.</param>
    /// <param name="script">The script that it stands in.</param>
    /// <param name="index">Which of its commands it is.</param>
    /// <param name="tool">The tool that it runs.</param>
    public static Fate FateOf(Step step, Script script, int index, SecurityTool tool) => SoftOption(script.Commands[index], tool) ?? FailedCommand.Of(step, script, index);

    /// <summary>What becomes of what a command finds by its own options.</summary>
    /// <param name="command">The command.</param>
    /// <param name="use">The tool that it runs.</param>
    public static Fate FateOf(Command command, ToolUse use) =>
        SoftOption(command, use.Tool)
        ?? (use.IsCheck && !use.Component.FailsOnlyWith.IsEmpty && !use.Component.FailsOnlyWith.Any(option => Has(command, option)) ? Fate.No($"it succeeds whatever it finds without '{use.Component.FailsOnlyWith[0]}'") : Fate.Yes);

    private static Fate? SoftOption(Command command, SecurityTool tool)
    {
        foreach (var option in tool.SoftOptions)
        {
            if (HasOption(command, option))
            {
                return Fate.No($"'{option}' makes it succeed whatever it finds");
            }
        }

        return null;
    }

    private static IEnumerable<SoftCheck> Inputs(Step step) =>
        step.Uses is { } uses && SecurityTools.Of(uses, step.Inputs) is { IsCheck: true } known && OfInputs(step, known.Tool) is { } soft ? [soft] : [];

    private static IEnumerable<SoftCheck> Commands(Step step) =>
        from script in step.Scripts
        where !script.Commands.Any(command => command.Words.Any(word => word.Text is "fix" or "--fix"))
        from entry in script.Commands.Select((command, index) => new { Command = command, Index = index })
        let use = SecurityTools.Of(entry.Command)
        where use is { IsCheck: true, Component.NeverFails: false }

        // Who takes what it says into a variable looks at that.
        where entry.Command is not { Nesting: Nesting.Substitution, OnFailure: null }
        let fate = FateOf(step, script, entry.Index, use.Tool)
        where fate.Blocks is Blocking.No
        select new SoftCheck(use.Tool, fate.Why, script.PlaceOf(entry.Command.Offset, entry.Command.Length));

    /// <summary>Whether a command is given an option, with a value that asks for something.</summary>
    /// <param name="command">The command.</param>
    /// <param name="option">The option.</param>
    public static bool Has(Command command, string option) =>
        command.ValuesOf(option).FirstOrDefault() is { } value ? value.Text is not ("0" or "false" or "none") : command.Option(option) is not null;

    private static bool HasOption(Command command, string option)
    {
        var words = option.Split(' ');
        return words.Length == 1
            ? command.Words.Skip(1).Any(word => word.Text == option)
            : command.ValuesOf(words[0]).Any(word => word.Text == words[1]) || command.Words.Any(word => word.Text == $"{words[0]}={words[1]}");
    }
}

/// <summary>A security check that succeeds whatever it finds.</summary>
/// <param name="Tool">The tool.</param>
/// <param name="Why">Why, as a clause.</param>
/// <param name="Place">Where that is written.</param>
internal sealed record SoftCheck(SecurityTool Tool, string Why, Place Place);
