using System.Collections.Immutable;
using BenchmarkDotNet.Attributes;
using PoPipeline.Rules.CodeOwners;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.CodeOwners;
using PoPipeline.Rules.PO2;

namespace PoPipeline.Benchmarks.CodeOwners;

/// <summary>Who owns each of 100,000 files, by 5,000 patterns.</summary>
[MemoryDiagnoser]
public class CodeOwnersBenchmarks
{
    private const int Files = 100_000;
    private const int Patterns = 5_000;

    private CodeOwnersFile file = new() { Forge = Forge.GitHub, Path = "CODEOWNERS", Effective = true };
    private ImmutableArray<string> files = [];
    private Snapshot snapshot = new() { ObservedAt = DateTimeOffset.UnixEpoch, Repository = new Repository() };

    /// <summary>The syntax.</summary>
    [Params(Forge.GitHub, Forge.GitLab)]
    public Forge Forge { get; set; }

    /// <summary>Makes the files and the patterns, the same ones in every run.</summary>
    [GlobalSetup]
    public void Setup()
    {
        var random = new Repeatable(20261122);
        files = [.. Enumerable.Range(0, Files).Select(number => MakePath(random, number)).Order(StringComparer.Ordinal)];
        file = new CodeOwnersFile
        {
            Forge = Forge,
            Path = "CODEOWNERS",
            Effective = true,
            Sections =
            [
                new OwnersSection
                {
                    Name = "",
                    Span = Place.StartOf("CODEOWNERS"),
                    Entries = [.. Enumerable.Range(1, Patterns).Select(line => new OwnersEntry
                    {
                        Pattern = MakePattern(random, line),
                        Span = new Place("CODEOWNERS", new Region(line, 1, line, 2)),
                        Owners = [new Located<string>($"@acme/team-{line % 97}", new Place("CODEOWNERS", new Region(line, 3, line, 9)))],
                    })],
                },
            ],
        };
        snapshot = new Snapshot { ObservedAt = DateTimeOffset.UnixEpoch, Repository = new Repository { Files = files }, CodeOwners = [file] };
    }

    /// <summary>Reads the patterns and answers for every file: what a command-line tool does.</summary>
    [Benchmark(Baseline = true)]
    public int Everything()
    {
        var walk = new Owners(file).Walk();
        return files.Count(walk.IsOwned);
    }

    /// <summary>Makes the patterns ready.</summary>
    [Benchmark]
    public object Prepare() => new Owners(file);

    /// <summary>The rule that asks for every file.</summary>
    [Benchmark]
    public object OwnEveryFile() => new PO2103OwnEveryFile().Judge(snapshot);

    /// <summary>The rule that asks which patterns match any file.</summary>
    [Benchmark]
    public object RemoveDeadPatterns() => new PO2109RemoveDeadPatterns().Judge(snapshot);

    private static string MakePath(Repeatable random, int number)
    {
        var depth = 1 + random.Next(6);
        var folders = Enumerable.Range(0, depth).Select(level => $"{(level % 2 == 0 ? "module" : "part")}{random.Next(level == 0 ? 40 : 12)}");
        return $"{string.Join('/', folders)}/{MakeName(random, number)}";
    }

    private static string MakeName(Repeatable random, int number) => $"file_{number % 20_011}_{random.Next(50)}.{MakeExtension(random)}";

    private static string MakeExtension(Repeatable random) => $"e{random.Next(60)}";

    private static string MakePattern(Repeatable random, int line)
    {
        var path = MakePath(random, random.Next(Files));
        var folder = path[..(path.LastIndexOf('/') + 1)];
        return (line % 10) switch
        {
            0 => $"*.{MakeExtension(random)}",
            1 => MakeName(random, random.Next(Files)),
            2 => $"**/part{random.Next(12)}/*.{MakeExtension(random)}",
            3 => $"/{folder}**/*.{MakeExtension(random)}",
            4 => $"/{folder}file_{random.Next(2_000)}*",
            5 => $"file_*_{random.Next(50)}.{MakeExtension(random)}",
            6 => $"/{folder}*{random.Next(1_000)}_*",
            7 => $"/{path}",
            _ => $"/{folder}",
        };
    }

    // The same numbers on every machine and in every version of .NET.
    private sealed class Repeatable(uint seed)
    {
        private uint state = seed;

        public int Next(int below)
        {
            state ^= state << 13;
            state ^= state >> 17;
            state ^= state << 5;
            return (int)(state % (uint)below);
        }
    }
}
