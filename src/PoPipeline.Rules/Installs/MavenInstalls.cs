using PoPipeline.Rules.Model.Projects;
using PoPipeline.Rules.Reproducible;
using PoPipeline.Rules.Shell;

namespace PoPipeline.Rules.Installs;

/// <summary>Maven, which has no lock file: its versions stand in the pom, and what checks the content are checksums.</summary>
internal static class MavenInstalls
{
    private const string Instead = "mvn --strict-checksums";
    private const string Trusted = "aether.artifactResolver.postProcessor.trustedChecksums";

    /// <summary>How the program reads its words.</summary>
    internal static readonly Syntax Words = new()
    {
        Valued = "-f --file -s --settings -gs --global-settings -is --install-settings -ps --project-settings -pl --projects -rf --resume-from -T --threads -t --toolchains -gt --global-toolchains -l --log-file -P --activate-profiles -D --define -b --builder --color -ep -emp -itr",
    };

    public static IEnumerable<InstallAct> Maven(Command command, InstallSurroundings around)
    {
        var call = Invocation.Read(command, around, Words);
        if (call.Has("-o", "--offline", "-h", "--help", "-v", "--version") || (call.Operands.IsEmpty && call.Computed is null))
        {
            return [];
        }

        var act = Judge(call);
        return [act with { Folder = call.Value("-f", "--file") }];
    }

    private static InstallAct Judge(Invocation call)
    {
        if (call.Operands.FirstOrDefault(word => word.Text.Contains("versions:use-", StringComparison.Ordinal) || word.Text.Contains("versions:update-", StringComparison.Ordinal)) is { } goal)
        {
            return call.Act(Ecosystem.Maven, LockUse.Rewrites, $"'{goal.Text}' writes newer versions into the pom", at: goal);
        }

        if (call.Last("-U", "--update-snapshots") is { } update)
        {
            return call.Act(Ecosystem.Maven, LockUse.Ignores, $"'{update.Name}' asks for newer snapshots and releases each time", instead: Instead, at: update.Word);
        }

        if (Lax(call) is { } lax)
        {
            return lax;
        }

        var post = Property(call, Trusted);
        if (post is { On: true } && Property(call, $"{Trusted}.record") is not { On: true })
        {
            return Property(call, $"{Trusted}.failIfMissing") is { On: true }
                ? call.Act(Ecosystem.Maven, LockUse.Honours, "trusted checksums decide which content each artifact has, and one without fails", post) with { IsHashed = true }
                : call.Act(Ecosystem.Maven, LockUse.Unknown, "trusted checksums decide which content an artifact has, and one without passes: failIfMissing is not set", post, instead: $"mvn -D{Trusted}.failIfMissing=true");
        }

        if (Strict(call) is { } strict)
        {
            return call.Act(Ecosystem.Maven, LockUse.Honours, $"{strict.By} fails where what comes does not have the checksum that the repository says; the versions are those of the pom", strict);
        }

        return call.Operands.All(Invocation.IsComputed) ? call.Uncertain(Ecosystem.Maven, Instead)
            : call.Act(Ecosystem.Maven, LockUse.Ignores, "Maven has no lock file, and only warns where what comes does not have the checksum that the repository says", instead: Instead, at: call.Words[0]);
    }

    private static InstallAct? Lax(Invocation call) =>
        call.Last("-c", "--lax-checksums") is { } lax ? call.Act(Ecosystem.Maven, LockUse.Ignores, $"'{lax.Name}' only warns where what comes does not have its checksum", instead: Instead, at: lax.Word)
        : call.Last("-llr", "--legacy-local-repository") is { } legacy ? call.Act(Ecosystem.Maven, LockUse.Ignores, $"'{legacy.Name}' takes what lies in the local repository wherever it came from", instead: Instead, at: legacy.Word)
        : null;

    private static Answer? Strict(Invocation call)
    {
        if (call.Last("-C", "--strict-checksums") is { } option)
        {
            return new Answer(On: true, $"'{option.Name}'", option.Word);
        }

        return Configurations(call).Where(setting => Parts(setting).Any(part => part is "-C" or "--strict-checksums")).Select(setting => new Answer(On: true, $"'{setting.Name}'", Setting: setting)).FirstOrDefault();
    }

    // -Dname=value, -Dname; the command first, then the variable, then the file.
    private static Answer? Property(Invocation call, string name)
    {
        foreach (var word in call.Words.Reverse())
        {
            if (Of(word.Text, name) is { } on)
            {
                return new Answer(on, $"'-D{name}'", word);
            }
        }

        foreach (var setting in Configurations(call))
        {
            if (Parts(setting).Select(part => Of(part, name)).LastOrDefault(answer => answer is not null) is { } on)
            {
                return new Answer(on, $"'{setting.Name}'", Setting: setting);
            }
        }

        return null;
    }

    private static bool? Of(string text, string name) =>
        text == $"-D{name}" ? true : text.StartsWith($"-D{name}=", StringComparison.Ordinal) ? Answer.Read(text[(name.Length + 3)..]) ?? false : null;

    private static IEnumerable<ToolSetting> Configurations(Invocation call) => new[] { call.Variable("MAVEN_ARGS"), call.Setting(JavaSettings.MavenConfiguration) }.OfType<ToolSetting>();

    private static string[] Parts(ToolSetting setting) => (setting.Value ?? "").Split([' ', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries);
}
