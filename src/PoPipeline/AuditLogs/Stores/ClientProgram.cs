using System.Buffers;
using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace PoPipeline.AuditLogs.Stores;

/// <summary>
/// A program of the machine that speaks to where audit logs are kept. It is looked for on the PATH alone, never in the current folder, which may be one that
/// is judged; it is told nothing on a command line that a shell would read; and it is ended where it takes too long or writes too much.
/// </summary>
/// <param name="name">The program: <c>git</c>.</param>
/// <param name="remedy">What to do where it is not there, as a sentence.</param>
/// <param name="variable">Gives the value of an environment variable, or null.</param>
internal sealed class ClientProgram(string name, string remedy, Func<string, string?> variable)
{
    private const string Own = "POPIPELINE_";
    private const int MostOutput = 128 << 20;
    private const int MostError = 1 << 16;
    private const int MostShown = 600;
    private const int MostLines = 4;

    // For what is still on its way when a program has ended.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(200);

    // What the programs are told by the environment. A run may know other values of it than its process.
    private static readonly string[] PassedOn =
    [
        "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_PROFILE", "AWS_REGION", "AWS_DEFAULT_REGION", "AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_S3", "AWS_CA_BUNDLE",
        "AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE", "AWS_EC2_METADATA_DISABLED", "GIT_CONFIG_GLOBAL", "HOME", "PATH",
    ];

    private string? file;

    /// <summary>The absolute path of the program.</summary>
    /// <exception cref="StoreException">It is not on this machine.</exception>
    public string File => file ??= Find() ?? throw new StoreException($"There is no '{name}' on this machine. {remedy}", isForGood: true);

    /// <summary>Runs it to its end.</summary>
    /// <param name="call">How.</param>
    /// <param name="arguments">Its arguments, one by one.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="StoreException">It cannot be started, takes too long or writes too much.</exception>
    public ClientAnswer Run(ClientCall call, IEnumerable<string> arguments, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        using var process = new Process { StartInfo = StartOf(call, arguments) };
        try
        {
            process.Start();
        }
        catch (Exception exception) when (exception is Win32Exception or IOException)
        {
            throw new StoreException($"'{File}' cannot be started. {remedy}", isForGood: true);
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(call.Patience);
        using var kill = limit.Token.Register(() => Kill(process));
        var error = new Heard(MostError);
        var output = new Heard(MostOutput);
        var isTooMuch = false;
        var complaint = Begin(() => error.Listen(process.StandardError.BaseStream, () => { }));
        var answer = Task.WhenAll(
            Begin(() => Write(process, call.Input)),
            Begin(() => Ended(process, () => Read(process, call.Output, output, () => isTooMuch = true))));
        process.WaitForExit();

        // What it started may live on and hold the streams open, as what keeps a connection of ssh does. It says no more.
        var isDone = IsDone(answer, Grace);
        _ = IsDone(complaint, isDone ? Moment : TimeSpan.Zero);
        cancellation.ThrowIfCancellationRequested();
        if (limit.IsCancellationRequested)
        {
            throw new StoreException($"'{name}' was still not done after {call.Patience.TotalMinutes:0.#} minutes; it was ended. Run again.");
        }

        if (isDone)
        {
            answer.GetAwaiter().GetResult();
        }

        return isTooMuch ? throw new StoreException($"'{name}' answers more than {MostOutput >> 20} MiB; it was ended.")
            : !isDone && call.Output is not null ? throw new StoreException($"'{name}' has ended, and what it started still holds what it answers. Run again.")
            : new ClientAnswer(process.ExitCode, output.Text, Complaint(error.Text));
    }

    // Each on a thread of its own, since it may wait for as long as the program runs, and longer.
    private static Task Begin(Action step)
    {
        var task = Task.Factory.StartNew(step, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        _ = task.ContinueWith(ended => ended.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        return task;
    }

    private static bool IsDone(Task task, TimeSpan grace) => Task.WaitAny([task], (int)grace.TotalMilliseconds, CancellationToken.None) is 0;

    private ProcessStartInfo StartOf(ClientCall call, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(File, arguments)
        {
            UseShellExecute = false,
            CreateNoWindow = true,
            WorkingDirectory = call.Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // The tokens and keys of this program are none of theirs.
        foreach (var own in start.Environment.Keys.Where(key => key.StartsWith(Own, StringComparison.OrdinalIgnoreCase)).ToList())
        {
            start.Environment.Remove(own);
        }

        foreach (var (key, value) in PassedOn.Select(passed => KeyValuePair.Create(passed, variable(passed))).Where(pair => pair.Value is not null).Concat(call.Variables))
        {
            start.Environment[key] = value;
        }

        return start;
    }

    // Not by the runtime, which looks in the current folder first.
    private string? Find()
    {
        string[] endings = OperatingSystem.IsWindows() ? [".exe", ".cmd"] : [""];
        return (variable("PATH") ?? Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Where(Path.IsPathFullyQualified)
            .SelectMany(folder => endings.Select(ending => Path.Combine(folder, name + ending)))
            .FirstOrDefault(IsProgram);
    }

    private static bool IsProgram(string path)
    {
        const UnixFileMode Executable = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        return System.IO.File.Exists(path) && (OperatingSystem.IsWindows() || (System.IO.File.GetUnixFileMode(path) & Executable) is not UnixFileMode.None);
    }

    private static void Write(Process process, Action<Stream>? write)
    {
        try
        {
            using var input = process.StandardInput.BaseStream;
            write?.Invoke(input);
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            // It has ended, and says why.
        }
    }

    private static void Read(Process process, Action<Stream>? read, Heard output, Action exceeded)
    {
        if (read is not null)
        {
            read(process.StandardOutput.BaseStream);
            return;
        }

        output.Listen(process.StandardOutput.BaseStream, () =>
        {
            exceeded();
            Kill(process);
        });
    }

    // Whoever reads and can make nothing of it waits for no more.
    private static void Ended(Process process, Action step)
    {
        try
        {
            step();
        }
        catch
        {
            Kill(process);
            throw;
        }
    }

    private static void Kill(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception exception) when (exception is InvalidOperationException or Win32Exception or AggregateException or NotSupportedException)
        {
            // It has ended by itself.
        }
    }

    private static string Complaint(string text)
    {
        var lines = string.Join(" / ", text.Split(['\n', '\r'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Take(MostLines)).TrimEnd('.');
        return lines.Length <= MostShown ? lines : lines[..MostShown] + "…";
    }

    // What a program has said so far, which may be all that it ever says.
    private sealed class Heard(int most)
    {
        private readonly Lock held = new();
        private readonly ArrayBufferWriter<byte> bytes = new();
        private bool isFull;

        public string Text
        {
            get
            {
                lock (held)
                {
                    return Encoding.UTF8.GetString(bytes.WrittenSpan);
                }
            }
        }

        public void Listen(Stream stream, Action exceeded)
        {
            var buffer = new byte[1 << 16];
            try
            {
                while (stream.Read(buffer) is > 0 and var count)
                {
                    lock (held)
                    {
                        // Whoever writes is not held up by nobody reading.
                        isFull |= bytes.WrittenCount + count > most;
                        if (!isFull)
                        {
                            bytes.Write(buffer.AsSpan(0, count));
                            continue;
                        }
                    }

                    exceeded();
                }
            }
            catch (IOException)
            {
                // It was ended.
            }
        }
    }
}
