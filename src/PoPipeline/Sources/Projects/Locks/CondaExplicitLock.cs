using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Projects;

namespace PoPipeline.Sources.Projects.Locks;

/// <summary>An explicit list of conda, one a platform: <c>conda-linux-64.lock</c>, addresses below <c>@EXPLICIT</c>.</summary>
/// <remarks>Source: https://docs.conda.io/projects/conda/en/stable/user-guide/tasks/manage-environments.html#building-identical-conda-environments.</remarks>
internal sealed class CondaExplicitLock : LockFormat
{
    /// <inheritdoc/>
    public override Ecosystem Ecosystem => Ecosystem.Conda;

    /// <inheritdoc/>
    public override bool IsNamed(ReadOnlySpan<char> name) => name.StartsWith("conda-") && name.EndsWith(".lock");

    /// <inheritdoc/>
    protected override void ReadEntries(LockText file, LockCollector found)
    {
        using var reader = file.Reader();
        var isExplicit = false;
        for (var number = 1; reader.ReadLine() is { } line; number++)
        {
            var text = line.Trim();
            isExplicit |= text is "@EXPLICIT";
            if (isExplicit && text.Contains("://", StringComparison.Ordinal) && !text.StartsWith('#'))
            {
                found.Add(Entry(text, new Region(number, 1, number, line.Length + 1)));
            }
        }

        if (!isExplicit)
        {
            found.Refuse("no line says @EXPLICIT", line: 1, column: 1);
        }
    }

    // https://conda.anaconda.org/conda-forge/linux-64/zlib-1.2.13-hd590300_5.conda#68c34ec6149623be41a1933ab996a209, or #sha256:…
    private static LockEntry Entry(string text, Region at)
    {
        var mark = text.IndexOf('#', StringComparison.Ordinal);
        var address = mark < 0 ? text : text[..mark];
        var file = address[(address.LastIndexOf('/') + 1)..];
        var parts = file.Split('-');
        return new LockEntry
        {
            Name = parts.Length > 2 ? string.Join('-', parts[..^2]) : file,
            Version = parts.Length > 2 ? parts[^2] : null,
            Origin = LockOrigin.Registry,
            Address = address,
            Hash = mark < 0 || mark == text.Length - 1 ? null : text[(mark + 1)..],
            At = at,
        };
    }
}
