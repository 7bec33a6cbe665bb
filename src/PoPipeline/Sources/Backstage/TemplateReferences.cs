using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Backstage;

/// <summary>Finds what a template names that is not there: the scaffolder fills in nothing for it, and says no word.</summary>
/// <param name="problems">What is found.</param>
/// <param name="form">The parameters.</param>
internal sealed class TemplateReferences(ProblemList problems, TemplateForm form)
{
    /// <summary>Looks at the steps and at what is shown at the end.</summary>
    /// <param name="spec">What the template is made of.</param>
    /// <param name="steps">Its steps.</param>
    public void Check(YamlMapping spec, IReadOnlyList<TemplateStep> steps)
    {
        var all = steps.Select(step => step.Id).ToHashSet(StringComparer.Ordinal);
        var before = new HashSet<string>(StringComparer.Ordinal);
        foreach (var step in steps)
        {
            if (step.Root["id"] is YamlScalar id && before.Contains(id.Value))
            {
                problems.Add(ProblemKind.Id, $"The id '{Short(id.Value)}' is that of a step before, whose outputs can no longer be named", id.Span, ProblemEffect.Altered);
            }

            foreach (var entry in step.Root.Entries.Where(entry => entry.Key.Value is "input" or "if" or "each"))
            {
                Texts(entry.Value, before, all);
            }

            before.Add(step.Id);
        }

        if (spec["output"] is { } output)
        {
            Texts(output, all, all);
        }
    }

    private void Texts(YamlNode root, HashSet<string> before, HashSet<string> all)
    {
        var open = new Stack<YamlNode>();
        open.Push(root);
        while (!problems.IsFull && open.TryPop(out var node))
        {
            switch (node)
            {
                case YamlScalar text:
                    Text(text, before, all);
                    break;
                case YamlSequence list:
                    foreach (var item in list.Items)
                    {
                        open.Push(item);
                    }

                    break;
                case YamlMapping mapping:
                    foreach (var entry in mapping.Entries)
                    {
                        open.Push(entry.Value);
                    }

                    break;
            }
        }
    }

    private void Text(YamlScalar text, HashSet<string> before, HashSet<string> all)
    {
        foreach (var (offset, expression) in ScaffolderExpressions.In(text.Value).TakeWhile(_ => !problems.IsFull))
        {
            foreach (var (at, name) in ScaffolderExpressions.MembersOf(expression, "steps").TakeWhile(_ => !problems.IsFull))
            {
                Step(name, text.PlaceOf(offset + at, name.Length), expression.AsSpan(0, at).EndsWith('.'), before, all);
            }

            // What may be missing is asked for as such.
            if (IsCareful(expression))
            {
                continue;
            }

            foreach (var (at, name) in ScaffolderExpressions.MembersOf(expression, "parameters"))
            {
                var isPlain = expression.AsSpan(0, at).EndsWith('.');
                var dash = isPlain ? name.IndexOf('-', StringComparison.Ordinal) : -1;
                if (dash >= 0 && form.Defines(name) && !form.IsOpen)
                {
                    problems.Add(ProblemKind.Expression, $"'parameters.{name}' is 'parameters.{name[..dash]}' less something; write 'parameters[\"{name}\"]'", text.PlaceOf(offset + at, name.Length), ProblemEffect.Altered);
                }
                else if (!form.Defines(dash < 0 ? name : name[..dash]))
                {
                    problems.Add(ProblemKind.Context, $"No form of the template asks for 'parameters.{(dash < 0 ? name : name[..dash])}', so that nothing is filled in", text.PlaceOf(offset + at, name.Length), ProblemEffect.Altered);
                }
            }
        }
    }

    private void Step(string name, Rules.Model.Place place, bool isPlain, HashSet<string> before, HashSet<string> all)
    {
        var dash = isPlain ? name.IndexOf('-', StringComparison.Ordinal) : -1;
        if (dash >= 0 && all.Contains(name))
        {
            problems.Add(ProblemKind.Expression, $"'steps.{name}' is 'steps.{name[..dash]}' less something; write 'steps[\"{name}\"]'", place, ProblemEffect.Altered);
        }
        else if (!all.Contains(dash < 0 ? name : name[..dash]))
        {
            problems.Add(ProblemKind.Context, $"Nothing is filled in, since '{Short(name)}' is no step{Names.Meant(name, all)}", place, ProblemEffect.Altered);
        }
        else if (!before.Contains(name))
        {
            problems.Add(ProblemKind.Context, $"The step '{Short(name)}' comes later, so that nothing is filled in", place, ProblemEffect.Altered);
        }
    }

    private static bool IsCareful(string expression) =>
        expression.Contains("default", StringComparison.Ordinal) || expression.Contains("defined", StringComparison.Ordinal) || expression.Contains(" or ", StringComparison.Ordinal) || expression.Contains(" if ", StringComparison.Ordinal);

    private static string Short(string text) => text.Length > 80 ? text[..79] + "…" : text.ReplaceLineEndings(" ");
}
