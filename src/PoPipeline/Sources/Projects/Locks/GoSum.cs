using PoPipeline.Rules.Model.Projects;
using PoPipeline.Rules.Model;
using PoPipeline.Sources.Projects.Freshness;

namespace PoPipeline.Sources.Projects.Locks;

/// <summary>The hashes of the modules of Go: <c>go.sum</c>.</summary>
/// <remarks>Source: https://go.dev/ref/mod#go-sum-files. Which version is taken follows from <c>go.mod</c>; the hash is of SHA-256, and unknown ones are passed over by Go.</remarks>
internal sealed class GoSum : LockFormat
{
    private const string GoMod = "/go.mod";

    /// <inheritdoc/>
    public override Ecosystem Ecosystem => Ecosystem.Go;

    /// <inheritdoc/>
    public override bool IsNamed(ReadOnlySpan<char> name) => name is "go.sum";

    /// <inheritdoc/>
    protected override void ReadEntries(LockText file, LockCollector found)
    {
        using var reader = file.Reader();
        for (var number = 1; reader.ReadLine() is { } line; number++)
        {
            var parts = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (parts.Length == 0)
            {
                continue;
            }

            if (parts.Length != 3)
            {
                found.Refuse("a line is not a module, a version and a hash", number, column: 1);
                return;
            }

            // That of the module's go.mod alone is asked for while versions are chosen.
            if (parts[1].EndsWith(GoMod, StringComparison.Ordinal))
            {
                if (found.Record.IsAsked(parts[0]))
                {
                    found.Record.Lock(parts[0], parts[1][..^GoMod.Length], new Region(number, 1, number, line.Length + 1));
                }
            }
            else
            {
                var at = new Region(number, 1, number, line.Length + 1);
                found.Add(new LockEntry
                {
                    Name = parts[0],
                    Version = parts[1],
                    Origin = LockOrigin.Registry,
                    Hash = parts[2].StartsWith("h1:", StringComparison.Ordinal) ? parts[2] : null,
                    At = at,
                });
                if (found.Record.IsAsked(parts[0]))
                {
                    found.Record.Open("").Add(new LockRequest(parts[0], parts[1], at));
                }
            }
        }
    }
}
