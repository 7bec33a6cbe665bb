using System.Text.RegularExpressions;
using PoPipeline.Tests;
using YamlDotNet.RepresentationModel;

namespace PoPipeline.Packaging.Tests;

/// <summary>
/// Runs a Tekton Task as a pod of podman, offline: steps run one after the other, parameters, results and the workspace are put in as Tekton does, and
/// security contexts hold. The image is made of <c>po</c>, the .NET runtime of this machine and busybox; images of others are stood in for by it, with
/// what <see cref="StandIns"/> holds, as root.
/// </summary>
internal sealed partial class TaskPod : IAsyncDisposable
{
    private const string Image = "localhost/popipeline-test:latest";

    // crun and the default limits fail in nested containers.
    private const string Configuration = """
        [containers]
        default_ulimits = ["nofile=1024:1024", "nproc=1024:1024"]
        [engine]
        runtime = "runc"
        cgroup_manager = "cgroupfs"
        events_logger = "file"
        """;

    private static readonly SemaphoreSlim Building = new(1, 1);
    private static bool built;

    // Where the pod sees the folder of what stands in for the programs of others.
    private const string StandInMount = "/stand-in";

    private readonly string home = Directory.CreateTempSubdirectory("popipeline-pod-").FullName;
    // Tests run side by side.
    private readonly string name = $"po-check-{Guid.NewGuid():N}";
    private readonly string podman;
    private readonly Dictionary<string, string?> environment;

    private TaskPod(string podman)
    {
        this.podman = podman;
        File.WriteAllText(Path.Combine(home, "containers.conf"), Configuration);
        environment = new(StringComparer.Ordinal) { ["CONTAINERS_CONF"] = Path.Combine(home, "containers.conf") };
    }

    /// <summary>The folder with what stands in for the programs of images that cannot be had here: a script by its name, <c>entrypoint</c> for what an image starts.</summary>
    public string StandIns => Directory.CreateDirectory(Path.Combine(home, "stand-in")).FullName;

    /// <summary>Makes the image of the copy of the sources, once, or skips the test.</summary>
    public static async Task<TaskPod> Prepare(SourceCopy source)
    {
        var program = Components.Program("podman", "run `apt-get install podman runc`");
        Components.Program("runc", "run `apt-get install runc`");
        var busybox = Components.Program("busybox", "run `apt-get install busybox-static`");
        Components.Require(Environment.UserName is "root", "Pods are run as root here, as in CI; rootless podman needs more set-up than a test may do.");
        var pod = new TaskPod(program);
        await Building.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            if (!built)
            {
                await pod.Build(source, busybox);
                built = true;
            }
        }
        finally
        {
            Building.Release();
        }

        return pod;
    }

    /// <summary>Runs the task on a repository.</summary>
    public async Task<TaskRun> Run(string taskFile, IReadOnlyDictionary<string, string> files, Dictionary<string, string> parameters)
    {
        var repository = await SourceCopy.Repository(files);
        Directory.CreateDirectory(Path.Combine(home, "workspace"));
        Directory.Move(repository, Path.Combine(home, "workspace", "source"));
        return await Again(taskFile, parameters);
    }

    /// <summary>Runs the task on the repository of the run before, with what that run left in it.</summary>
    public async Task<TaskRun> Again(string taskFile, Dictionary<string, string> parameters)
    {
        var workspace = Path.Combine(home, "workspace");
        var results = Path.Combine(home, "results");
        var scripts = Path.Combine(home, "scripts");
        Directory.CreateDirectory(workspace);
        Directory.CreateDirectory(results);
        Directory.CreateDirectory(scripts);
        File.Delete(Path.Combine(results, "TEST_OUTPUT"));
        await Shell("chmod", "-R", "a+rwX", home);

        parameters["image"] = Image;
        var pod = PodOf(taskFile, parameters, workspace, results, scripts);
        var podFile = Path.Combine(home, "pod.yaml");
        await File.WriteAllTextAsync(podFile, pod, TestContext.Current.CancellationToken);
        await Shell("chmod", "-R", "a+rx", scripts);

        var (playExit, playOutput, playError) = await ChildProcess.RunAsync(podman, ["kube", "play", "--network", "none", podFile], home, environment);
        Assert.True(playExit == 0, playOutput + playError);
        try
        {
            var (_, waited, _) = await ChildProcess.RunAsync(podman, ["wait", $"{name}-step"], home, environment);
            var (_, output, error) = await ChildProcess.RunAsync(podman, ["logs", $"{name}-step"], home, environment);
            var testOutput = Path.Combine(results, "TEST_OUTPUT");
            return new TaskRun(int.Parse(waited.Trim()), output + error, File.Exists(testOutput) ? await File.ReadAllTextAsync(testOutput, TestContext.Current.CancellationToken) : "", workspace);
        }
        finally
        {
            await ChildProcess.RunAsync(podman, ["kube", "down", podFile], home, environment);
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Directory.Delete(home, recursive: true);
        return ValueTask.CompletedTask;
    }

    // What Tekton's controller makes of a Task: substitutes, writes scripts to files, mounts workspace, volumes and results, and runs steps in order.
    private string PodOf(string taskFile, Dictionary<string, string> parameters, string workspace, string results, string scripts)
    {
        var stream = new YamlStream();
        using (var reader = new StreamReader(taskFile))
        {
            stream.Load(reader);
        }

        var spec = (YamlMappingNode)((YamlMappingNode)stream.Documents[0].RootNode)["spec"];
        var values = ((YamlSequenceNode)spec["params"]).Cast<YamlMappingNode>().ToDictionary(
            parameter => $"params.{parameter["name"]}",
            parameter => parameters.TryGetValue(parameter["name"].ToString(), out var given) ? given : parameter["default"].ToString(),
            StringComparer.Ordinal);
        values["workspaces.workspace.path"] = "/workspace/workspace";
        values["results.TEST_OUTPUT.path"] = "/tekton/results/TEST_OUTPUT";
        string Substitute(YamlNode node) => Reference().Replace(node.ToString(), match => values.GetValueOrDefault(match.Groups["name"].Value, match.Value));

        YamlMappingNode Variable(YamlMappingNode variable) => variable.Children.TryGetValue("value", out var value)
            ? new() { { "name", variable["name"] }, { "value", new YamlScalarNode(Substitute(value)) { Style = YamlDotNet.Core.ScalarStyle.DoubleQuoted } } }
            : new() { { "name", variable["name"] }, { "valueFrom", new YamlMappingNode { { "secretKeyRef", Secret((YamlMappingNode)variable["valueFrom"]["secretKeyRef"]) } } } };
        YamlMappingNode Secret(YamlMappingNode key) => new(key.Children.Select(entry => KeyValuePair.Create(entry.Key, (YamlNode)new YamlScalarNode(Substitute(entry.Value)))));

        // The volume that steps share is the workspace of the pod; that with certificates is optional, and not there.
        var template = (YamlMappingNode)spec["stepTemplate"];
        var shared = template.Children.TryGetValue("volumeMounts", out var mounts) ? ((YamlSequenceNode)mounts)[0]["mountPath"].ToString() : "/workspace/workspace";
        YamlMappingNode Container(YamlMappingNode step, bool isLast)
        {
            var isOurs = step["image"].ToString() is "$(params.image)";
            var stepName = step["name"].ToString();
            var container = new YamlMappingNode
            {
                { "name", isLast ? "step" : stepName },
                { "image", Image },
                { "imagePullPolicy", "Never" },
                { "securityContext", step.Children.TryGetValue("securityContext", out var own) ? own : isOurs ? template["securityContext"] : new YamlMappingNode { { "runAsUser", "0" } } },
                { "volumeMounts", new YamlSequenceNode(Mount("workspace", shared), Mount("results", "/tekton/results"), Mount("scripts", "/tekton/scripts"), Mount("stand-in", StandInMount)) },
            };
            if (step.Children.TryGetValue("script", out var script))
            {
                File.WriteAllText(Path.Combine(scripts, stepName), Substitute(script));
                container.Add("command", new YamlSequenceNode($"/tekton/scripts/{stepName}"));
            }
            else
            {
                container.Add("command", new YamlSequenceNode($"{StandInMount}/entrypoint"));
                container.Add("args", new YamlSequenceNode(((YamlSequenceNode)step["args"]).Select(argument => new YamlScalarNode(Substitute(argument)))));
            }

            if (step.Children.TryGetValue("workingDir", out var folder))
            {
                container.Add("workingDir", Substitute(folder));
            }

            var all = new YamlSequenceNode(step.Children.TryGetValue("env", out var variables) ? ((YamlSequenceNode)variables).Cast<YamlMappingNode>().Select(Variable) : []);
            if (!isOurs)
            {
                all.Add(new YamlMappingNode { { "name", "PATH" }, { "value", $"{StandInMount}:/usr/bin:/bin" } });
            }

            container.Add("env", all);
            return container;
        }

        YamlMappingNode[] steps = [.. ((YamlSequenceNode)spec["steps"]).Cast<YamlMappingNode>()];
        var pod = new YamlMappingNode
        {
            { "apiVersion", "v1" },
            { "kind", "Pod" },
            { "metadata", new YamlMappingNode { { "name", name } } },
            { "spec", new YamlMappingNode
                {
                    { "restartPolicy", "Never" },
                    { "initContainers", new YamlSequenceNode(steps[..^1].Select(step => Container(step, isLast: false))) },
                    { "containers", new YamlSequenceNode(Container(steps[^1], isLast: true)) },
                    { "volumes", new YamlSequenceNode(Volume("workspace", workspace), Volume("results", results), Volume("scripts", scripts), Volume("stand-in", StandIns)) },
                } },
        };
        using var writer = new StringWriter();
        new YamlStream(new YamlDocument(pod)).Save(writer, assignAnchors: false);
        return writer.ToString();
    }

    private static YamlMappingNode Mount(string name, string path) => new() { { "name", name }, { "mountPath", path } };

    private static YamlMappingNode Volume(string name, string path) =>
        new() { { "name", name }, { "hostPath", new YamlMappingNode { { "path", path } } } };

    // No image can be pulled offline, so one is made of what this machine has.
    private async Task Build(SourceCopy source, string busybox)
    {
        var root = Path.Combine(home, "root");
        await Shell("mkdir", "-p", Path.Combine(root, "opt"));
        await Shell("cp", "-R", await source.Build(), Path.Combine(root, "opt", "po"));
        var dotnet = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "..", "..", ".."));
        const string Script = """
            set -eu
            root=$1 busybox=$2 dotnet=$3
            mkdir -p "$root/bin" "$root/etc" "$root/tmp" "$root/workspace" "$root/tekton" "$root/usr/bin" "$root/usr/share/dotnet/shared"
            chmod 1777 "$root/tmp"
            cp "$busybox" "$root/bin/busybox"
            for name in sh cat date rm env sed mv mktemp; do ln -s busybox "$root/bin/$name"; done
            cp -r "$dotnet/host" "$dotnet/dotnet" "$root/usr/share/dotnet/"
            cp -r "$dotnet/shared/Microsoft.NETCore.App" "$root/usr/share/dotnet/shared/"
            ldd "$dotnet/dotnet" "$dotnet"/shared/Microsoft.NETCore.App/*/libcoreclr.so "$dotnet"/shared/Microsoft.NETCore.App/*/libSystem.Native.so |
              grep -o '/[^ ]*' | grep -v ':$' | sort -u | while read -r library; do
                mkdir -p "$root$(dirname "$library")"
                cp -L "$library" "$root$library"
              done
            # .NET loads OpenSSL by name, so that ldd does not see it.
            for library in $(ldconfig -p | grep -oE '/[^ ]*/lib(ssl|crypto)\.so\.3$'); do
              mkdir -p "$root$(dirname "$library")"
              cp -L "$library" "$root$library"
            done
            """;
        await Shell("bash", "-c", Script, "bash", root, busybox, dotnet);
        await Shell("tar", "-C", root, "-cf", Path.Combine(home, "image.tar"), ".");
        var import = await ChildProcess.RunAsync(
            podman,
            [
                "import", "--change", "ENV PATH=/opt/po:/usr/bin:/bin", "--change", "ENV DOTNET_ROOT=/usr/share/dotnet", "--change", "USER 65532:65532",
                Path.Combine(home, "image.tar"), Image,
            ],
            home,
            environment);
        Assert.True(import.ExitCode == 0, import.Output + import.Error);
    }

    private static async Task Shell(string program, params string[] arguments)
    {
        var (exitCode, output, error) = await ChildProcess.RunAsync(program, arguments);
        Assert.True(exitCode == 0, output + error);
    }

    [GeneratedRegex(@"\$\((?<name>[A-Za-z0-9_.-]{1,100})\)", RegexOptions.NonBacktracking)]
    private static partial Regex Reference();
}
