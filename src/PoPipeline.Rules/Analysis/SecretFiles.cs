using System.Collections.Immutable;
using PoPipeline.Rules.Flow;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Platforms;
using PoPipeline.Rules.Shell;

namespace PoPipeline.Rules.Analysis;

/// <summary>Follows the files that the scripts of a job make out of secrets to the uploads that take them along.</summary>
internal sealed class SecretFiles
{
    // Who makes more of them, or longer pipes, means to keep a reader busy.
    private const int MostFiles = 32;
    private const int LongestPipe = 16;

    private readonly List<SecretFile> files = [];
    private readonly bool areEverywhere;

    private SecretFiles(bool areEverywhere) => this.areEverywhere = areEverywhere;

    /// <summary>The files that uploads of a job take along, each once for each upload.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="job">The job.</param>
    public static IEnumerable<UploadedSecret> UploadedIn(Pipeline pipeline, Job job)
    {
        if (!job.Steps.Any(step => step.Exchanges.Any(exchange => exchange.Kind is ExchangeKind.Upload)))
        {
            yield break;
        }

        var left = new SecretFiles(PlatformProfiles.Of(pipeline.Platform).GivesSecretsToAll);
        foreach (var step in job.Steps)
        {
            foreach (var script in step.Scripts)
            {
                left.Read(script, step, new SecretTexts(script, StepEnvironment.Of(pipeline, job, step)));
            }

            foreach (var written in step.Files.Where(written => !written.Secrets.IsEmpty))
            {
                left.Add(new SecretFile(written.Path, written.Path, written.Text, written.Span));
            }

            foreach (var exchange in step.Exchanges.Where(exchange => exchange.Kind is ExchangeKind.Upload))
            {
                foreach (var file in left.files)
                {
                    if (TakenBy(exchange, file) is { } path)
                    {
                        yield return new UploadedSecret(step, file, path);
                    }
                }
            }
        }
    }

    // The path of an upload that means the file; null where none does, or another one leaves it out.
    private static Located<string>? TakenBy(Exchange exchange, SecretFile file)
    {
        Located<string>? taken = null;
        foreach (var path in exchange.Paths)
        {
            var isLeftOut = path.Value.StartsWith('!');
            var pattern = PathOf("", isLeftOut ? path.Value[1..] : path.Value);
            if (pattern is null || !IsBelow(pattern, file.Path) || (!isLeftOut && !exchange.IncludesHidden && IsHidden(pattern, file.Path)))
            {
                continue;
            }

            if (isLeftOut)
            {
                return null;
            }

            taken ??= path;
        }

        return taken ?? (exchange.Untracked is { } untracked && !WorkspacePrograms.IsOutside(file.Path) ? new Located<string>("untracked", untracked) : null);
    }

    private static bool IsBelow(string pattern, string path) =>
        pattern.Length == 0 ? !WorkspacePrograms.IsOutside(path) : WorkspacePrograms.IsOutside(pattern) == WorkspacePrograms.IsOutside(path) && PathGlob.Covers(pattern, path);

    // From where the search starts; the folders above that do not count.
    private static bool IsHidden(string pattern, string path) =>
        path.Split('/', StringSplitOptions.RemoveEmptyEntries).Skip(Math.Max(0, PathGlob.DepthOfRoot(pattern) - 1)).Any(part => part.StartsWith('.'));

    private void Read(Script script, Step step, SecretTexts texts)
    {
        if (texts.AreNone && files.Count == 0 && !areEverywhere)
        {
            return;
        }

        var standsIn = WorkspaceRuns.Normalize(step.WorkingDirectory?.Value);
        for (var index = 0; index < script.Commands.Length; index++)
        {
            var command = script.Commands[index];
            texts.Follow(index);
            if (command.Name is "cd" or "pushd" or "popd" or "set-location")
            {
                standsIn = WorkspaceRuns.Moved(standsIn, command);
            }
            else if (command.Name is "rm" or "shred" or "unlink" or "remove-item" or "del")
            {
                foreach (var path in command.Words.Skip(1).Where(word => !word.Text.StartsWith('-')).Select(word => PathOf(standsIn, word.Text)).OfType<string>())
                {
                    files.RemoveAll(file => IsBelow(path, file.Path));
                }
            }
            else if (Packing.Of(command) is { } packing)
            {
                Pack(script, command, packing, standsIn);
            }
            else if (FileMove.Of(command) is { } move)
            {
                Copy(script, command, move, standsIn, texts);
                Move(command, move, standsIn);
            }
            else if ((HeldBy(script, index, texts) ?? (PrintsAll(command) ? All(texts) : null)) is { } held)
            {
                foreach (var path in TargetsOf(script, command).Select(target => PathOf(standsIn, target)).OfType<string>())
                {
                    Add(new SecretFile(path, path, held.Shown, script.PlaceOf(command.Offset, command.Length)));
                }
            }
        }
    }

    private void Add(SecretFile file)
    {
        if (files.Count < MostFiles && !files.Exists(other => other.Path == file.Path))
        {
            files.Add(file);
        }
    }

    private void Pack(Script script, Command command, Packing packing, string standsIn)
    {
        var from = packing.Folder is { } folder ? PathOf(standsIn, folder) ?? standsIn : standsIn;
        if (PathOf(standsIn, packing.Archive) is { } archive
            && files.Find(file => packing.Sources.Any(source => PathOf(from, source) is { } path && IsBelow(path, file.Path)) && !packing.LeftOut.Any(pattern => IsLeftOut(pattern, file.Path))) is { } packed)
        {
            Add(packed with { Path = archive, Packed = script.PlaceOf(command.Offset, command.Length) });
        }
    }

    // A pattern without a folder means the name anywhere.
    private static bool IsLeftOut(string pattern, string path)
    {
        var trimmed = WorkspaceRuns.Normalize(pattern);
        return PathGlob.Covers(trimmed, path) || PathGlob.Covers("**/" + trimmed, path);
    }

    // cp "$KEY" key.pem, where the variable names a file with the secret.
    private void Copy(Script script, Command command, FileMove move, string standsIn, SecretTexts texts)
    {
        foreach (var name in move.Sources.Select(texts.PathIn).OfType<string>())
        {
            // The name of the file itself is not known.
            if (PathOf(standsIn, move.Target) is { } target)
            {
                Add(new SecretFile(target, target, name, script.PlaceOf(command.Offset, command.Length)));
            }
        }
    }

    private void Move(Command command, FileMove move, string standsIn)
    {
        foreach (var source in move.Sources)
        {
            if (PathOf(standsIn, source) is not { } path || PathOf(standsIn, move.Target) is not { } target || files.Find(file => file.Path == path) is not { } file)
            {
                continue;
            }

            if (command.Name is "mv" or "move-item")
            {
                files.Remove(file);
            }

            // Whether the target is a folder is told by its name alone.
            var isFile = target.AsSpan(target.LastIndexOf('/') + 1).Contains('.');
            Add(file with { Path = isFile ? target : $"{target}/{path[(path.LastIndexOf('/') + 1)..]}".TrimStart('/') });
        }
    }

    // echo "$KEY", cat <<END with $KEY in it.
    private static HeldSecret? HeldBy(Script script, int index, SecretTexts texts)
    {
        var command = script.Commands[index];
        var words = command.Name is "echo" or "printf" or "write-output" or "set-content" or "add-content" or "out-file" ? command.Words.Skip(1) : command.Documents.Where(document => command.Name is "cat" or "tee" or "base64");
        return words.Select(word => texts.HeldBy(index, word)).FirstOrDefault(held => held is not null)
            ?? (command.Name is "cat" ? command.Words.Skip(1).Select(word => texts.PathIn(word.Text)).OfType<string>().Select(name => new HeldSecret(name, Maker: null)).FirstOrDefault() : null);
    }

    // All variables at once; where every job has every secret, some of them are, whether the files name them or not.
    private HeldSecret? All(SecretTexts texts) => areEverywhere ? new HeldSecret(SecretUse.AnyName, Maker: null) : texts.FirstVariable is { } first ? new HeldSecret(first, Maker: null) : null;

    private static bool PrintsAll(Command command) => command.Name switch
    {
        "env" or "printenv" => command.Words.Skip(1).All(word => word.Text.StartsWith('-')),
        "export" => command.Words is [_, { Text: "-p" }],
        "" => command.Words.IsEmpty && command.Wrappers is [{ Text: "env" }],
        _ => false,
    };

    private static IEnumerable<string> TargetsOf(Script script, Command command)
    {
        var next = command;
        for (var length = 0; next is not null && length < LongestPipe; length++)
        {
            var targets = next.OutputFiles.Select(file => file.Text);
            if (Writes(next))
            {
                // What writes by itself is told the text, too.
                targets = targets.Concat(next.Words.Skip(1).Select(word => word.Text).Where(text => !text.StartsWith('-') && (next != command || (text.Contains('.', StringComparison.Ordinal) && !text.Contains('$', StringComparison.Ordinal)))));
            }

            foreach (var target in targets.Where(target => !PlatformProfiles.OutputFiles.Concat(PlatformProfiles.EnvironmentFiles).Any(known => target.Contains(known, StringComparison.Ordinal))))
            {
                yield return target;
            }

            next = next.PipedTo is { } at && (SecretTexts.LetsThrough(script.Commands[at].Name) || Writes(script.Commands[at]) || script.Commands[at].Name is "cat") ? script.Commands[at] : null;
        }
    }

    private static bool Writes(Command command) => command.Name is "tee" or "out-file" or "set-content" or "add-content" or "tee-object";

    // Null where it is computed, or no file.
    private static string? PathOf(string standsIn, string text)
    {
        var trimmed = text.Trim().Trim('"', '\'');
        trimmed = trimmed.StartsWith("$HOME", StringComparison.Ordinal) ? "~" + trimmed["$HOME".Length..] : trimmed.StartsWith("${HOME}", StringComparison.Ordinal) ? "~" + trimmed["${HOME}".Length..] : trimmed;
        var path = WorkspaceRuns.Normalize(trimmed);
        var isTemporary = path.StartsWith("$RUNNER_TEMP", StringComparison.Ordinal);
        return path.StartsWith("/dev/", StringComparison.Ordinal) || (isTemporary ? path["$RUNNER_TEMP".Length..] : path).AsSpan().ContainsAny("$`{") ? null
            : isTemporary || WorkspacePrograms.IsOutside(path) && path.Length > 0 ? path
            : WorkspaceRuns.Joined(standsIn, path);
    }
}
