using PoPipeline.Rules.Model.Projects;
using PoPipeline.Rules.Reproducible;
using PoPipeline.Rules.Shell;

namespace PoPipeline.Rules.Installs;

/// <summary>Gradle, with lock state for versions and verification metadata for content.</summary>
internal static class GradleInstalls
{
    private const string Instead = "gradle --dependency-verification=strict, with gradle/verification-metadata.xml";
    private const string Lenient = "LENIENT";

    /// <summary>How the program reads its words.</summary>
    internal static readonly Syntax Words = new()
    {
        Valued = "-p --project-dir -b --build-file -c --settings-file -g --gradle-user-home -I --init-script -x --exclude-task --console --max-workers --project-cache-dir --include-build --priority -F --dependency-verification -M --write-verification-metadata --update-locks --tests --warning-mode --configuration --configuration-cache-problems",
    };

    public static IEnumerable<InstallAct> Gradle(Command command, InstallSurroundings around)
    {
        var call = Invocation.Read(command, around, Words);
        if (call.Has("--offline", "-h", "--help", "-?", "-v", "--version", "-V", "--stop", "--status") || (call.Operands is [{ Text: "wrapper" or "help" or "init" }] && !call.Has("--write-locks", "-M", "--write-verification-metadata")))
        {
            return [];
        }

        return [Judge(call) with { Folder = call.Value("-p", "--project-dir") ?? call.Value("-b", "--build-file") }];
    }

    private static InstallAct Judge(Invocation call)
    {
        if (call.Last("--write-locks", "--update-locks", "-M", "--write-verification-metadata") is { } writing)
        {
            var what = writing.Name is "--write-locks" or "--update-locks" ? "the lock state" : "the verification metadata";
            return call.Act(Ecosystem.Gradle, LockUse.Rewrites, $"'{writing.Name}' writes {what} anew", instead: Instead, at: writing.Word);
        }

        var (mode, answer) = Verification(call);
        if (mode is "off" or "lenient")
        {
            return call.Act(Ecosystem.Gradle, LockUse.Ignores, mode is "off" ? $"{answer!.By} switches off that content is verified" : $"{answer!.By} only tells where content is not what the verification metadata says", answer, Instead);
        }

        if (mode is null)
        {
            return call.Unanswered(Ecosystem.Gradle, answer!, Instead);
        }

        if (call.Setting(JavaSettings.GradleMetadata) is { } metadata)
        {
            return call.Act(Ecosystem.Gradle, LockUse.Honours, "Gradle fails where content is not what its verification metadata says", at: call.Words[0]) with { IsHashed = true, File = metadata.Value };
        }

        if (call.Setting(JavaSettings.GradleLockMode) is { Value: Lenient } lenient)
        {
            return call.Act(Ecosystem.Gradle, LockUse.Rewrites, "the lock mode LENIENT takes other versions where the lock state does not fit, without failing", new Answer(On: false, "'lockMode'", Setting: lenient));
        }

        return call.HasLock(Ecosystem.Gradle) switch
        {
            true => call.Act(Ecosystem.Gradle, LockUse.Honours, "Gradle fails where a version is not that of its lock state, in the configurations for which locking is active", at: call.Words[0]),
            false when call.Around.KnowsSettings => call.Act(Ecosystem.Gradle, LockUse.Ignores, "neither lock state nor verification metadata decides what Gradle takes", instead: Instead, at: call.Words[0]),
            _ => call.Act(Ecosystem.Gradle, LockUse.Unknown, "whether there is lock state or verification metadata was not looked at", at: call.Words[0]),
        };
    }

    // strict is what holds where nothing is said; null where it is not known.
    private static (string? Mode, Answer? Answer) Verification(Invocation call)
    {
        if (call.Last("-F", "--dependency-verification") is { } option)
        {
            return (option.Value is { Literal: true } value ? value.Text : null, new Answer(null, $"'{option.Word.Text}'", option.Word));
        }

        var property = call.Words.LastOrDefault(word => word.Text.StartsWith("-Dorg.gradle.dependency.verification=", StringComparison.Ordinal));
        if (property is not null)
        {
            return (property.Literal ? property.Text[(property.Text.IndexOf('=', StringComparison.Ordinal) + 1)..] : null, new Answer(null, $"'{property.Text}'", property));
        }

        return call.Setting(JavaSettings.GradleVerification) is { } setting ? (setting.Value, new Answer(null, "org.gradle.dependency.verification", Setting: setting)) : ("strict", null);
    }
}
