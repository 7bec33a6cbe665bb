using Cake.Core;
using Cake.Core.Diagnostics;

namespace Cake.Frosting.Internal;

/// <summary>The command line of a host: its own options, and the arguments of the build, which are all the others.</summary>
internal sealed record HostArguments
{
    private const string TargetName = "target";

    /// <summary>The targets; one runs after the other.</summary>
    public required IReadOnlyList<string> Targets { get; init; }

    /// <summary>What to do with them.</summary>
    public HostMode Mode { get; init; }

    /// <summary>Whether a target runs without what it depends on.</summary>
    public bool Exclusive { get; init; }

    /// <summary>How much is logged.</summary>
    public Verbosity Verbosity { get; init; } = Verbosity.Normal;

    /// <summary>The folder to run in; null for the one that the build names.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>The arguments of the build.</summary>
    public required ICakeArguments Arguments { get; init; }

    /// <summary>Reads a command line.</summary>
    /// <param name="args">The words of it.</param>
    /// <exception cref="FrostingException">An option of the host lacks its value, or has a wrong one.</exception>
    public static HostArguments Parse(IEnumerable<string> args)
    {
        var rest = new Queue<string>(args);
        var values = new List<HostArgument>();
        var parsed = new HostArguments { Targets = [], Arguments = new CakeArguments(Lookup([])) };
        while (rest.TryDequeue(out var word))
        {
            if (!word.StartsWith('-'))
            {
                throw new FrostingException($"'{word}' is not an option: arguments of a build are written '--name=value'.");
            }

            var separator = word.IndexOf('=', StringComparison.Ordinal);
            var name = separator < 0 ? word : word[..separator];
            var value = separator < 0 ? null : word[(separator + 1)..];
            parsed = (name.ToUpperInvariant(), value) switch
            {
                ("--TARGET" or "-T", _) => parsed with { Targets = [.. parsed.Targets, value ?? ValueOf(name, rest)] },
                ("--VERBOSITY" or "-V", _) => parsed with { Verbosity = VerbosityOf(value ?? ValueOf(name, rest)) },
                ("--WORKING" or "-W", _) => parsed with { WorkingDirectory = value ?? ValueOf(name, rest) },
                ("--EXCLUSIVE" or "-E", null) => parsed with { Exclusive = true },
                ("--TREE" or "--SHOWTREE", null) => parsed with { Mode = HostMode.Tree },
                ("--DRYRUN" or "--NOOP" or "--WHATIF", null) => parsed with { Mode = HostMode.DryRun },
                ("--DESCRIPTION" or "--DESCRIPTIONS" or "--SHOWDESCRIPTION" or "--SHOWDESCRIPTIONS", null) => parsed with { Mode = HostMode.Description },
                ("--VERSION" or "--VER", null) => parsed with { Mode = HostMode.Version },
                ("--INFO", null) => parsed with { Mode = HostMode.Info },
                ("--HELP" or "-H", null) => parsed with { Mode = HostMode.Help },
                _ => Keep(parsed, values, name, value, rest),
            };
        }

        var targets = parsed.Targets is [] ? ["Default"] : parsed.Targets;
        values.AddRange(targets.Select(target => new HostArgument(TargetName, target)));
        return parsed with { Targets = targets, Arguments = new CakeArguments(Lookup(values)) };
    }

    private static HostArguments Keep(HostArguments parsed, List<HostArgument> values, string name, string? value, Queue<string> rest)
    {
        var taken = value ?? (rest.TryPeek(out var next) && !next.StartsWith('-') ? rest.Dequeue() : null);
        values.Add(new HostArgument(name.TrimStart('-'), taken));
        return parsed;
    }

    private static string ValueOf(string name, Queue<string> rest) =>
        rest.TryDequeue(out var value) ? value : throw new FrostingException($"The option '{name}' lacks its value.");

    private static Verbosity VerbosityOf(string text) =>
        VerbosityParser.TryParse(text, out var verbosity) ? verbosity : throw new FrostingException($"The verbosity '{text}' is not known.");

    // Cake is compiled without nullable annotations: a flag without a value has null for one.
    private static ILookup<string, string> Lookup(IEnumerable<HostArgument> values) =>
        values.ToLookup(value => value.Name, value => value.Text, StringComparer.OrdinalIgnoreCase)!;
}
