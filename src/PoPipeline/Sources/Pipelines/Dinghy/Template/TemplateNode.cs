using System.Collections.Immutable;

namespace PoPipeline.Sources.Pipelines.Dinghy.Template;

/// <summary>A part of a template.</summary>
/// <param name="Start">Its first character.</param>
/// <param name="Length">How long it is.</param>
internal abstract record TemplateNode(int Start, int Length);

/// <summary>A text that stands there as it is.</summary>
internal sealed record TemplateLiteral(int Start, int Length) : TemplateNode(Start, Length);

/// <summary>An action that puts a value there, or sets a variable.</summary>
internal sealed record TemplateAction(int Start, int Length, TemplatePipe Pipe) : TemplateNode(Start, Length);

/// <summary>A block with a condition, a value or a list: <c>if</c>, <c>with</c>, <c>range</c>.</summary>
internal sealed record TemplateBranch(int Start, int Length, string Word, TemplatePipe Pipe, ImmutableArray<TemplateNode> Then, ImmutableArray<TemplateNode> Else) : TemplateNode(Start, Length);

/// <summary>A call of a named template.</summary>
internal sealed record TemplateCall(int Start, int Length, string Name, TemplatePipe? Pipe) : TemplateNode(Start, Length);

/// <summary><c>break</c> or <c>continue</c>.</summary>
internal sealed record TemplateLeave(int Start, int Length, bool IsBreak) : TemplateNode(Start, Length);

/// <summary>Commands, each of which gets the value of the one before it as its last argument.</summary>
internal sealed record TemplatePipe(int Start, int Length, ImmutableArray<string> Variables, bool IsDeclared, ImmutableArray<TemplateCommand> Commands);

/// <summary>A function or a value, and its arguments.</summary>
internal sealed record TemplateCommand(ImmutableArray<TemplateOperand> Operands);

/// <summary>An operand.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Start">Its first character.</param>
/// <param name="Length">How long it is.</param>
/// <param name="Text">The text of a literal, the name of a function or a variable.</param>
internal sealed record TemplateOperand(OperandKind Kind, int Start, int Length, string Text)
{
    /// <summary>Where the text starts in the file, where it stands there as it is; -1 where it does not.</summary>
    public int TextStart { get; init; } = -1;

    /// <summary>What stands in parentheses.</summary>
    public TemplatePipe? Inner { get; init; }

    /// <summary>The fields behind it.</summary>
    public ImmutableArray<string> Fields { get; init; } = [];
}

/// <summary>What an operand is.</summary>
internal enum OperandKind
{
    /// <summary>A text in quotes.</summary>
    Text,

    /// <summary>A list or an object of JSON, which Dinghy takes for a text.</summary>
    Json,

    /// <summary>A number.</summary>
    Number,

    /// <summary><c>true</c>, <c>false</c> or <c>nil</c>.</summary>
    Word,

    /// <summary>The name of a function.</summary>
    Function,

    /// <summary>A variable.</summary>
    Variable,

    /// <summary>The value that stands for the dot.</summary>
    Dot,

    /// <summary>Commands in parentheses.</summary>
    Group,

    /// <summary>Something that cannot be read.</summary>
    Fault,
}

/// <summary>A template.</summary>
/// <param name="Nodes">Its parts.</param>
/// <param name="Named">The templates that it names.</param>
/// <param name="Faults">What is wrong with it.</param>
internal sealed record ParsedTemplate(ImmutableArray<TemplateNode> Nodes, ImmutableDictionary<string, ImmutableArray<TemplateNode>> Named, ImmutableArray<TemplateFault> Faults);

/// <summary>Something that is wrong with a template.</summary>
/// <param name="Message">What is wrong, without a full stop.</param>
/// <param name="Start">Where it starts.</param>
/// <param name="Length">How long it is.</param>
internal sealed record TemplateFault(string Message, int Start, int Length);
