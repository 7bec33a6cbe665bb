using PoPipeline.Rules.Model;
using PoPipeline.Sources.Projects.Locks;
using PoPipeline.Sources.Projects.Reading;

namespace PoPipeline.Sources.Projects.Manifests.Maven;

/// <summary>Reads a <c>pom.xml</c>. Each element is entered once, by name, and no deeper than the model goes.</summary>
/// <remarks>Source: https://maven.apache.org/ref/current/maven-model/maven.html.</remarks>
internal sealed class PomReader : IDisposable
{
    private const string PluginGroup = "org.apache.maven.plugins";

    private readonly XmlCursor cursor;
    private readonly Pom pom;
    private int artifacts;

    private PomReader(LockText file)
    {
        cursor = new XmlCursor(file.Reader());
        pom = new Pom { Path = file.Path };
    }

    /// <summary>Reads one.</summary>
    /// <param name="file">The file.</param>
    /// <returns>What it says; null where its root is no project.</returns>
    public static Pom? Read(LockText file)
    {
        using var reader = new PomReader(file);
        reader.cursor.Start();
        if (reader.cursor.Name is not "project")
        {
            return null;
        }

        reader.ReadProject();
        return reader.pom;
    }

    /// <inheritdoc/>
    public void Dispose() => cursor.Dispose();

    private void ReadProject()
    {
        for (var depth = cursor.Depth; cursor.NextChild(depth);)
        {
            switch (cursor.Name)
            {
                case "groupId":
                    pom.Group = cursor.Text();
                    break;
                case "artifactId":
                    pom.Artifact = cursor.Text();
                    break;
                case "version":
                    pom.Version = cursor.Text();
                    break;
                case "packaging":
                    pom.Packaging = cursor.Text();
                    break;
                case "parent":
                    pom.Parent = Parent();
                    break;
                case "profiles":
                    ReadProfiles();
                    break;
                default:
                    ReadPart(pom.Body);
                    break;
            }
        }
    }

    private void ReadProfiles()
    {
        for (var depth = cursor.Depth; cursor.NextChild(depth);)
        {
            if (cursor.Name is not "profile")
            {
                continue;
            }

            var id = "default";
            var body = new PomBody();
            for (var inner = cursor.Depth; cursor.NextChild(inner);)
            {
                if (cursor.Name is "id")
                {
                    id = cursor.Text();
                }
                else
                {
                    ReadPart(body);
                }
            }

            pom.Profiles.Add((id, body));
        }
    }

    private void ReadPart(PomBody body)
    {
        switch (cursor.Name)
        {
            case "modules" or "subprojects":
                for (var depth = cursor.Depth; cursor.NextChild(depth);)
                {
                    var module = cursor.Text();
                    pom.Modules.Add(new PomText(module, cursor.At));
                }

                break;
            case "properties":
                for (var depth = cursor.Depth; cursor.NextChild(depth);)
                {
                    var name = cursor.Name;
                    var value = cursor.Text();
                    body.Properties[name] = new PomText(value, cursor.At);
                }

                break;
            case "dependencies":
                ReadArtifacts("dependency", "", body.Dependencies, body);
                break;
            case "dependencyManagement":
                for (var depth = cursor.Depth; cursor.NextChild(depth);)
                {
                    if (cursor.Name is "dependencies")
                    {
                        ReadArtifacts("dependency", "", body.ManagedDependencies, body);
                    }
                }

                break;
            case "build":
                ReadBuild(body);
                break;
        }
    }

    private void ReadBuild(PomBody body)
    {
        for (var depth = cursor.Depth; cursor.NextChild(depth);)
        {
            switch (cursor.Name)
            {
                case "plugins":
                    ReadArtifacts("plugin", PluginGroup, body.Plugins, body);
                    break;
                case "extensions":
                    ReadArtifacts("extension", "", body.Plugins, body);
                    break;
                case "pluginManagement":
                    for (var inner = cursor.Depth; cursor.NextChild(inner);)
                    {
                        if (cursor.Name is "plugins")
                        {
                            ReadArtifacts("plugin", PluginGroup, body.ManagedPlugins, body);
                        }
                    }

                    break;
            }
        }
    }

    private void ReadArtifacts(string element, string group, PomArtifacts found, PomBody body)
    {
        for (var depth = cursor.Depth; cursor.NextChild(depth);)
        {
            if (cursor.Name == element && Artifact(group, body) is { } artifact)
            {
                if (++artifacts > Pom.MostArtifacts)
                {
                    pom.IsCut = true;
                    continue;
                }

                found.Add(artifact);
            }
        }
    }

    private PomArtifact? Artifact(string group, PomBody body)
    {
        string? artifact = null, version = null;
        var isInherited = true;
        Region at = cursor.At, versionAt = default;
        var rules = new List<PomText>();
        for (var depth = cursor.Depth; cursor.NextChild(depth);)
        {
            switch (cursor.Name)
            {
                case "groupId":
                    group = cursor.Text();
                    break;
                case "artifactId":
                    artifact = cursor.Text();
                    at = cursor.At;
                    break;
                case "version":
                    version = cursor.Text() is { Length: > 0 } written ? written : null;
                    versionAt = cursor.At;
                    break;
                case "inherited":
                    isInherited = cursor.Text() is not "false";
                    break;
                case "configuration":
                    ReadRules(rules);
                    break;
                case "executions":
                    ReadExecutions(rules);
                    break;
            }
        }

        if (artifact is "maven-enforcer-plugin")
        {
            body.Rules.AddRange(rules);
        }

        return artifact is { Length: > 0 } ? new PomArtifact(group, artifact, version, at, version is null ? at : versionAt, isInherited) : null;
    }

    private void ReadExecutions(List<PomText> rules)
    {
        for (var depth = cursor.Depth; cursor.NextChild(depth);)
        {
            for (var inner = cursor.Depth; cursor.NextChild(inner);)
            {
                if (cursor.Name is "configuration")
                {
                    ReadRules(rules);
                }
            }
        }
    }

    private void ReadRules(List<PomText> rules)
    {
        for (var depth = cursor.Depth; cursor.NextChild(depth);)
        {
            if (cursor.Name is not "rules")
            {
                continue;
            }

            for (var inner = cursor.Depth; cursor.NextChild(inner);)
            {
                rules.Add(new PomText(cursor.Name, cursor.At));
            }
        }
    }

    private PomParent Parent()
    {
        string group = "", artifact = "", relative = "../pom.xml";
        string? version = null;
        var at = cursor.At;
        for (var depth = cursor.Depth; cursor.NextChild(depth);)
        {
            switch (cursor.Name)
            {
                case "groupId":
                    group = cursor.Text();
                    break;
                case "artifactId":
                    artifact = cursor.Text();
                    at = cursor.At;
                    break;
                case "version":
                    version = cursor.Text();
                    break;
                case "relativePath":
                    relative = cursor.Text();
                    break;
            }
        }

        return new PomParent(group, artifact, version, relative, at);
    }
}
