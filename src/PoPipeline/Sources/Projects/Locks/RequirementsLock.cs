using PoPipeline.Rules.Model.Projects;
using PoPipeline.Sources.Projects.Freshness;
using PoPipeline.Sources.Projects.Manifests;

namespace PoPipeline.Sources.Projects.Locks;

/// <summary>A file of requirements each of which has one version, with or without hashes, as pip-compile and <c>uv export</c> write it.</summary>
/// <remarks>Source: https://pip.pypa.io/en/stable/topics/secure-installs/.</remarks>
internal sealed class RequirementsLock : LockFormat
{
    /// <inheritdoc/>
    public override Ecosystem Ecosystem => Ecosystem.Pip;

    /// <summary>Never by the name alone: most such files are no lock files.</summary>
    /// <inheritdoc/>
    public override bool IsNamed(ReadOnlySpan<char> name) => false;

    /// <summary>Whether a file is one: each of its requirements has one version, or one of them a hash, which makes pip ask for all.</summary>
    /// <param name="file">The file.</param>
    public static bool IsOne(LockText file)
    {
        using var reader = file.Reader();
        var any = false;
        var isExact = true;
        foreach (var line in RequirementLine.Of(reader))
        {
            if (line.Hashes.Count > 0)
            {
                return true;
            }

            if (!line.IsOption)
            {
                any = true;
                isExact &= PythonRequirement.Parts(line.Text).Requirement is var requirement && (PythonRequirement.IsExact(requirement) || requirement.StartsWith('@') || line.Text.Contains("://", StringComparison.Ordinal));
            }
        }

        return any && isExact;
    }

    /// <inheritdoc/>
    protected override void ReadEntries(LockText file, LockCollector found)
    {
        using var reader = file.Reader();
        foreach (var line in RequirementLine.Of(reader))
        {
            if (!line.IsOption)
            {
                var entry = Entry(line);
                found.Record.Lock(PythonName.Normal(entry.Name), entry.Version ?? "", entry.At);
                found.Add(entry);
            }
        }
    }

    private static LockEntry Entry(RequirementLine line)
    {
        var text = line.IsEditable ? line.Text[(line.Text.IndexOfAny([' ', '=']) + 1)..].Trim() : line.Text;
        var (name, requirement) = PythonRequirement.Parts(text);
        var address = requirement.StartsWith('@') ? requirement[1..].Trim() : text.Contains("://", StringComparison.Ordinal) ? text.Split(' ', 2)[0] : null;
        var isRepository = RepositoryAddress.IsOne(address);
        var isLocal = address is null && (line.IsEditable || text.StartsWith('.') || text.StartsWith('/')) || PythonRequirement.IsLocal(requirement);
        return new LockEntry
        {
            Name = name.Length > 0 && (address is null || requirement.StartsWith('@')) ? name : text,
            Version = PythonRequirement.IsExact(requirement) ? requirement.TrimStart('=').Trim() : null,
            Origin = isLocal ? LockOrigin.Local : isRepository ? LockOrigin.Repository : address is not null ? LockOrigin.Address : LockOrigin.Registry,
            Address = address,
            Hash = isRepository ? CommitOf(address!) : HashOf(line, address),
            At = line.At,
        };
    }

    private static string? HashOf(RequirementLine line, string? address)
    {
        var files = new FileHashes();
        line.Hashes.ForEach(files.Add);

        // An address may carry one itself: https://…/x.whl#sha256=…
        return files.Weakest ?? (address?.IndexOf('#', StringComparison.Ordinal) is >= 0 and var mark && address[(mark + 1)..] is var part && part.StartsWith("sha", StringComparison.Ordinal) ? part : null);
    }

    // git+https://host/owner/repository@COMMIT#egg=name
    private static string? CommitOf(string address)
    {
        var end = address.IndexOf('#', StringComparison.Ordinal);
        var text = end < 0 ? address : address[..end];
        var path = text.IndexOf("://", StringComparison.Ordinal);
        var mark = text.LastIndexOf('@');
        return mark > path + 2 && text.LastIndexOf('/') < mark ? text[(mark + 1)..] : null;
    }
}
