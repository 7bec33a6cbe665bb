using PoPipeline.Sources.Pipelines.Jenkins.Groovy;

namespace PoPipeline.Sources.Pipelines.Jenkins;

/// <summary>Tells what becomes of how a script ended where a pipeline is told that instead of failing with it.</summary>
internal sealed class AskedStatuses
{
    private readonly Dictionary<GroovyCall, string?> variables = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<string, bool> asked = new(StringComparer.Ordinal);
    private readonly Dictionary<GroovyCall, bool> askedAtOnce = new(ReferenceEqualityComparer.Instance);

    /// <summary>Looks through a file.</summary>
    /// <param name="script">The file.</param>
    public AskedStatuses(GroovyScript script)
    {
        foreach (var node in script.All())
        {
            switch (node)
            {
                case GroovyVariable { Names: [var name], Value: GroovyCall call }:
                    variables[call] = name.Name;
                    break;
                case GroovyAssignment { Target: GroovyName name, Value: GroovyCall call }:
                    variables[call] = name.Name;
                    break;
                case GroovyIf choice:
                    Ask(choice);
                    break;
                case GroovyChoice { Condition: var condition }:
                    Mention(condition);
                    break;
                case GroovyJump { Value: { } value }:
                    Mention(value);
                    break;
                case GroovyCall { Name: not ("echo" or "println" or "print") } other:
                    foreach (var argument in other.Arguments)
                    {
                        Mention(argument.Value is GroovyClosure ? other.Callee : argument.Value);
                    }

                    break;
            }
        }
    }

    /// <summary>Whether its failure fails the pipeline; null where that cannot be told.</summary>
    /// <param name="call">The step.</param>
    public bool? Fails(GroovyCall call) =>
        askedAtOnce.TryGetValue(call, out var fails) ? (fails ? true : null)
        : variables.TryGetValue(call, out var name) ? (!asked.TryGetValue(name!, out fails) ? false : fails ? true : null)
        : null;

    private void Ask(GroovyIf choice)
    {
        // Each choice is looked through once; those within it are looked through for themselves.
        var fails = choice.Branches.Select(branch => branch.Body).Concat(choice.Else is null ? [] : [choice.Else]).Any(Fails);
        foreach (var part in choice.Branches.SelectMany(branch => branch.Condition.All()))
        {
            if (part is GroovyName name)
            {
                asked[name.Name] = fails || asked.GetValueOrDefault(name.Name);
            }
            else if (part is GroovyCall call)
            {
                askedAtOnce[call] = fails;
            }
        }
    }

    // What is asked there may decide.
    private void Mention(GroovyNode node)
    {
        foreach (var part in node is GroovyOperation operation ? operation.Operands : [node])
        {
            if (part is GroovyName name)
            {
                _ = asked.TryAdd(name.Name, false);
            }
        }
    }

    private static bool Fails(GroovyNode body) => body switch
    {
        GroovyBlock block => block.Body.Any(Fails),
        GroovyJump { Word: "throw" } => true,
        GroovyCall { Name: "error" or "fail" or "abort" } => true,
        GroovyAssignment { Target: GroovyProperty { Name: "result" }, Value: GroovyText { Plain: "FAILURE" or "FAILED" or "ABORTED" } } => true,
        _ => false,
    };
}
