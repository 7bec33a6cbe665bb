using System.Collections.Immutable;
using PoPipeline.Rules.Analysis;
using PoPipeline.Rules.Installs;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Commands;
using PoPipeline.Rules.Shell;

namespace PoPipeline.Rules.Calls;

/// <summary>Scripts of <c>package.json</c> and <c>composer.json</c>: <c>npm run build</c>, <c>yarn build</c>, <c>composer test</c>, and those that an installation starts by itself.</summary>
/// <remarks>
/// Sources: https://docs.npmjs.com/cli/v11/using-npm/scripts, https://yarnpkg.com/cli/run, https://pnpm.io/cli/run, https://bun.com/docs/cli/run, https://getcomposer.org/doc/articles/scripts.md,
/// https://docs.npmjs.com/cli/v11/commands/npm-version, https://github.com/mysticatea/npm-run-all.
/// </remarks>
/// <param name="files">The files of the repository.</param>
internal sealed class PackageScriptCalls(CommandFileIndex files) : IFileCaller
{
    private static readonly Syntax Words = new() { Valued = "--prefix -C --cwd --dir --filter -F -w --workspace -d --working-dir --loglevel --reporter" };
    private static readonly Syntax Runners = new() { Valued = "--npm-path --max-parallel" };
    private static readonly ImmutableArray<string> OfVersion = ["preversion", "version", "postversion"];
    private static readonly ImmutableArray<string> OfComposer = ["pre-install-cmd", "post-install-cmd", "pre-autoload-dump", "post-autoload-dump"];

    /// <inheritdoc/>
    public bool IsFor(string program) => program is "npm" or "yarn" or "yarnpkg" or "pnpm" or "bun" or "composer" or "composer.phar" || IsRunner(program);

    /// <inheritdoc/>
    public IEnumerable<FileCall> Of(Command command, StandingFolder standing, Lazy<InstallSurroundings> around)
    {
        if (IsRunner(command.Name))
        {
            return files.Nearest(standing.Now, CommandFileKind.PackageScripts, "package.json") is { } own && Several(Invocation.Read(command, InstallSurroundings.None, Runners), own) is { IsEmpty: false } all ? [new FileCall(own, RepositoryPath.FolderOf(own.Path)) { Names = all }] : [];
        }

        var call = Invocation.Read(command, InstallSurroundings.None, Words);
        if (call.HasComputedVerb)
        {
            return [];
        }

        // Which package of a workspace is meant is not followed, unless one is named by its folder.
        if (call.Has("--filter", "-F", "-w", "--workspace", "--workspaces", "-r", "--recursive"))
        {
            return command.Name is "npm" && call.Verb is "run" or "run-script" && call.Values("-w", "--workspace").ToList() is [var workspace] && !call.Has("--workspaces", "-r")
                && files.In(standing.Below(workspace.Text), CommandFileKind.PackageScripts, "package.json").FirstOrDefault() is { } member && Package("npm", call) is { IsEmpty: false } scripts
                ? [new FileCall(member, RepositoryPath.FolderOf(member.Path)) { Names = scripts }] : [];
        }

        var isComposer = command.Name.StartsWith("composer", StringComparison.Ordinal);
        var folder = call.Value("--prefix", "-C", "--cwd", "--dir", "-d", "--working-dir") is { } named ? standing.Below(named) : standing.Now;
        var file = isComposer ? files.In(folder, CommandFileKind.ComposerScripts).FirstOrDefault() : files.Nearest(folder, CommandFileKind.PackageScripts, "package.json");
        if (file is null)
        {
            return [];
        }

        var names = isComposer ? Composer(call) : Package(command.Name, call);
        return names.IsEmpty ? [] : [new FileCall(file, RepositoryPath.FolderOf(file.Path)) { Names = names }];
    }

    private static bool IsRunner(string program) => program is "run-s" or "run-p" or "npm-run-all";

    // run-s clean "build:*" "publish -- --access public": what is put behind a name goes to its script; a star stands for any that follows.
    private static ImmutableArray<string> Several(Invocation call, CommandFile file)
    {
        var names = ImmutableArray.CreateBuilder<string>();
        foreach (var name in call.Words.Skip(1).Where(word => word.Literal && !word.Text.StartsWith('-')).Select(word => word.Text.Split(' ')[0]))
        {
            if (name.TrimEnd('*') is var start && start.Length < name.Length)
            {
                names.AddRange(file.Targets.Select(target => target.Name).Where(target => target.StartsWith(start, StringComparison.Ordinal)));
            }
            else
            {
                names.Add(name);
            }
        }

        return names.DrainToImmutable();
    }

    private static ImmutableArray<string> Package(string program, Invocation call)
    {
        var second = call.Operands.Length > 1 ? call.Operands[1].Text : null;
        switch (call.Verb)
        {
            case "run" or "run-script" or "rum" or "urn":
                return second is null ? [] : [second];
            case "version" or "verison" when program is "npm" or "pnpm":
                return second is null || call.Has("--ignore-scripts") ? [] : OfVersion;
            case "test" or "t" or "tst" when program is not "bun":
                return ["test"];
            case "install-test" or "it" or "install-ci-test" or "cit":
                return [.. PackageHooks.OfInstall, "test"];
            case "install" or "i" or "ci" or "clean-install":
                return second is null && !call.Has("--ignore-scripts", "-g", "--global") ? PackageHooks.OfInstall : [];
            case "" when program is "yarn" or "yarnpkg":
                return PackageHooks.OfInstall;
            case "publish" or "pack":
                return ["prepublishOnly", "prepack", "prepare", "postpack"];
            case "start" or "stop" or "restart":
                return [call.Verb];

            // The others take a name that they do not know for that of a script.
            case "add" or "remove" or "exec" or "dlx" or "x" or "create" or "init" or "link" or "up" or "upgrade" or "update" or "workspace" or "workspaces":
                return [];
            default:
                return program is "npm" || call.Verb.Length == 0 ? [] : [call.Verb];
        }
    }

    private static ImmutableArray<string> Composer(Invocation call) => call.Verb switch
    {
        "run" or "run-script" => call.Operands.Length > 1 ? [call.Operands[1].Text] : [],
        "install" or "i" => call.Has("--no-scripts") ? [] : OfComposer,
        "update" or "require" or "remove" or "" => [],
        _ => [call.Verb],
    };
}
