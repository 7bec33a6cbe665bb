using System.Text.Json.Nodes;
using PoPipeline.Outputs.Terminal;
using PoPipeline.Tests;
using PoPipeline.Tool;

namespace PoPipeline.Frosting.Tests;

/// <summary>A folder with an audit log, and the verbs of it at a time of the test's choice.</summary>
internal sealed class AuditStage : IDisposable
{
    public static readonly DateTimeOffset Start = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    private readonly TempFolder folder = new();

    public string Token { get; set; } = "ghp_alice";

    public string? Key { get; set; }

    public DateTimeOffset Now { get; set; } = Start;

    public string Store => Path.Combine(folder.Path, "audit");

    /// <summary>Where the audit log is kept, where that is no folder.</summary>
    public string? Place { get; set; }

    /// <summary>What the environment says beside tokens and keys.</summary>
    public Dictionary<string, string> Variables { get; } = new(StringComparer.Ordinal);

    public string PathOf(string name) => Path.Combine(folder.Path, name);

    public string Write(string name, string text) => folder.Write(name, text);

    /// <summary>What stops a run.</summary>
    public CancellationToken Stop { get; set; }

    public (int ExitCode, string Output, string Error) Run(string words, params string[] more)
    {
        using var output = new WatchedWriter(Shown) { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        string[] line = ["audit", .. words.Split(' ', StringSplitOptions.RemoveEmptyEntries), .. more, .. words.Contains("--store ", StringComparison.Ordinal) ? (string[])[] : ["--store", Place ?? Store]];
        var exitCode = Application.Run(line, new PoPipelineTerminal
        {
            Output = new TerminalWriter(output),
            Error = new TerminalWriter(error),
            Interactive = false,
            Variable = name => name switch { "POPIPELINE_TOKEN" => Token, "POPIPELINE_LEDGER_KEY" => Key, "USER" => "carol", _ => Variables.GetValueOrDefault(name) },
            Time = new FixedTime(Now),
            Cancellation = Stop,
        });
        return (exitCode, output.ToString(), error.ToString());
    }

    /// <summary>Is called before the first of a run is shown.</summary>
    public Action? Shown { get; set; }

    /// <summary>The ids of the events, in the order in which they are kept.</summary>
    public string[] Ids(string words = "") =>
        [.. JsonNode.Parse(Run($"list --json {words}").Output)!.AsArray().Select(found => found!["id"]!.ToString())];

    /// <summary>The status of the audit log.</summary>
    public JsonObject Status() => JsonNode.Parse(Run("status --json").Output)!.AsObject();

    public void Dispose() => folder.Dispose();

    private sealed class WatchedWriter(Action? shown) : StringWriter
    {
        private bool isShown;

        public override void Write(char value)
        {
            Begin();
            base.Write(value);
        }

        public override void Write(char[] buffer, int index, int count)
        {
            Begin();
            base.Write(buffer, index, count);
        }

        public override void Write(string? value)
        {
            Begin();
            base.Write(value);
        }

        public override void Write(ReadOnlySpan<char> buffer)
        {
            Begin();
            base.Write(buffer);
        }

        private void Begin()
        {
            if (!isShown)
            {
                isShown = true;
                shown?.Invoke();
            }
        }
    }
}
