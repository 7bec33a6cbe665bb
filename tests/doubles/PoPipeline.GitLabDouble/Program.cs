using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using PoPipeline.Doubles.GitLab;

// --port 0 --seed seed.json: prints `ready PORT`, then serves until it is stopped.
string? Option(string name) => Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : null;

var seed = Option("--seed") is { } file ? JsonNode.Parse(await File.ReadAllTextAsync(file)) : null;
await using var server = await GitLabDouble.StartAsync(seed, int.Parse(Option("--port") ?? "0", CultureInfo.InvariantCulture));
Console.WriteLine($"ready {server.Port}");
var stopped = new TaskCompletionSource();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
await stopped.Task;

void Stop(PosixSignalContext signal)
{
    signal.Cancel = true;
    stopped.TrySetResult();
}
