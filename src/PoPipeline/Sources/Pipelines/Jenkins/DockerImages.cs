using PoPipeline.Sources.Pipelines.Jenkins.Groovy;

namespace PoPipeline.Sources.Pipelines.Jenkins;

/// <summary>The images of the Docker Pipeline plugin in a file: what <c>docker.build</c> and <c>docker.image</c> give, and the variables, keys and methods that hold or give one.</summary>
/// <remarks>Source: https://www.jenkins.io/doc/book/pipeline/docker/ and https://github.com/jenkinsci/docker-workflow-plugin/blob/master/src/main/resources/org/jenkinsci/plugins/docker/workflow/Docker.groovy.</remarks>
internal sealed class DockerImages
{
    private const string Holder = "docker";

    // An image in a variable in a map in a variable is three deep.
    private const int Depth = 4;

    private readonly Dictionary<string, GroovyNode> held = new(StringComparer.Ordinal);
    private readonly Dictionary<string, GroovyNode> given = new(StringComparer.Ordinal);

    /// <summary>Looks for them.</summary>
    /// <param name="script">The file.</param>
    public DockerImages(GroovyScript script)
    {
        var nodes = script.All().ToList();
        if (!nodes.Exists(node => IsMade(node)))
        {
            return;
        }

        // What one holds, the next one may be given.
        for (var round = 0; round < Depth; round++)
        {
            var known = held.Count + given.Count;
            nodes.ForEach(Take);
            if (held.Count + given.Count == known)
            {
                return;
            }
        }
    }

    /// <summary>The call that makes the image, or names it, that an expression is; null where it is none that is known.</summary>
    /// <param name="node">The expression.</param>
    public GroovyCall? Of(GroovyNode? node) => Of(node, Depth);

    private GroovyCall? Of(GroovyNode? node, int depth) => depth == 0 ? null : node switch
    {
        GroovyCall made when IsMade(made) => made,
        GroovyCall { Receiver: GroovyName { Name: Holder }, Body: { } body } => Last(body.Body, depth),
        GroovyCall { Receiver: null, Name: { } name } => Of(given.GetValueOrDefault(name), depth - 1),
        GroovyName name => Of(held.GetValueOrDefault(name.Name), depth - 1),
        GroovyProperty { Name: { } name } => Of(held.GetValueOrDefault(name), depth - 1),
        GroovyIndex { Arguments: [{ Value: GroovyText { Plain: { } key } }] } => Of(held.GetValueOrDefault(key), depth - 1),
        GroovyChoice choice => Of(choice.Then ?? choice.Condition, depth - 1) ?? Of(choice.Else, depth - 1),
        GroovyCast cast => Of(cast.Value, depth - 1),
        GroovyJump { Value: { } value } => Of(value, depth - 1),
        _ => null,
    };

    private GroovyCall? Last(IEnumerable<GroovyNode> body, int depth) => Of(body.LastOrDefault(), depth - 1);

    private void Take(GroovyNode node)
    {
        switch (node)
        {
            case GroovyVariable { Names: [var name], Value: { } value }:
                Hold(name.Name, value);
                break;
            case GroovyAssignment { Target: GroovyName name } assignment:
                Hold(name.Name, assignment.Value);
                break;
            case GroovyAssignment { Target: GroovyProperty { Name: { } name } } assignment:
                Hold(name, assignment.Value);
                break;
            case GroovyAssignment { Target: GroovyIndex { Arguments: [{ Value: GroovyText { Plain: { } key } }] } } assignment:
                Hold(key, assignment.Value);
                break;
            case GroovyMap map:
                foreach (var entry in map.Entries.Where(entry => entry.Name is not null))
                {
                    Hold(entry.Name!, entry.Value);
                }

                break;
            case GroovyMethod method when Last(method.Body, Depth) is { } image:
                given.TryAdd(method.Name, image);
                break;
        }
    }

    private void Hold(string name, GroovyNode value)
    {
        if (Of(value) is { } image)
        {
            held.TryAdd(name, image);
        }
    }

    private static bool IsMade(GroovyNode node) => node is GroovyCall { Name: "build" or "image", Receiver: GroovyName { Name: Holder } };
}
