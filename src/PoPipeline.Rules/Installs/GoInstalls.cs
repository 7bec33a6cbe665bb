using System.Collections.Frozen;
using PoPipeline.Rules.Model.Projects;
using PoPipeline.Rules.Shell;

namespace PoPipeline.Rules.Installs;

/// <summary>The modules of Go: go.mod says the versions, go.sum the hashes, and a database the hashes of all else.</summary>
internal static class GoInstalls
{
    private static readonly FrozenSet<string> Reading = Tables.Words("build test vet run list install generate doc fix tool");

    private static readonly Syntax Words = new()
    {
        Valued = "-C -o -p -mod -modfile -overlay -tags -ldflags -gcflags -asmflags -gccgoflags -exec -run -bench -benchtime -count -coverprofile -covermode -coverpkg -timeout -toolexec -pkgdir -installsuffix -buildmode -compiler -cpu -parallel -skip -fuzz -fuzztime -f -pgo -vettool -cpuprofile -memprofile -outputdir -shuffle -vet",
        Ends = new Dictionary<string, int> { ["run"] = 2, ["tool"] = 2 }.ToFrozen(),
    };

    public static IEnumerable<InstallAct> Go(Command command, InstallSurroundings around)
    {
        var call = Invocation.Read(command, around, Words);
        var acts = call.Verb switch
        {
            _ when call.Has("-h", "--help", "-n") => [],
            var verb when Reading.Contains(verb) => Read(call),
            "get" => [Get(call)],
            "mod" => Mod(call),
            "work" when call.Operands.ElementAtOrDefault(1)?.Text is "sync" => [call.Act(Ecosystem.Go, LockUse.Rewrites, "'go work sync' writes the versions of the workspace into each go.mod", at: call.Operands[1])],
            _ when call.HasComputedVerb => [call.Uncertain(Ecosystem.Go)],
            _ => (IEnumerable<InstallAct>)[],
        };
        return acts.Select(act => act with { Folder = call.Value("-C"), File = call.Value("-modfile") });
    }

    private static IEnumerable<InstallAct> Read(Invocation call)
    {
        var packages = call.Operands.Skip(1).ToList();
        if (call.Verb is "install" or "run" && packages.FirstOrDefault(word => word.Text.Contains('@', StringComparison.Ordinal)) is { } outside)
        {
            return [Outside(call, outside)];
        }

        if (call.Verb is "tool" && packages.Count == 0)
        {
            return [];
        }

        if (call.Verb is "run" && packages.Count > 0 && packages[0].Text.EndsWith(".go", StringComparison.Ordinal) && call.HasLock(Ecosystem.Go) is false)
        {
            return [];
        }

        return [InModule(call)];
    }

    // What is named with a version has nothing to do with the go.mod here: its own decides what else is taken.
    private static InstallAct Outside(Invocation call, Word package)
    {
        if (!IsPinned(package))
        {
            return call.Act(Ecosystem.Go, package.Literal ? LockUse.Ignores : LockUse.Unknown, package.Literal ? $"'go {call.Verb} {package.Text}' takes the newest version at the time" : $"which version '{package.Text}' is is only known while the pipeline runs", at: package) with { IsPinned = false };
        }

        return Unverified(call, package.Text[..package.Text.IndexOf('@', StringComparison.Ordinal)]) is { } off
            ? call.Act(Ecosystem.Go, LockUse.Ignores, $"{off.By} takes the content of '{package.Text}' without asking the checksum database", off) with { IsPinned = true }
            : call.Act(Ecosystem.Go, LockUse.Honours, $"'go {call.Verb} {package.Text}' takes one version and what its own go.mod asks for, with the hashes of the checksum database", at: package) with { IsHashed = true, IsPinned = true };
    }

    // Since Go 1.16 it changes what the module here asks for. Who names a package often wants its program, in a folder of its own, as before 1.17: that is installed by name.
    private static InstallAct Get(Invocation call)
    {
        if (call.Variable("GO111MODULE") is { Value: "off" } off)
        {
            return call.Act(Ecosystem.Go, LockUse.Ignores, "'GO111MODULE' switches modules off, so that 'go get' takes the newest state of what it names", new Answer(On: false, "'GO111MODULE'", Setting: off)) with { IsPinned = false };
        }

        var packages = call.Operands[1..];
        var isOpen = packages.All(word => word.Text is "." or "all" || word.Text.StartsWith("./", StringComparison.Ordinal));
        if (!isOpen && packages.FirstOrDefault(word => !word.Literal) is { } computed && packages.All(word => !word.Literal || IsPinned(word)))
        {
            return call.Act(Ecosystem.Go, LockUse.Unknown, $"which version '{computed.Text}' is is only known while the pipeline runs", at: computed);
        }

        return call.Act(Ecosystem.Go, LockUse.Rewrites, "'go get' changes which versions go.mod asks for, and writes go.sum", instead: "go mod download") with { IsPinned = isOpen ? null : !call.Has("-u", "--u") && packages.All(IsPinned) };
    }

    private static InstallAct InModule(Invocation call)
    {
        if (call.Variable("GO111MODULE") is { } modules && modules.Value is null or "off")
        {
            return modules.Value is null ? call.Unanswered(Ecosystem.Go, new Answer(null, "'GO111MODULE'", Setting: modules))
                : call.Act(Ecosystem.Go, LockUse.Ignores, "'GO111MODULE' switches modules off, so that go.mod and go.sum say nothing", new Answer(On: false, "'GO111MODULE'", Setting: modules));
        }

        var (mode, by) = Mode(call);
        var spoken = $"go {call.Verb}";
        return mode switch
        {
            "mod" => call.Act(Ecosystem.Go, LockUse.Rewrites, $"{by!.By} makes '{spoken}' bring go.mod and go.sum up to date where they do not fit", by, $"{spoken} -mod=readonly"),
            "vendor" => call.Act(Ecosystem.Go, LockUse.Honours, $"{by!.By} takes what lies in vendor, and fails where that does not fit go.mod", by),
            null => call.Unanswered(Ecosystem.Go, by!),
            _ => call.Act(Ecosystem.Go, LockUse.Honours, $"'{spoken}' fails where go.mod or go.sum does not fit", by) with { IsHashed = true },
        };
    }

    private static IEnumerable<InstallAct> Mod(Invocation call)
    {
        var second = call.Operands.ElementAtOrDefault(1);
        return second?.Text switch
        {
            "tidy" when call.Last("-diff") is { } diff => [call.Act(Ecosystem.Go, LockUse.Honours, "'go mod tidy -diff' fails where go.mod or go.sum does not fit", at: diff.Word) with { IsHashed = true }],
            "tidy" => [call.Act(Ecosystem.Go, LockUse.Rewrites, "'go mod tidy' brings go.mod and go.sum up to date", instead: "go mod tidy -diff", at: second)],
            "download" when call.Operands.Skip(2).FirstOrDefault(word => word.Text.Contains('@', StringComparison.Ordinal)) is { } outside => [Outside(call, outside)],
            "download" when call.Operands.Length > 2 => [call.Act(Ecosystem.Go, LockUse.Rewrites, "'go mod download' of modules adds their hashes to go.sum", instead: "go mod download", at: second)],
            "download" or "vendor" => [call.Act(Ecosystem.Go, LockUse.Honours, $"'go mod {second.Text}' takes the versions of go.mod, and fails where the hash in go.sum is another one", at: second) with { IsHashed = true }],
            "verify" => [call.Act(Ecosystem.Go, LockUse.Honours, "'go mod verify' fails where a module is not what was downloaded with its hash", at: second) with { IsHashed = true }],
            "init" or "edit" or "graph" or "why" or null => [],
            _ => ReferenceEquals(second, call.Computed) ? [call.Uncertain(Ecosystem.Go)] : [],
        };
    }

    // -mod of the command, else of GOFLAGS; readonly is what holds else, or vendor where there is such a folder: both fail where go.mod does not fit.
    private static (string? Mode, Answer? By) Mode(Invocation call)
    {
        if (call.Last("-mod", "--mod") is { Value: { } value } option)
        {
            return (value.Literal ? value.Text : null, new Answer(null, $"'{option.Word.Text}'", option.Word));
        }

        if ((call.Variable("GOFLAGS") ?? call.Setting("go env GOFLAGS")) is not { } flags)
        {
            return ("readonly", null);
        }

        var by = new Answer(null, "'GOFLAGS'", Setting: flags);
        var mode = flags.Value?.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(flag => flag.TrimStart('-')).LastOrDefault(flag => flag.StartsWith("mod=", StringComparison.Ordinal));
        return flags.Value is null ? (null, by) : mode is null ? ("readonly", null) : (mode[4..], by);
    }

    // What keeps the checksum database from being asked about a module.
    private static Answer? Unverified(Invocation call, string module)
    {
        if (call.Variable("GOSUMDB") is { Value: "off" } off)
        {
            return new Answer(On: true, "'GOSUMDB=off'", Setting: off);
        }

        if (call.Variable("GOFLAGS") is { Value: { } flags } insecure && flags.Contains("-insecure", StringComparison.Ordinal))
        {
            return new Answer(On: true, "'GOFLAGS=-insecure'", Setting: insecure);
        }

        // GONOSUMDB goes before GOPRIVATE, which stands for it.
        var variable = call.Variable("GONOSUMDB") ?? call.Variable("GOPRIVATE");
        return variable is { Value: { } patterns } && patterns.Split(',').Any(pattern => Matches(pattern.Trim(), module)) ? new Answer(On: true, $"'{variable.Name}'", Setting: variable) : null;
    }

    // A pattern of path elements stands for the first elements of a module's path; '*' stands for any text in one element.
    private static bool Matches(string pattern, string module)
    {
        var parts = pattern.TrimEnd('/').Split('/');
        var elements = module.Split('/');
        return pattern.Length > 0 && parts.Length <= elements.Length
            && parts.Zip(elements).All(pair => Tables.Matches(pair.First, pair.Second));
    }

    private static bool IsPinned(Word package)
    {
        var at = package.Text.LastIndexOf('@');
        var version = at > 0 ? package.Text[(at + 1)..] : "";
        return package.Literal && ((version.StartsWith('v') && version.Count(sign => sign == '.') >= 2) || (version.Length == 40 && version.AsSpan().IndexOfAnyExcept(Tables.HexDigits) < 0));
    }
}
