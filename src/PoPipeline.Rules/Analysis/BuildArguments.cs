using PoPipeline.Rules.Credentials;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Platforms;
using PoPipeline.Rules.Shell;

namespace PoPipeline.Rules.Analysis;

/// <summary>A secret that goes into the build of an image as an argument, and so into the history of the image.</summary>
/// <remarks>Source: https://docs.docker.com/reference/build-checks/secrets-used-in-arg-or-env/ and https://docs.docker.com/build/building/secrets/.</remarks>
/// <param name="Step">The step that builds.</param>
/// <param name="Name">The argument.</param>
/// <param name="Secret">The secret, as it is written where it is put in; null where only the name of the argument says that it is one.</param>
/// <param name="Place">Where it is handed over.</param>
/// <param name="EndsWithJob">Whether it opens nothing any more once the job is over.</param>
internal sealed record BuildArguments(PlacedStep Step, string Name, string? Secret, Place Place, bool EndsWithJob)
{
    private const string Option = "--build-arg";
    private const string Prefix = "build-arg:";
    private const string Member = ".args.";

    /// <summary>Those of a pipeline, each argument of a step once.</summary>
    /// <param name="pipeline">The pipeline.</param>
    public static IEnumerable<BuildArguments> In(Pipeline pipeline) =>
        pipeline.AllSteps().Where(entry => entry.Step.Scripts.Any(MayHandOver) || entry.Step.Inputs.Any(HoldsArguments)).SelectMany(entry => OfScripts(pipeline, entry).Concat(OfInputs(pipeline, entry)).DistinctBy(found => found.Name));

    private static bool MayHandOver(Script script) => script.Text.Contains("build-arg", StringComparison.Ordinal) || script.Text.Contains(Member, StringComparison.Ordinal);

    private static IEnumerable<BuildArguments> OfScripts(Pipeline pipeline, PlacedStep entry)
    {
        foreach (var script in entry.Step.Scripts.Where(MayHandOver))
        {
            var environment = StepEnvironment.Of(pipeline, entry.Job, entry.Step);
            var texts = new SecretTexts(script, environment);
            for (var index = 0; index < script.Commands.Length; index++)
            {
                texts.Follow(index);
                foreach (var word in ArgumentsOf(script.Commands[index]))
                {
                    if (Of(entry, script, word, texts.HeldBy(index, word)?.Shown, environment, PlatformProfiles.Of(pipeline.Platform)) is { } found)
                    {
                        yield return found;
                    }
                }
            }
        }
    }

    private static IEnumerable<Word> ArgumentsOf(Command command) => command.Name switch
    {
        "docker" when command.Words.Any(word => word.Text is "bake") => command.ValuesOf("--set").Where(word => word.Text.Contains(Member, StringComparison.Ordinal))
            .Select(word => word with { Text = word.Text[(word.Text.IndexOf(Member, StringComparison.Ordinal) + Member.Length)..] }),
        "docker" or "podman" or "nerdctl" or "buildah" or "docker-compose" or "podman-compose" or "executor" or "img" or "finch" or "depot" => command.ValuesOf(Option),
        "buildctl" or "buildctl-daemonless.sh" => command.ValuesOf("--opt").Where(word => word.Text.StartsWith(Prefix, StringComparison.Ordinal)).Select(word => word with { Text = word.Text[Prefix.Length..] }),
        _ => [],
    };

    // NAME=value, or NAME alone for the variable of that name.
    private static BuildArguments? Of(PlacedStep entry, Script script, Word word, string? held, IReadOnlyDictionary<string, Setting> environment, PlatformProfile profile)
    {
        var name = word.Text.Split('=', 2)[0].Trim('"', '\'');
        var isAlone = !word.Text.Contains('=', StringComparison.Ordinal);
        var place = script.PlaceOf(word.Offset, word.Length);
        if ((isAlone ? profile.JobTokens.FirstOrDefault(token => token == name) : StepEnvironment.VariableIn(word.Text, profile.JobTokens.Contains)) is { } token)
        {
            return new BuildArguments(entry, name, token, place, EndsWithJob: true);
        }

        var shown = held ?? (isAlone && environment.GetValueOrDefault(name) is { Secrets.IsEmpty: false, IsPath: false } ? name : null);
        if (shown is null)
        {
            // What the files set to something else, or the word itself, is not taken for a secret by its name.
            var variable = isAlone ? name : StepEnvironment.VariableIn(word.Text[(name.Length + 1)..], _ => true);
            return SecretNames.NounOf(name) is not null && variable is not null && !environment.ContainsKey(variable) && !word.Literal ? new BuildArguments(entry, name, Secret: null, place, EndsWithJob: false) : null;
        }

        var secrets = environment.GetValueOrDefault(shown)?.Secrets ?? script.Interpolations.FirstOrDefault(pasted => pasted.Text == shown)?.Secrets ?? [];
        return new BuildArguments(entry, name, shown, place, entry.Job.IdTokens.Any(own => own.Name == shown) || (!secrets.IsEmpty && secrets.All(secret => profile.JobTokens.Contains(secret))));
    }

    // One a line.
    private static bool HoldsArguments(Setting input) => input.Name.Replace('_', '-').ToUpperInvariant() is "BUILD-ARGS" or "BUILD-ARG" or "BUILDARGS";

    private static IEnumerable<BuildArguments> OfInputs(Pipeline pipeline, PlacedStep entry) =>
        from input in entry.Step.Inputs
        where HoldsArguments(input)
        from pasted in input.Interpolations
        where SecretTexts.IsSecret(pasted) && pasted.Offset <= input.Value.Length
        let line = input.Value[..pasted.Offset].Split('\n')[^1]
        where line.Contains('=', StringComparison.Ordinal)
        select new BuildArguments(entry, line.Split('=')[0].Split(' ', ',')[^1].Trim(), pasted.Text, pasted.Span,
            pasted.MayBeToken || pasted.Secrets.All(secret => PlatformProfiles.Of(pipeline.Platform).JobTokens.Contains(secret)));
}
