using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Pipelines.Dinghy.Formats;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.Dinghy;

/// <summary>Reads who may look at, change and start the pipelines of an application.</summary>
/// <remarks>Source: https://spinnaker.io/docs/setup/other_config/security/authorization/ and permissions.go of https://github.com/armory/plank.</remarks>
internal static class ApplicationRights
{
    private static readonly string[] Lists = ["READ", "WRITE", "EXECUTE"];
    private static readonly string[] Everybody = ["*", "all", "everyone", "everybody", "anonymous", "authenticated", "authenticated-users", "all-users", "all-authenticated"];

    /// <summary>What is open.</summary>
    /// <param name="root">The file.</param>
    /// <param name="tree">What it holds.</param>
    public static IEnumerable<OpenRight> In(YamlMapping root, DinghyTree tree)
    {
        // What a module brings in may say it.
        var spec = Nodes.Entry(root, "spec");
        if (spec is not null && tree.UnknownOf(spec.Value) is not null)
        {
            return [];
        }

        var start = spec?.Key.Span ?? Nodes.Entry(root, "application")?.Key.Span ?? root.Span.Start;
        if ((spec?.Value as YamlMapping)?.Entry("permissions") is not { } permissions)
        {
            return [new OpenRight(OpenRightKind.Unsaid, "spec.permissions", start)];
        }

        if (permissions.Value is not YamlMapping rights)
        {
            return permissions.Value is YamlScalar { IsNull: true } ? [new OpenRight(OpenRightKind.Empty, "permissions", permissions.Key.Span)] : [];
        }

        var lists = Lists.Select(name => (Name: name, Entry: rights.Entry(name))).ToList();
        if (lists.TrueForAll(list => list.Entry is null || IsEmpty(list.Entry.Value)))
        {
            return [new OpenRight(OpenRightKind.Empty, "permissions", permissions.Key.Span)];
        }

        return Of(permissions, lists);
    }

    private static IEnumerable<OpenRight> Of(YamlEntry permissions, List<(string Name, YamlEntry? Entry)> lists)
    {
        foreach (var (name, entry) in lists)
        {
            if (entry is null || IsEmpty(entry.Value))
            {
                if (name is not "READ")
                {
                    yield return new OpenRight(name is "WRITE" ? OpenRightKind.NoWriters : OpenRightKind.NoStarters, $"permissions.{name}", entry?.Key.Span ?? permissions.Key.Span);
                }

                continue;
            }

            foreach (var role in Nodes.Texts(entry.Value).Where(role => name is not "READ" && Everybody.Contains(role.Value, StringComparer.OrdinalIgnoreCase)))
            {
                yield return new OpenRight(OpenRightKind.Everybody, $"{name}: {role.Value}", role.Span);
            }
        }
    }

    private static bool IsEmpty(YamlNode node) => node is YamlSequence { Items.IsEmpty: true } or YamlScalar { IsNull: true };
}
