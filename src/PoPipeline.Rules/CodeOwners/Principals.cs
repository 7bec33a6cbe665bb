using System.Collections.Immutable;
using PoPipeline.Rules.Model.CodeOwners;

namespace PoPipeline.Rules.CodeOwners;

/// <summary>Whom a code owners file names.</summary>
public static class Principals
{
    /// <summary>Every owner of the file, each once, in ordinal order.</summary>
    /// <param name="file">The file.</param>
    public static ImmutableArray<string> Of(CodeOwnersFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return
        [
            .. file.Sections
                .SelectMany(section => section.Entries)
                .SelectMany(entry => entry.Owners)
                .Select(owner => owner.Value)
                .Distinct(StringComparer.OrdinalIgnoreCase)
                .Order(StringComparer.Ordinal),
        ];
    }
}
