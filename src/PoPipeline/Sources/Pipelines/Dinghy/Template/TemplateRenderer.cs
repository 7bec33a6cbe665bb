using System.Collections.Immutable;
using System.Globalization;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;

namespace PoPipeline.Sources.Pipelines.Dinghy.Template;

/// <summary>Renders a file as Dinghy does, with the modules that lie in the repository; what no file tells stays a mark.</summary>
/// <param name="files">Gives the files of the repository.</param>
/// <param name="root">The file that is rendered.</param>
/// <param name="globals">The variables of the whole file.</param>
/// <param name="isCalled">Whether others call the file, so that its variables are theirs to give.</param>
/// <remarks>Source: parse.go and preprocessor.go of https://github.com/armory/dinghy.</remarks>
internal sealed class TemplateRenderer(ModuleFiles files, SourceText root, IReadOnlyDictionary<string, object?> globals, bool isCalled)
{
    private const int DeepestModule = 16;
    private const int DeepestNode = 100;
    private const int MostSteps = 200_000;
    private const int MostCharacters = 2_000_000;

    private readonly RenderedText output = new();
    private readonly ProblemList problems = new(ProblemEffect.Rejected);
    private readonly List<string> open = [];
    private readonly SortedSet<string> used = new(StringComparer.Ordinal);
    private readonly List<ModuleCall> calls = [];
    private int steps;

    /// <summary>Whether modules are left out, and no problem is told, as where only the variables of the file are looked for.</summary>
    public bool LeavesModules { get; init; }

    /// <summary>What is wrong.</summary>
    public ImmutableArray<Problem> Problems => problems.InOrder();

    /// <summary>The modules of the repository that were rendered.</summary>
    public IReadOnlyCollection<string> Used => used;

    /// <summary>The calls of modules that lie in the repository.</summary>
    public IReadOnlyList<ModuleCall> Calls => calls;

    /// <summary>Whether it became too much.</summary>
    public bool IsCut { get; private set; }

    /// <summary>Renders the file.</summary>
    public RenderedText Render()
    {
        File(root, [globals]);
        return output;
    }

    private sealed class Frame(SourceText source, ParsedTemplate template, ImmutableArray<IReadOnlyDictionary<string, object?>> variables)
    {
        public SourceText Source { get; } = source;

        public ParsedTemplate Template { get; } = template;

        public ImmutableArray<IReadOnlyDictionary<string, object?>> Variables { get; } = variables;

        public List<(string Name, object? Value)> Locals { get; } = [];

        public object? Dot { get; set; } = GitInfo.Instance;

        public bool? Leaves { get; set; }
    }

    private sealed class GitInfo
    {
        public static GitInfo Instance { get; } = new();
    }

    private void File(SourceText source, ImmutableArray<IReadOnlyDictionary<string, object?>> variables)
    {
        var template = files.TemplateOf(source);
        foreach (var fault in template.Faults)
        {
            Add(ProblemKind.Expression, fault.Message, source.PlaceOf(fault.Start, fault.Length));
        }

        open.Add(source.Path);
        Nodes(template.Nodes, new Frame(source, template, variables), 0);
        open.RemoveAt(open.Count - 1);
    }

    private void Nodes(ImmutableArray<TemplateNode> nodes, Frame frame, int depth)
    {
        if (depth > DeepestNode)
        {
            IsCut = true;
            return;
        }

        var locals = frame.Locals.Count;
        foreach (var node in nodes)
        {
            if (++steps > MostSteps || output.Length > MostCharacters)
            {
                IsCut = true;
                return;
            }

            switch (node)
            {
                case TemplateLiteral:
                    output.Append(frame.Source, node.Start, node.Length);
                    break;
                case TemplateAction action:
                    Action(action, frame);
                    break;
                case TemplateBranch branch:
                    Branch(branch, frame, depth + 1);
                    break;
                case TemplateCall call:
                    Call(call, frame, depth + 1);
                    break;
                case TemplateLeave leave:
                    frame.Leaves = leave.IsBreak;
                    break;
            }

            if (frame.Leaves is not null)
            {
                break;
            }
        }

        if (depth > 0)
        {
            frame.Locals.RemoveRange(locals, frame.Locals.Count - locals);
        }
    }

    private void Action(TemplateAction action, Frame frame)
    {
        // What a module becomes is put there piece by piece, each where it is written.
        if (action.Pipe is { Variables.IsEmpty: true, Commands: [{ Operands: [{ Kind: OperandKind.Function, Text: "module" or "appModule" or "local_module" } function, .. var given] }] })
        {
            Module(function, given, action.Start, action.Length, frame);
            return;
        }

        var value = Pipe(action.Pipe, frame);
        if (action.Pipe.Variables.IsEmpty)
        {
            Put(value, action.Start, action.Length, frame);
        }
    }

    private void Put(object? value, int start, int length, Frame frame)
    {
        switch (value)
        {
            case UnknownText unknown:
                output.Append(unknown, frame.Source, start, length);
                break;
            case TemplateText { Source: { } source } text:
                output.Append(source, text.Offset, text.Value.Length);
                break;
            default:
                output.Append(TemplateValues.Print(value), frame.Source, start, length);
                break;
        }
    }

    private void Branch(TemplateBranch branch, Frame frame, int depth)
    {
        var value = branch.Word is "range" && !branch.Pipe.Variables.IsEmpty ? Commands(branch.Pipe, frame) : Pipe(branch.Pipe, frame);
        var dot = frame.Dot;
        var locals = frame.Locals.Count;
        if (branch.Word is not "range")
        {
            // Where nobody knows which branch it is, the first is looked at.
            var isTrue = value is UnknownText || TemplateValues.IsTrue(value);
            frame.Dot = branch.Word is "with" && isTrue ? value : dot;
            Nodes(isTrue ? branch.Then : branch.Else, frame, depth);
            frame.Dot = dot;
            frame.Locals.RemoveRange(locals, frame.Locals.Count - locals);
            return;
        }

        var items = value switch
        {
            List<object?> list => list.Select((item, index) => ((object?)(long)index, item)),
            Dictionary<string, object?> entries => entries.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => ((object?)new TemplateText(entry.Key), entry.Value)),
            UnknownText unknown => [(unknown, unknown)],
            _ => (IEnumerable<(object?, object?)>)[],
        };
        if (value is TemplateText or bool)
        {
            Add(ProblemKind.Type, $"'range' goes over {(value is bool ? "a truth value" : "a text")}, of which it takes no items", frame.Source.PlaceOf(branch.Start, branch.Length));
        }

        var any = false;
        foreach (var (key, item) in items)
        {
            if (++steps > MostSteps || IsCut)
            {
                IsCut = true;
                break;
            }

            any = true;
            frame.Dot = item;
            if (branch.Pipe.Variables is [.., var last])
            {
                frame.Locals.Add((last, item));
                if (branch.Pipe.Variables is [var first, _])
                {
                    frame.Locals.Add((first, key));
                }
            }

            Nodes(branch.Then, frame, depth);
            frame.Locals.RemoveRange(locals, frame.Locals.Count - locals);
            var leaves = frame.Leaves;
            frame.Leaves = null;
            if (leaves is true)
            {
                break;
            }
        }

        frame.Dot = dot;
        if (!any)
        {
            Nodes(branch.Else, frame, depth);
        }
    }

    private void Call(TemplateCall call, Frame frame, int depth)
    {
        if (!frame.Template.Named.TryGetValue(call.Name, out var body))
        {
            Add(ProblemKind.Expression, $"No template is named '{call.Name}'", frame.Source.PlaceOf(call.Start, call.Length));
            return;
        }

        var inner = new Frame(frame.Source, frame.Template, frame.Variables) { Dot = call.Pipe is null ? null : Pipe(call.Pipe, frame) };
        Nodes(body, inner, depth + 1);
    }

    private object? Pipe(TemplatePipe pipe, Frame frame)
    {
        var value = Commands(pipe, frame);
        foreach (var variable in pipe.Variables)
        {
            var known = pipe.IsDeclared ? -1 : frame.Locals.FindLastIndex(local => local.Name == variable);
            if (known >= 0)
            {
                frame.Locals[known] = (variable, value);
            }
            else
            {
                frame.Locals.Add((variable, value));
            }
        }

        return value;
    }

    private object? Commands(TemplatePipe pipe, Frame frame)
    {
        object? value = null;
        for (var index = 0; index < pipe.Commands.Length; index++)
        {
            value = Command(pipe.Commands[index], frame, index > 0, value, pipe);
        }

        return value;
    }

    private object? Command(TemplateCommand command, Frame frame, bool isPiped, object? piped, TemplatePipe pipe)
    {
        if (++steps > MostSteps)
        {
            IsCut = true;
            return Unknown(frame, pipe.Start, pipe.Length);
        }

        var first = command.Operands[0];
        if (first.Kind is not OperandKind.Function)
        {
            if (command.Operands.Length > 1 && first.Kind is OperandKind.Number or OperandKind.Text or OperandKind.Json or OperandKind.Word)
            {
                Add(ProblemKind.Expression, $"'{Shown(first.Text)}' is no function, and stands before arguments", frame.Source.PlaceOf(first.Start, first.Length));
                return Unknown(frame, pipe.Start, pipe.Length);
            }

            return Value(first, frame);
        }

        if (!TemplateFunctions.Exists(first.Text))
        {
            Add(ProblemKind.Expression, $"There is no function '{first.Text}'{Names.Meant(first.Text, [.. TemplateFunctions.Own, .. TemplateFunctions.EvaluatedNames])}", frame.Source.PlaceOf(first.Start, first.Length));
            return Unknown(frame, pipe.Start, pipe.Length);
        }

        if (first.Text is "module" or "local_module" or "appModule")
        {
            // A module within a larger expression: what it becomes is not followed.
            return Unknown(frame, pipe.Start, pipe.Length);
        }

        var values = command.Operands.Skip(1).Select(operand => Value(operand, frame)).ToList();
        if (isPiped)
        {
            values.Add(piped);
        }

        return first.Text switch
        {
            "var" => Variable(values, frame, pipe),
            "makeSlice" => values,
            "pipelineID" => new UnknownText(Written(frame, pipe.Start, pipe.Length), Provenance.Constant),
            _ => Function(first, [.. values], frame, pipe),
        };
    }

    private static object? Function(TemplateOperand function, object?[] values, Frame frame, TemplatePipe pipe)
    {
        if (Array.Exists(values, Holds))
        {
            return function.Text is "default" or "coalesce" && Array.Find(values, value => value is not UnknownText && TemplateValues.IsTrue(value)) is { } known ? known
                : new UnknownText(Written(frame, pipe.Start, pipe.Length), Provenance.Join(values.OfType<UnknownText>().Select(unknown => unknown.Provenance).DefaultIfEmpty(Provenance.Unknown)));
        }

        return TemplateFunctions.TryCall(function.Text, values, out var result) ? result : new UnknownText(Written(frame, pipe.Start, pipe.Length), Provenance.Constant);
    }

    private static bool Holds(object? value) => value is UnknownText || (value is List<object?> list && list.Exists(static item => item is UnknownText));

    private object? Variable(List<object?> values, Frame frame, TemplatePipe pipe)
    {
        if (values is not [TemplateText name, ..])
        {
            return Unknown(frame, pipe.Start, pipe.Length);
        }

        if (Find(name.Value, frame, out var value))
        {
            return value;
        }

        if (values.Count > 1)
        {
            return values[1] is TemplateText { Value: ['@', .. var other] } && Find(other, frame, out var named) ? named : values[1];
        }

        return isCalled || LeavesModules ? new UnknownText(Written(frame, pipe.Start, pipe.Length), new Provenance(Origin.Caller, Charset.Free) { Sources = [$"var {name.Value}"] }) : new TemplateText("");
    }

    private static bool Find(string name, Frame frame, out object? value)
    {
        foreach (var known in frame.Variables)
        {
            if (known.TryGetValue(name, out value))
            {
                return true;
            }
        }

        value = null;
        return false;
    }

    private object? Value(TemplateOperand operand, Frame frame)
    {
        switch (operand.Kind)
        {
            case OperandKind.Text or OperandKind.Json:
                return operand.TextStart >= 0 ? new TemplateText(operand.Text) { Source = frame.Source, Offset = operand.TextStart } : new TemplateText(operand.Text);
            case OperandKind.Number:
                return long.TryParse(operand.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) ? whole
                    : double.TryParse(operand.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var broken) ? broken : Unknown(frame, operand.Start, operand.Length);
            case OperandKind.Word:
                return operand.Text switch { "true" => true, "false" => false, _ => null };
            case OperandKind.Group:
                return Fields(Pipe(operand.Inner!, frame), operand, frame);
            case OperandKind.Variable:
                return operand.Text is "$" ? Fields(GitInfo.Instance, operand, frame)
                    : frame.Locals.FindLastIndex(local => local.Name == operand.Text) is >= 0 and var index ? Fields(frame.Locals[index].Value, operand, frame)
                    : Undefined(operand, frame);
            case OperandKind.Dot:
                return Fields(frame.Dot, operand, frame);
            case OperandKind.Function:
                return Command(new TemplateCommand([operand]), frame, isPiped: false, piped: null, new TemplatePipe(operand.Start, operand.Length, [], IsDeclared: false, []));
            default:
                return Unknown(frame, operand.Start, operand.Length);
        }
    }

    private UnknownText Undefined(TemplateOperand operand, Frame frame)
    {
        Add(ProblemKind.Expression, $"The variable '{operand.Text}' is not set before", frame.Source.PlaceOf(operand.Start, operand.Length));
        return Unknown(frame, operand.Start, operand.Length);
    }

    private static object? Fields(object? value, TemplateOperand operand, Frame frame)
    {
        if (value is GitInfo)
        {
            // What was pushed, by whom and to which branch.
            var source = string.Concat(operand.Fields.Select(field => "." + field));
            return new UnknownText(Written(frame, operand.Start, operand.Length), operand.Fields switch
            {
                ["RawData", ..] => new Provenance(Origin.Contributor, Charset.Free) { Sources = [source] },
                ["Branch"] => new Provenance(Origin.Contributor, Charset.Line) { Sources = [source], IsOneWord = true },
                _ => Provenance.Constant,
            });
        }

        foreach (var field in operand.Fields)
        {
            if (value is UnknownText)
            {
                return value;
            }

            value = value is Dictionary<string, object?> entries && entries.TryGetValue(field, out var found) ? found : null;
        }

        return value;
    }

    private void Module(TemplateOperand function, ImmutableArray<TemplateOperand> given, int start, int length, Frame frame)
    {
        if (given.IsEmpty)
        {
            Add(ProblemKind.Expression, $"'{function.Text}' needs the file of the module behind it", frame.Source.PlaceOf(function.Start, function.Length));
            output.Append(Unknown(frame, start, length), frame.Source, start, length);
            return;
        }

        var name = given[0];
        var arguments = new Dictionary<string, object?>(StringComparer.Ordinal);
        var told = ImmutableArray.CreateBuilder<ModuleArgument>();
        for (var index = 1; index < given.Length; index += 2)
        {
            if (Value(given[index], frame) is not TemplateText key)
            {
                Add(ProblemKind.Type, $"The name of an argument is a text: '{Shown(Written(frame, given[index].Start, given[index].Length))}' is none", frame.Source.PlaceOf(given[index].Start, given[index].Length));
                continue;
            }

            if (index + 1 >= given.Length)
            {
                Add(ProblemKind.Input, $"The argument '{key.Value}' has no value: names and values stand in turn", frame.Source.PlaceOf(given[index].Start, given[index].Length), ProblemEffect.Altered);
                break;
            }

            var operand = given[index + 1];
            var value = Value(operand, frame);
            if (operand.Kind is OperandKind.Json)
            {
                value = Json(operand, value, frame);
            }

            arguments[key.Value] = value;
            if (value is TemplateText text)
            {
                told.Add(new ModuleArgument(key.Value, text.Value, frame.Source.PlaceOf(operand.Start, operand.Length)));
            }
        }

        if (LeavesModules)
        {
            output.Append(Unknown(frame, start, length), frame.Source, start, length);
            return;
        }

        var span = frame.Source.PlaceOf(name.Start, name.Length);
        if (Value(name, frame) is not TemplateText path)
        {
            output.Append(Unknown(frame, start, length), frame.Source, start, length);
            return;
        }

        var file = path.Value.TrimStart('/');
        if (open.Contains(file, StringComparer.Ordinal))
        {
            Add(ProblemKind.WorkflowCall, $"The module '{path.Value}' calls itself{(open[^1] == file ? "" : $", by way of '{open[^1]}'")}", span);
        }
        else if (open.Count > DeepestModule)
        {
            IsCut = true;
        }
        else if (files.Read(file) is { } module)
        {
            if (used.Add(file))
            {
                calls.Add(new ModuleCall(file, span, []));
            }

            File(module, frame.Variables.Insert(0, arguments));
            return;
        }
        else if (function.Text is "local_module")
        {
            Add(ProblemKind.WorkflowCall, $"The module '{path.Value}' is not in this repository, from which 'local_module' takes it", span);
        }

        var call = function.Text is "local_module" || open.Contains(file, StringComparer.Ordinal) ? null : new ModuleCall(path.Value, span, told.ToImmutable());
        output.Append(new UnknownText(Written(frame, start, length), Provenance.Unknown) { Call = call }, frame.Source, start, length);
    }

    // Actions within a list or an object are not evaluated, but for one form.
    private object? Json(TemplateOperand operand, object? value, Frame frame)
    {
        var inner = operand.Text.IndexOf("{{", StringComparison.Ordinal);
        if (inner < 0)
        {
            return value;
        }

        if (operand.Text.StartsWith("{{var", StringComparison.Ordinal) && operand.Text.EndsWith("}}", StringComparison.Ordinal))
        {
            return Find(operand.Text[5..^2].Trim(), frame, out var found) ? found : value;
        }

        Add(ProblemKind.Expression, "An action within a list or an object that is an argument is not evaluated: it stays as it is written, and its quotes end the text around it", frame.Source.PlaceOf(operand.Start + inner, 2));
        return Unknown(frame, operand.Start, operand.Length);
    }

    private static UnknownText Unknown(Frame frame, int start, int length) => new(Written(frame, start, length), Provenance.Unknown);

    private static string Written(Frame frame, int start, int length) => frame.Source.Text.Substring(start, Math.Min(length, 200));

    private static string Shown(string text) => text.Length > 40 ? string.Concat(text.AsSpan(0, 39), "…") : text;

    private void Add(ProblemKind kind, string message, Place span, ProblemEffect effect = ProblemEffect.Rejected)
    {
        if (!LeavesModules)
        {
            problems.Add(kind, message, span, effect);
        }
    }
}
