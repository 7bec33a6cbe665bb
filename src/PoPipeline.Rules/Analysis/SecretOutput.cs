using System.Collections.Frozen;
using System.Collections.Immutable;
using PoPipeline.Rules.Data;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Platforms;
using PoPipeline.Rules.Shell;

namespace PoPipeline.Rules.Analysis;

/// <summary>An output of a job that holds a secret, or what is made of one.</summary>
/// <param name="Name">The output.</param>
/// <param name="Shown">The secret, as it is written where it is put in.</param>
/// <param name="Maker">The program that changes it; null where it stays as it is.</param>
/// <param name="Place">Where it is put in.</param>
internal sealed record SecretOutput(Setting Name, string Shown, string? Maker, Place Place)
{
    // What changes a text and can be undone; a hash or a cipher keeps it.
    private static readonly FrozenSet<string> Transformers = FrozenSet.Create(
        StringComparer.Ordinal, "base64", "base32", "xxd", "od", "hexdump", "rev", "tr", "cut", "sed", "awk", "head", "tail", "jq", "fold", "gzip", "paste", "sort");

    // A script with more secrets, or longer pipes, means to keep a reader busy.
    private const int MostSecrets = 64;
    private const int LongestPipe = 16;

    /// <summary>Those of a job, each output once.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="job">The job.</param>
    public static IEnumerable<SecretOutput> In(Pipeline pipeline, Job job)
    {
        if (job.Outputs.IsEmpty)
        {
            yield break;
        }

        var steps = job.Steps.Where(step => step.Id is not null).ToLookup(step => step.Id!.Value, StringComparer.OrdinalIgnoreCase);
        var written = new Dictionary<Step, Dictionary<string, Write>>(ReferenceEqualityComparer.Instance);
        foreach (var output in job.Outputs)
        {
            foreach (var pasted in output.Interpolations)
            {
                if (IsSecret(pasted))
                {
                    yield return new SecretOutput(output, pasted.Text, Maker: null, output.Span);
                    break;
                }

                if (NameIn(pasted.Text) is not { } name || pasted.Steps.SelectMany(id => steps[id].Take(1)).FirstOrDefault() is not { } step)
                {
                    continue;
                }

                if (!written.TryGetValue(step, out var writes))
                {
                    written.Add(step, writes = WritesOf(pipeline, job, step));
                }

                if (writes.TryGetValue(name, out var write))
                {
                    yield return new SecretOutput(output, write.Value.Shown, write.Value.Maker, write.Place);
                    break;
                }

                if (OfAction(step, output, name) is { } found)
                {
                    yield return found;
                    break;
                }
            }
        }
    }

    // ${{ secrets.KEY != '' }} tells of a secret, and is none.
    private static bool IsSecret(Interpolation pasted) => !pasted.Secrets.IsEmpty && pasted.Provenance.Origin is Origin.Maintainer;

    // The name behind the last dot of what is pasted: steps.a.outputs.name.
    private static string? NameIn(string text)
    {
        const string Outputs = ".outputs.";
        if (text.IndexOf(Outputs, StringComparison.OrdinalIgnoreCase) is not (>= 0 and var at))
        {
            return null;
        }

        var rest = text[(at + Outputs.Length)..];
        return new string([.. rest.TakeWhile(character => char.IsAsciiLetterOrDigit(character) || character is '_' or '-')]);
    }

    private static SecretOutput? OfAction(Step step, Setting output, string name) =>
        name.Equals("token", StringComparison.OrdinalIgnoreCase) && step.Uses is { } uses && Catalogue.Find(uses)?.AppToken is not null
            ? new SecretOutput(output, $"{uses.Name}: {name}", Maker: null, output.Span)
            : null;

    // The outputs that the scripts of a step write with a secret in them.
    private static Dictionary<string, Write> WritesOf(Pipeline pipeline, Job job, Step step)
    {
        var found = new Dictionary<string, Write>(StringComparer.OrdinalIgnoreCase);
        foreach (var script in step.Scripts.Where(script => PlatformProfiles.OutputFiles.Any(file => script.Text.Contains(file, StringComparison.Ordinal))))
        {
            // What is masked is kept back like a secret.
            var isMasked = PlatformProfiles.MaskingCommands.Any(mask => script.Text.Contains(mask, StringComparison.Ordinal));
            var reading = new Reading(
                script,
                [.. script.Interpolations.Where(IsSecret).Take(MostSecrets)],
                script.Commands.Where(command => command is { Inside: not null, Nesting: Nesting.Substitution }).ToLookup(command => command.Inside!.Value),
                StepEnvironment.Of(pipeline, job, step).Values.Where(setting => setting.Interpolations.Any(IsSecret)).ToDictionary(setting => setting.Name, setting => new Held(setting.Name, Maker: null), StringComparer.Ordinal));
            for (var index = 0; index < script.Commands.Length; index++)
            {
                var command = script.Commands[index];
                if (command.Words.IsEmpty || command.Name is "export" or "local" or "declare" or "readonly")
                {
                    foreach (var word in command.Assignments.Concat(command.Words.Skip(1)))
                    {
                        var equals = word.Text.IndexOf('=', StringComparison.Ordinal);
                        if (equals > 0 && HeldBy(reading, index, word) is { } value)
                        {
                            reading.Held[word.Text[..equals]] = value;
                        }
                    }
                }
                else if (command.Name is "echo" or "printf" && WritesOutput(script, command))
                {
                    foreach (var word in command.Words.Skip(1))
                    {
                        var equals = word.Text.IndexOf('=', StringComparison.Ordinal);
                        if (equals > 0 && HeldBy(reading, index, word) is { } value)
                        {
                            found.TryAdd(word.Text[..equals], new Write(isMasked ? value with { Maker = null } : value, script.PlaceOf(command.Offset, command.Length)));
                        }
                    }
                }
            }
        }

        return found;
    }

    private static bool WritesOutput(Script script, Command command) =>
        command.OutputFiles.Concat(command.PipedTo is { } next && script.Commands[next].Name is "tee" ? script.Commands[next].Words.Skip(1) : [])
            .Any(file => PlatformProfiles.OutputFiles.Any(known => file.Text.Contains(known, StringComparison.Ordinal)));

    // What a word holds of a secret: by itself, or by a substitution in it.
    private static Held? HeldBy(Reading reading, int index, Word word)
    {
        var inner = reading.Inside[index].Where(command => word.Offset <= command.Offset && command.Offset < word.Offset + word.Length).Take(LongestPipe).ToImmutableArray();
        foreach (var first in inner)
        {
            var isSaid = first.Name is "echo" or "printf";
            var value = (isSaid ? first.Words.Skip(1) : first.Documents).Select(said => Direct(reading, said, said.Text, [])).FirstOrDefault(found => found is not null);
            var makers = MakersBehind(reading.Script, first, isSaid);
            if (value is not null && makers.All(Transformers.Contains))
            {
                return value with { Maker = makers is [.., var last] ? last : value.Maker };
            }
        }

        return Direct(reading, word, WithoutSubstitutions(word.Text), inner);
    }

    private static ImmutableArray<string> MakersBehind(Script script, Command first, bool isSaid)
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

    private static Held? Direct(Reading reading, Word word, string text, ImmutableArray<Command> inner)
    {
        if (StepEnvironment.VariableIn(text, reading.Held.ContainsKey) is { } name)
        {
            return SecretValues.IsPartIn(text, name) ? reading.Held[name] with { Maker = "the shell" } : reading.Held[name];
        }

        return reading.Secrets.FirstOrDefault(pasted =>
            word.Offset <= pasted.Offset && pasted.Offset < word.Offset + word.Length
            && !inner.Any(command => command.Offset <= pasted.Offset && pasted.Offset < command.Offset + command.Length)) is { } direct ? new Held(direct.Text, Maker: null) : null;
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

    // A script that is read: the secrets that are pasted into it, what stands inside which command, and which variables hold a secret by now.
    private sealed record Reading(Script Script, ImmutableArray<Interpolation> Secrets, ILookup<int, Command> Inside, Dictionary<string, Held> Held);

    private sealed record Write(Held Value, Place Place);

    // A secret in a variable or a word, as it is or changed.
    private sealed record Held(string Shown, string? Maker);
}
