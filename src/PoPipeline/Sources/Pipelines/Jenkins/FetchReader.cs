using PoPipeline.Rules.Analysis;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Shell;
using PoPipeline.Sources.Pipelines.Jenkins.Groovy;

namespace PoPipeline.Sources.Pipelines.Jenkins;

/// <summary>Says where programs come from that a pipeline fetches and then runs as Groovy.</summary>
/// <param name="file">The file.</param>
/// <param name="values">Says what variables are set to.</param>
internal sealed class FetchReader(JenkinsText file, ValueReader values)
{
    // A variable that is set to the content of one that is set to one.
    private const int Deepest = 8;

    // Whoever fetches more means to keep a reader busy; no check is believed then.
    private const int MostFiles = 1_000;

    private readonly Dictionary<string, FetchedProgram> files = new(StringComparer.Ordinal);

    // Those of them that steps wrote: what a script downloads and runs is told by its commands.
    // By their names, without their folders.
    private readonly Dictionary<string, string> written = new(StringComparer.Ordinal);

    /// <summary>Takes in what a script downloads to files, and which of them it checks; says which one it runs that a step downloaded, null where it runs none.</summary>
    /// <param name="script">The script.</param>
    /// <param name="folder">The folder that it starts in; null for the workspace.</param>
    public FetchedProgram? Take(Script script, string? folder)
    {
        if (files.Count == 0 && !script.Text.Contains("://", StringComparison.Ordinal))
        {
            return null;
        }

        FetchedProgram? run = null;
        var hasMoved = false;
        for (var at = 0; at < script.Commands.Length; at++)
        {
            var command = script.Commands[at];
            hasMoved |= command.Name is "cd" or "pushd" or "set-location" or "push-location";
            if (IsDownload(command) && FileOf(command) is { } target && AddressOf(command) is { } address)
            {
                var name = NameOf(folder, target);
                files[name] = new FetchedProgram(command.Words[0].Text, address, script.PlaceOf(command.Offset, command.Length), "", IsFile: true);
                _ = written.Remove(LastOf(name));
            }
            else if (files.Count is > 0 and <= MostFiles && FileCheck.Of(script, at) is { } check)
            {
                foreach (var name in files.Keys.Where(name => check.Covers(Below(folder, name), hasMoved)).ToList())
                {
                    _ = files.Remove(name);
                    _ = written.Remove(LastOf(name));
                }
            }
            else if (run is null && written.Count > 0 && RunBy(command) is { } file)
            {
                run = files[file] with { Run = command.Name.Length > 0 ? command.Name : "sh" };
            }
        }

        return run;
    }

    /// <summary>Takes in what a step downloads to a file, or writes to one that was downloaded.</summary>
    /// <param name="call">The step.</param>
    /// <param name="folder">The folder that it stands in; null for the workspace.</param>
    public void Take(GroovyCall call, string? folder)
    {
        if (call is { Name: "httpRequest" } && file.Said(call["outputFile"]) is { } target && Request(call) is { } request)
        {
            Keep(NameOf(folder, target.Value), request);
        }
        else if (call is { Name: "writeFile" } && call["text"] is { } text && file.Said(call["file"]) is { } place && Of(text, folder, Deepest) is { } content)
        {
            Keep(NameOf(folder, place.Value), content);
        }
    }

    private void Keep(string name, FetchedProgram program)
    {
        files[name] = program with { IsFile = true };
        written[LastOf(name)] = name;
    }

    private string? RunBy(Command command) => StartedFiles.Of(command).Select(name => written.GetValueOrDefault(name)).FirstOrDefault(path => path is not null && files.ContainsKey(path));

    private static string LastOf(string path) => path[(path.LastIndexOf('/') + 1)..];

    private static string Below(string? folder, string name) => folder is not null && name.StartsWith(folder.TrimEnd('/') + "/", StringComparison.Ordinal) ? name[(folder.TrimEnd('/').Length + 1)..] : name;

    /// <summary>Where a program comes from; null where it is not fetched, as far as the file tells.</summary>
    /// <param name="node">The expression that gives its text.</param>
    /// <param name="folder">The folder that files are looked for in; null for the workspace.</param>
    /// <param name="run">What runs it.</param>
    public FetchedProgram? Of(GroovyNode node, string? folder, string run) => Of(node, folder, Deepest) is { } found ? found with { Run = run } : null;

    /// <summary>Where a file comes from that is loaded; null where nothing is known to have fetched it.</summary>
    /// <param name="node">Its path.</param>
    /// <param name="folder">The folder that it is looked for in; null for the workspace.</param>
    public FetchedProgram? OfFile(GroovyNode? node, string? folder) => node is not null && files.Count > 0 && files.TryGetValue(NameOf(folder, new ProgramText(node, file, values).Text), out var found) ? found with { Run = "load" } : null;

    private FetchedProgram? Of(GroovyNode node, string? folder, int depth) => depth == 0 ? null : node switch
    {
        GroovyName name => values.SetTo(name.Name) is { } set ? Of(set, folder, depth - 1) : null,
        GroovyProperty { Name: "content" or "text" or "body" or "data" } property => Of(property.Receiver, folder, depth - 1),
        GroovyNew { Type: "URL" or "java.net.URL", Arguments: [{ Value: var address }, ..] } => Found("URL", address, node),
        GroovyCall { Name: "httpRequest" } request => Request(request),
        GroovyCall { Name: "sh" or "bat" or "powershell" or "pwsh" } shell when shell["returnStdout"] is GroovyConstant { Text: "true" } => Printed(shell),
        GroovyCall { Name: "readFile" } read => OfFile(read["file"] ?? read.Positional.FirstOrDefault(), folder),
        GroovyCall { Name: "toURL" or "toURI", Receiver: GroovyText address } => Found("URL", address, node),
        GroovyCall { Name: "getText" or "getContent" or "trim" or "toString" or "stripIndent" or "openStream" or "toURL" or "toURI" or "openConnection" or "getInputStream", Receiver: { } receiver } => Of(receiver, folder, depth - 1),
        _ => null,
    };

    private FetchedProgram? Request(GroovyCall request) => (request["url"] ?? request.Positional.FirstOrDefault()) is { } address ? Found("httpRequest", address, request) : null;

    private FetchedProgram Found(string by, GroovyNode address, GroovyNode at) => new(by, file.Said(address)?.Value ?? file.Written(address), file.PlaceOf(at), "", IsFile: false);

    private FetchedProgram? Printed(GroovyCall call)
    {
        if ((call["script"] ?? call.Positional.FirstOrDefault()) is not { } node)
        {
            return null;
        }

        var text = new ProgramText(node, file, values);
        var script = new Script { Shell = call.Name switch { "sh" => ShellKind.Posix, "bat" => ShellKind.Cmd, _ => ShellKind.PowerShell }, Text = text.Text, Span = text.Span, Anchors = text.Anchors, Interpolations = text.Pasted };
        return script.Commands.FirstOrDefault(command => IsDownload(command) && command.OutputFiles.IsEmpty && AddressOf(command) is not null) is { } download
            ? new FetchedProgram(download.Words[0].Text, AddressOf(download)!, script.PlaceOf(download.Offset, download.Length), "", IsFile: false)
            : null;
    }

    private static bool IsDownload(Command command) => command.Name is "curl" or "wget" or "iwr" or "irm" or "invoke-webrequest" or "invoke-restmethod" && !command.Words.IsEmpty;

    private static string? AddressOf(Command command) => command.Words.Skip(1).Select(word => word.Text).FirstOrDefault(word => word.Contains("://", StringComparison.Ordinal));

    private static string? FileOf(Command command) =>
        command.OutputFiles.Select(word => word.Text)
            .Concat(Behind(command, option => option is "--output" or "--output-document" or "-OutFile" || IsShort(option, command.Name is "wget" ? 'O' : 'o')))
            .FirstOrDefault(name => name is not ("-" or "/dev/null"))
        ?? (command.Name is "wget" || command.Words.Any(word => word.Text is "--remote-name" || IsShort(word.Text, 'O'))
            ? AddressOf(command)?.Split('?')[0].Split('/')[^1]
            : null);

    private static IEnumerable<string> Behind(Command command, Func<string, bool> isOption) =>
        command.Words.Zip(command.Words.Skip(1)).Where(pair => isOption(pair.First.Text)).Select(pair => pair.Second.Text);

    // -o, -fsSLo: the last of the letters takes what stands behind.
    private static bool IsShort(string option, char letter) => option is ['-', not '-', ..] && option.EndsWith(letter);

    private static string NameOf(string? folder, string path)
    {
        var name = LoadedFile.BelowWorkspace(path, out var isOfWorkspace);
        return folder is null || isOfWorkspace || name.StartsWith('/') ? name : $"{folder.TrimEnd('/')}/{name}";
    }
}
