using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Projects;
using PoPipeline.Rules.Reproducible;

namespace PoPipeline.Sources.Projects.Manifests.Gradle;

/// <summary>Finds in a script of Gradle what it depends on and sets. Statements are told by lines and braces; nothing is run, and what code computes is not known.</summary>
/// <remarks>Sources: https://docs.gradle.org/current/userguide/declaring_dependencies.html, https://docs.gradle.org/current/dsl/.</remarks>
/// <param name="path">The script.</param>
internal sealed class GradleScriptReader(string path)
{
    private const int DeepestBlock = 256;

    private static readonly ImmutableArray<string> OwnDependencies = ["project", "projects", "files", "fileTree", "gradleApi", "localGroovy", "gradleTestKit", "sourceSets", "gradleKotlinDsl"];

    private readonly List<DslToken> statement = [];
    private readonly List<(string Label, int Brackets)> blocks = [];
    private readonly Dictionary<string, string> variables = new(StringComparer.Ordinal);
    private int brackets;

    /// <summary>The packages that it asks for.</summary>
    public List<AskedPackage> Packages { get; } = [];

    /// <summary>Whether it may ask for packages that are not written in it: by a name for one, or in another script.</summary>
    public bool IsComputed { get; private set; }

    /// <summary>The projects that its build has: their folders.</summary>
    public List<string> Members { get; } = [];

    /// <summary>What it sets for its own project.</summary>
    public List<ToolSetting> Own { get; } = [];

    /// <summary>What it sets for the projects below.</summary>
    public List<ToolSetting> Shared { get; } = [];

    /// <summary>Reads a script.</summary>
    /// <param name="tokens">Its tokens.</param>
    /// <returns>Whether it was read to its end; otherwise it has more blocks in blocks than any that people write.</returns>
    public bool Read(IEnumerable<DslToken> tokens)
    {
        foreach (var token in tokens)
        {
            if (token.Is('{'))
            {
                TakeStatement();
                blocks.Add((string.Join(' ', statement.Select(one => one.Value)), brackets));
                statement.Clear();
                brackets = 0;
                if (blocks.Count > DeepestBlock)
                {
                    return false;
                }
            }
            else if (token.Is('}'))
            {
                EndStatement();
                if (blocks.Count > 0)
                {
                    brackets = blocks[^1].Brackets;
                    blocks.RemoveAt(blocks.Count - 1);
                }
            }
            else if (token.Kind is DslTokenKind.NewLine || token.Is(';'))
            {
                if (brackets == 0 || token.Is(';'))
                {
                    EndStatement();
                }
            }
            else
            {
                brackets = Math.Max(0, brackets + (token.Is('(') || token.Is('[') ? 1 : token.Is(')') || token.Is(']') ? -1 : 0));
                statement.Add(token);
            }
        }

        EndStatement();
        return true;
    }

    private void EndStatement()
    {
        TakeStatement();
        statement.Clear();
    }

    private void TakeStatement()
    {
        if (statement.Count == 0)
        {
            return;
        }

        if (IsIn("plugins"))
        {
            TakePlugin();
        }
        else if (IsIn("dependencies"))
        {
            TakeDependency();
        }
        else
        {
            TakeSetting();
        }
    }

    private bool IsIn(string block) => blocks.Count > 0 && blocks[^1].Label == block;

    // id 'x' version '1', id("x") version "1" apply false, alias(libs.plugins.x), `java-library`, kotlin("jvm") version "2".
    private void TakePlugin()
    {
        var texts = statement.Where(token => token.Kind is DslTokenKind.Text).ToList();
        if (statement[0].Value is "alias" && statement.Find(token => token.Kind is DslTokenKind.Word && token.Value.Contains(".plugins.", StringComparison.Ordinal)) is { Value: not null } alias)
        {
            Packages.Add(new AskedPackage(alias.Value, "", alias.At));
            Add(JavaSettings.GradlePlugin + alias.Value, value: null, alias.At);
            return;
        }

        var isKotlin = statement[0].Value is "kotlin";
        if (texts.Count == 0 || (statement[0].Value is not "id" && !isKotlin))
        {
            if (statement[0].Kind is DslTokenKind.Word)
            {
                Add(JavaSettings.GradlePlugin + statement[0].Value.Trim('`'), value: null, statement[0].At);
            }

            return;
        }

        var id = isKotlin ? $"org.jetbrains.kotlin.{texts[0].Value}" : texts[0].Value;
        var version = statement.FindIndex(token => token is { Kind: DslTokenKind.Word, Value: "version" }) is >= 0 and var at && at + 1 < statement.Count ? Resolved(statement, at + 1) : null;
        Add(JavaSettings.GradlePlugin + id, version, texts[0].At);
        if (statement.Exists(token => token is { Kind: DslTokenKind.Word, Value: "version" }))
        {
            Packages.Add(new AskedPackage(id, version ?? "", texts[0].At));
            AddDynamic(id, version, texts[^1].At);
        }
    }

    private string? Resolved(List<DslToken> tokens, int from)
    {
        var text = tokens.FindIndex(from, token => token.Kind is DslTokenKind.Text);
        return text < 0 ? tokens[from].Kind is DslTokenKind.Word ? variables.GetValueOrDefault(tokens[from].Value) : null : FilledIn(tokens[text].Value);
    }

    // implementation 'g:a:1', api("g:a:1"), implementation(platform("g:a:1")), runtimeOnly group: 'g', name: 'a', version: '1', implementation(libs.a.b)
    private void TakeDependency()
    {
        if (statement.Count < 2 || statement[0].Kind is not DslTokenKind.Word || statement[0].Value is "val" or "var" or "def" or "if" or "for")
        {
            TakeSetting();
            return;
        }

        if (Named("name") is { } artifact && Named("group") is { } group)
        {
            var version = Named("version");
            AddDependency($"{group.Value}:{artifact.Value}", version is { } written ? FilledIn(written.Value) : "", artifact.At);
            return;
        }

        foreach (var token in statement.Skip(1))
        {
            if (token.Kind is DslTokenKind.Word && OwnDependencies.Contains(token.Value.Split('.', 2)[0]))
            {
                return;
            }

            if (token.Kind is DslTokenKind.Text && token.Value.Split('@', 2)[0].Split(':') is { Length: > 1 } parts && parts[0].Length > 0 && parts[1].Length > 0)
            {
                AddDependency($"{parts[0]}:{parts[1]}", parts.Length > 2 ? FilledIn(parts[2]) : "", token.At);
                return;
            }

            if (token.Kind is DslTokenKind.Word && token.Value.IndexOf('.', StringComparison.Ordinal) > 0 && token.Value.Split('.', 2)[0].EndsWith("ibs", StringComparison.Ordinal))
            {
                Packages.Add(new AskedPackage(token.Value, "", token.At));
                return;
            }
        }

        IsComputed = true;
    }

    private DslToken? Named(string name)
    {
        for (var index = 0; index + 2 < statement.Count; index++)
        {
            if (statement[index].Kind is DslTokenKind.Word && statement[index].Value == name && (statement[index + 1].Is(':') || statement[index + 1].Is('=')) && statement[index + 2].Kind is DslTokenKind.Text)
            {
                return statement[index + 2];
            }
        }

        return null;
    }

    private void AddDependency(string name, string? version, Region at)
    {
        Packages.Add(new AskedPackage(name, version ?? "", at));
        AddDynamic(name, version, at);
        if (statement.FindIndex(token => token is { Kind: DslTokenKind.Word, Value: "changing" or "isChanging" }) is >= 0 and var index && statement.Skip(index).Any(token => token.Value is "true"))
        {
            Add(JavaSettings.GradleChanging, "true", statement[index].At);
        }
    }

    private void AddDynamic(string name, string? version, Region at)
    {
        if (version is not null && GradleVersions.IsDynamic(version))
        {
            Add(JavaSettings.GradleDynamic, $"{name}:{version}", at);
        }
    }

    private void TakeSetting()
    {
        var first = statement[0];
        var last = first.Value[(first.Value.LastIndexOf('.') + 1)..];
        switch (last)
        {
            case "preserveFileTimestamps" or "isPreserveFileTimestamps" or "setPreserveFileTimestamps":
                AddScoped(JavaSettings.GradleTimestamps, first.At);
                break;
            case "reproducibleFileOrder" or "isReproducibleFileOrder" or "setReproducibleFileOrder":
                AddScoped(JavaSettings.GradleFileOrder, first.At);
                break;
            case "changing" or "isChanging":
                Add(JavaSettings.GradleChanging, Value(), first.At);
                break;
            case "allowInsecureProtocol" or "isAllowInsecureProtocol":
                Add(JavaSettings.GradleInsecure, Value(), first.At);
                break;
            case "lockAllConfigurations" or "activateDependencyLocking":
                Add(JavaSettings.GradleLocking, last, first.At);
                break;
            case "lockMode" or "set" when first.Value.Contains("lockMode", StringComparison.Ordinal):
                var mode = statement.Find(token => token.Kind is DslTokenKind.Word && token.Value.StartsWith("LockMode.", StringComparison.Ordinal)).Value ?? statement.Find(token => token.Kind is DslTokenKind.Text).Value;
                Add(JavaSettings.GradleLockMode, mode?[(mode.LastIndexOf('.') + 1)..], first.At);
                break;
            case "failOnDynamicVersions" or "failOnChangingVersions" or "failOnNonReproducibleResolution" or "failOnVersionConflict":
                Add($"{JavaSettings.GradleFailOn}{last["failOn".Length..]}", "true", first.At);
                break;
            case "apply" when Named("plugin") is { } plugin:
                Add(JavaSettings.GradlePlugin + plugin.Value, value: null, plugin.At);
                break;
            case "apply" when Named("from") is not null:
                IsComputed = true;
                break;
            case "include" when blocks.Count == 0:
                Members.AddRange(statement.Where(token => token.Kind is DslTokenKind.Text && !token.Value.Contains('$', StringComparison.Ordinal)).Select(token => token.Value.Trim(':').Replace(':', '/')));
                break;
            default:
                TakeVariable();
                break;
        }
    }

    // ext.name = 'text', def name = 'text', val name = "text", name = 'text' in ext {}.
    private void TakeVariable()
    {
        var sign = statement.FindIndex(token => token.Is('='));
        if (sign > 0 && sign + 2 == statement.Count && statement[sign - 1].Kind is DslTokenKind.Word && statement[^1].Kind is DslTokenKind.Text)
        {
            var name = statement[sign - 1].Value;
            variables[name[(name.LastIndexOf('.') + 1)..]] = statement[^1].Value;
        }
    }

    private string? Value() => statement[^1].Is(')') && statement.Count > 1 ? Literal(statement[^2]) : Literal(statement[^1]);

    private static string? Literal(DslToken token) => token.Value is "true" or "false" ? token.Value : null;

    // For all archives, or for those that the block around it is about.
    private void AddScoped(string name, Region at)
    {
        var condition = blocks.Exists(block => block.Label.Contains("AbstractArchiveTask", StringComparison.Ordinal) || block.Label is "allprojects" or "subprojects") && blocks[^1].Label.Contains("AbstractArchiveTask", StringComparison.Ordinal)
            ? null
            : blocks.Count == 0 ? null : blocks[^1].Label;
        Add(name, Value(), at, condition);
    }

    private void Add(string name, string? value, Region at, string? condition = null)
    {
        var setting = new ToolSetting(name, value, new Place(path, at)) { Condition = condition };
        var isForAll = blocks.Exists(block => block.Label is "allprojects");
        if (isForAll || !blocks.Exists(block => block.Label is "subprojects"))
        {
            Own.Add(setting);
        }

        if (isForAll || blocks.Exists(block => block.Label is "subprojects"))
        {
            Shared.Add(setting);
        }
    }

    // "$name" and "${name}", where the whole of a version is one; null where it is not known.
    private string? FilledIn(string text)
    {
        if (!text.Contains('$', StringComparison.Ordinal))
        {
            return text;
        }

        var name = text.StartsWith("${", StringComparison.Ordinal) && text.EndsWith('}') ? text[2..^1] : text[0] is '$' ? text[1..] : "";
        return variables.GetValueOrDefault(name[(name.LastIndexOf('.') + 1)..]);
    }
}
