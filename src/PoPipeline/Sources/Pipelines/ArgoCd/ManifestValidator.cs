using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.ArgoCd;

/// <summary>Finds what the cluster or Argo CD refuses, what it passes over, and what points at nothing.</summary>
internal static partial class ManifestValidator
{
    private static readonly string[] Resources = ["applications", "applicationsets", "clusters", "projects", "repositories", "write-repositories", "accounts", "certificates", "gpgkeys", "logs", "exec", "extensions"];

    /// <summary>What is wrong with a manifest.</summary>
    /// <param name="manifest">It.</param>
    /// <param name="repository">The repository that it lies in.</param>
    public static ImmutableArray<Problem> Validate(ArgoManifest manifest, Repository repository)
    {
        var problems = new ProblemList(ProblemEffect.Rejected);
        switch (manifest.Kind)
        {
            case ManifestKind.Application:
                new SchemaValidator(problems, manifest.IsTemplated).Validate(manifest.Root, "Application");
                Application(manifest, manifest.Spec, isTemplate: false, repository, problems);
                break;
            case ManifestKind.ApplicationSet:
                new SchemaValidator(problems, manifest.IsTemplated).Validate(manifest.Root, "ApplicationSet");
                Application(manifest, (manifest.Spec?["template"] as YamlMapping)?["spec"] as YamlMapping, isTemplate: true, repository, problems);
                Steps(manifest.Spec, problems);
                break;
            case ManifestKind.AppProject:
                new SchemaValidator(problems, manifest.IsTemplated).Validate(manifest.Root, "AppProject");
                Project(manifest, problems);
                break;
            case ManifestKind.Access:
                Access(manifest.Root["data"] as YamlMapping, problems);
                Settings(manifest, problems);
                break;
            case ManifestKind.Settings or ManifestKind.Parameters or ManifestKind.Notifications:
                Settings(manifest, problems);
                break;
        }

        return problems.InOrder();
    }

    private static void Application(ArgoManifest manifest, YamlMapping? spec, bool isTemplate, Repository repository, ProblemList problems)
    {
        if (spec is null)
        {
            return;
        }

        var isOpen = manifest.IsTemplated || isTemplate;
        if (spec.Entry("source") is { Value: YamlMapping } single && spec["sources"] is YamlSequence { Items.IsEmpty: false })
        {
            problems.Add(ProblemKind.Key, "'source' counts for nothing beside 'sources'", single.Key.Span, ProblemEffect.Altered);
        }

        if (!isOpen && spec["source"] is null && spec["sources"] is null && spec["sourceHydrator"] is null && manifest.Root["spec"] is { } at)
        {
            problems.Add(ProblemKind.Missing, "Nothing says what is deployed: 'source' or 'sources' is missing in 'spec'", at.Span.Start);
        }

        if (spec["destination"] is YamlMapping destination)
        {
            var server = destination.Entry("server");
            var name = destination.Entry("name");
            if (server?.Value is YamlScalar { IsNull: false, Value.Length: > 0 } && name?.Value is YamlScalar { IsNull: false, Value.Length: > 0 } && !manifest.IsTemplated)
            {
                problems.Add(ProblemKind.Key, "A destination has either 'server' or 'name', and this one has both", name.Key.Span);
            }

            if (!isOpen && server is null && name is null && !destination.Entries.Any(entry => entry.Key.Value is "<<"))
            {
                problems.Add(ProblemKind.Missing, "A destination needs 'server' or 'name'", destination.Span.Start);
            }
        }

        var sources = SourceReader.SourcesOf(spec).ToImmutableArray();
        var refs = sources.Select(source => source["ref"]).OfType<YamlScalar>().Select(name => name.Value).ToHashSet(StringComparer.Ordinal);
        foreach (var source in sources)
        {
            Source(source, refs, isOpen, problems);
            if (!isTemplate)
            {
                Path(source, repository, problems);
            }
        }
    }

    // The steps by which an ApplicationSet brings a change to one group of Applications after the other.
    private static void Steps(YamlMapping? spec, ProblemList problems)
    {
        if (spec?["strategy"] is not YamlMapping strategy || strategy["type"] is not YamlScalar type || TemplatedText.IsFilledIn(type.Value))
        {
            return;
        }

        if (type.Value is not ("RollingSync" or "AllAtOnce" or ""))
        {
            problems.Add(ProblemKind.Type, $"A strategy is 'AllAtOnce' or 'RollingSync', and '{type.Value}' is neither", type.Span);
        }

        if (type.Value is not "RollingSync")
        {
            return;
        }

        if ((((spec["template"] as YamlMapping)?["spec"] as YamlMapping)?["syncPolicy"] as YamlMapping)?.Entry("automated") is { } automated && (automated.Value as YamlMapping)?["enabled"] is not YamlScalar { Value: "false" })
        {
            problems.Add(ProblemKind.Key, "'automated' is switched off where 'RollingSync' says when which Application is synced", automated.Key.Span, ProblemEffect.Altered);
        }

        foreach (var step in Mappings((strategy["rollingSync"] as YamlMapping)?["steps"]))
        {
            foreach (var match in Mappings(step["matchExpressions"]))
            {
                if (match["operator"] is YamlScalar sign && sign.Value is not ("In" or "NotIn") && !TemplatedText.IsFilledIn(sign.Value))
                {
                    problems.Add(ProblemKind.Type, $"A step matches by 'In' or 'NotIn', and '{sign.Value}' is neither", sign.Span);
                }
            }

            if (step["maxUpdate"] is YamlScalar most && !TemplatedText.IsFilledIn(most.Value) && !(most.Value.EndsWith('%') ? IsUpTo(most.Value.AsSpan(0, most.Value.Length - 1), 100) : IsUpTo(most.Value, int.MaxValue)))
            {
                problems.Add(ProblemKind.Type, $"'maxUpdate' is a number of Applications, or a part of them from '0%' to '100%', and '{most.Value}' is neither", most.Span);
            }
        }
    }

    private static bool IsUpTo(ReadOnlySpan<char> text, int most) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= most;

    private static void Source(YamlMapping source, HashSet<string> refs, bool isOpen, ProblemList problems)
    {
        var chart = source.Entry("chart");
        var path = source.Entry("path");
        var isChart = chart?.Value is YamlScalar { IsNull: false, Value.Length: > 0 };
        if (isChart && path?.Value is YamlScalar { IsNull: false, Value.Length: > 0 } && !isOpen)
        {
            problems.Add(ProblemKind.Key, "A source has either 'path' or 'chart', and this one has both", path.Key.Span, ProblemEffect.Altered);
        }

        if (isChart && !isOpen && source["targetRevision"] is (null or YamlScalar { Value: "" }))
        {
            problems.Add(ProblemKind.Missing, "A chart needs its version in 'targetRevision'", chart!.Key.Span);
        }

        if (!isOpen && chart is null && path is null && source["ref"] is null && source["repoURL"] is YamlScalar { IsNull: false } url && !url.Value.StartsWith("oci://", StringComparison.Ordinal) && !source.Entries.Any(entry => entry.Key.Value is "<<"))
        {
            problems.Add(ProblemKind.Missing, "A source needs 'path', 'chart' or 'ref', which says what of the repository is meant", url.Span.Start);
        }

        foreach (var file in (((source["helm"] as YamlMapping)?["valueFiles"] as YamlSequence)?.Items ?? []).OfType<YamlScalar>())
        {
            if (file.Value.StartsWith('$') && !TemplatedText.IsFilledIn(file.Value) && file.Value[1..].Split('/')[0] is var name && name.Length > 0 && !refs.Contains(name))
            {
                problems.Add(ProblemKind.Expression, $"'${name}' names the source with 'ref: {name}', and there is none", file.PlaceOf(0, name.Length + 1));
            }
        }
    }

    // The folder that is deployed lies in this very repository, or it does not.
    private static void Path(YamlMapping source, Repository repository, ProblemList problems)
    {
        if (!repository.IsListed || source["repoURL"] is not YamlScalar { IsNull: false } url || source["path"] is not YamlScalar { IsNull: false } path || TemplatedText.IsFilledIn(path.Value) || !RepositoryAddress.Parse(url.Value).IsOf(repository))
        {
            return;
        }

        var revision = (source["targetRevision"] as YamlScalar)?.Value ?? "";
        var folder = path.Value.Trim().Trim('/');
        folder = folder.StartsWith("./", StringComparison.Ordinal) ? folder[2..] : folder;
        if ((revision is "" or "HEAD" || revision == repository.Branch) && folder is not ("" or ".") && !folder.Contains("..", StringComparison.Ordinal)
            && repository.ClosedAbove(folder + "/") is null && !repository.Files.Any(file => file.StartsWith(folder + "/", StringComparison.Ordinal)))
        {
            problems.Add(ProblemKind.Url, $"There is no folder '{folder}' in this repository, which is the one that 'repoURL' names", path.Span);
        }
    }

    private static void Project(ArgoManifest manifest, ProblemList problems)
    {
        foreach (var window in Mappings(manifest.Spec?["syncWindows"]))
        {
            if (window["kind"] is YamlScalar kind && kind.Value is not ("allow" or "deny") && !TemplatedText.IsFilledIn(kind.Value))
            {
                problems.Add(ProblemKind.Type, $"A window is of the kind 'allow' or 'deny', and '{kind.Value}' is neither", kind.Span);
            }

            if (window["schedule"] is YamlScalar schedule && !TemplatedText.IsFilledIn(schedule.Value) && !schedule.Value.StartsWith('@') && CronPattern.Fault(schedule.Value) is { } unfit)
            {
                problems.Add(ProblemKind.Type, unfit, schedule.Span);
            }

            if (window["duration"] is YamlScalar duration && !TemplatedText.IsFilledIn(duration.Value) && !Duration().IsMatch(duration.Value))
            {
                problems.Add(ProblemKind.Type, $"A duration is written as '1h30m', and '{duration.Value}' is none", duration.Span);
            }
        }

        if (manifest.Spec?.Entry("signatureKeys") is { } keys && manifest.Spec["sourceIntegrity"] is YamlMapping)
        {
            problems.Add(ProblemKind.Key, "'signatureKeys' counts for nothing beside 'sourceIntegrity'", keys.Key.Span, ProblemEffect.Altered);
        }

        foreach (var signed in Mappings(((manifest.Spec?["sourceIntegrity"] as YamlMapping)?["git"] as YamlMapping)?["policies"]))
        {
            if ((signed["gpg"] as YamlMapping)?["mode"] is YamlScalar mode && mode.Value is not ("none" or "head" or "strict") && !TemplatedText.IsFilledIn(mode.Value))
            {
                problems.Add(ProblemKind.Type, $"Signatures are checked by 'none', 'head' or 'strict', and '{mode.Value}' is none of them", mode.Span);
            }
        }

        foreach (var role in Mappings(manifest.Spec?["roles"]))
        {
            var name = (role["name"] as YamlScalar)?.Value ?? "";
            foreach (var text in ((role["policies"] as YamlSequence)?.Items ?? []).OfType<YamlScalar>().Where(text => !TemplatedText.IsFilledIn(text.Value)))
            {
                if (RbacLine.Read(text.Value, 0) is not { } line)
                {
                    continue;
                }

                var subject = $"proj:{manifest.Name}:{name}";
                if (line.Problem is { } fault)
                {
                    problems.Add(ProblemKind.Permissions, fault, text.Span);
                }
                else if (line.Words[0] is "p" && !manifest.IsTemplated && !TemplatedText.IsFilledIn(manifest.Name) && line.Words[1] != subject)
                {
                    problems.Add(ProblemKind.Permissions, $"The subject of a role's policy is the role itself, '{subject}', and not '{line.Words[1]}'", text.Span);
                }
                else if (line.Words[0] is "p" && !manifest.IsTemplated && !TemplatedText.IsFilledIn(manifest.Name) && !line.Words[4].StartsWith(manifest.Name + "/", StringComparison.Ordinal))
                {
                    problems.Add(ProblemKind.Permissions, $"The object of a role's policy lies in its project, '{manifest.Name}/…', and '{line.Words[4]}' does not", text.Span);
                }
            }
        }
    }

    private static void Access(YamlMapping? data, ProblemList problems)
    {
        foreach (var (text, policy) in SettingsReader.PoliciesOf(data))
        {
            foreach (var line in policy.Lines)
            {
                var written = text.Value.Substring(line.Offset, line.Length);
                if (TemplatedText.IsFilledIn(written))
                {
                    continue;
                }

                if (line.Problem is { } fault)
                {
                    problems.Add(ProblemKind.Permissions, fault, text.PlaceOf(line.Offset, line.Length));
                }
                else if (line.Words is ["p", _, var resource, ..] && resource.All(char.IsAsciiLetter) && !Resources.Contains(resource, StringComparer.Ordinal))
                {
                    problems.Add(ProblemKind.Permissions, $"'{resource}' is no kind of resource that a policy knows{Names.Meant(resource, Resources)}", text.PlaceOf(line.Offset, line.Length), ProblemEffect.Altered);
                }
            }
        }

        if (data?["policy.matchMode"] is YamlScalar { IsNull: false } mode && mode.Value is not ("glob" or "regex") && !TemplatedText.IsFilledIn(mode.Value))
        {
            problems.Add(ProblemKind.Type, $"'policy.matchMode' is 'glob' or 'regex', and '{mode.Value}' is neither, so that it is 'glob'", mode.Span, ProblemEffect.Altered);
        }
    }

    // A ConfigMap holds texts alone.
    private static void Settings(ArgoManifest manifest, ProblemList problems)
    {
        foreach (var entry in (manifest.Root["data"] as YamlMapping)?.Entries ?? [])
        {
            if (entry.Value is not YamlScalar scalar)
            {
                problems.Add(ProblemKind.Type, $"'{entry.Key.Value}' must be a text, and is {(entry.Value is YamlMapping ? "a mapping" : "a list")}", entry.Value.Span.Start);
            }
            else if ((CoreSchema.BooleanOf(scalar) is not null || CoreSchema.NumberOf(scalar) is not null) && !manifest.IsTemplated)
            {
                problems.Add(ProblemKind.Type, $"'{entry.Key.Value}' must be a text, and '{scalar.Value}' is {(CoreSchema.BooleanOf(scalar) is not null ? "true or false" : "a number")} without quotes", scalar.Span);
            }
        }
    }

    private static IEnumerable<YamlMapping> Mappings(YamlNode? node) => ((node as YamlSequence)?.Items ?? []).OfType<YamlMapping>();

    [GeneratedRegex(@"\A(?:[0-9]+(?:\.[0-9]+)?(?:ns|us|µs|ms|s|m|h))+\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Duration();
}
