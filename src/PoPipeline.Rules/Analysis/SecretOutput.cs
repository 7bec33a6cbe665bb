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
                if (SecretTexts.IsSecret(pasted))
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
            var texts = new SecretTexts(script, StepEnvironment.Of(pipeline, job, step));
            for (var index = 0; index < script.Commands.Length; index++)
            {
                var command = script.Commands[index];
                texts.Follow(index);
                if (command.Name is "echo" or "printf" && WritesOutput(script, command))
                {
                    foreach (var word in command.Words.Skip(1))
                    {
                        var equals = word.Text.IndexOf('=', StringComparison.Ordinal);
                        if (equals > 0 && texts.HeldBy(index, word) is { } value)
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

    private sealed record Write(HeldSecret Value, Place Place);
}
