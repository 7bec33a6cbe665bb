using System.Collections.Immutable;

namespace PoPipeline.Sources.Pipelines.Jenkins.Groovy;

/// <summary>A piece of a program in Groovy: a statement or an expression.</summary>
/// <param name="Start">The offset of its first character in the file.</param>
/// <param name="End">The offset behind its last character.</param>
internal abstract record GroovyNode(int Start, int End)
{
    private int depth;

    /// <summary>The nodes that it is made of, in the order of the file.</summary>
    public abstract IEnumerable<GroovyNode> Parts { get; }

    /// <summary>How many nodes lie below each other in it; the parser keeps it low, so that what walks down a tree may call itself.</summary>
    public int Depth => depth > 0 ? depth : depth = 1 + Parts.Select(part => part.Depth).DefaultIfEmpty().Max();

    /// <summary>Nodes are told apart by where they stand in the tree, not by what they say.</summary>
    /// <param name="other">Another node.</param>
    public virtual bool Equals(GroovyNode? other) => ReferenceEquals(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Start, End);

    /// <summary>It and all that it is made of, in the order of the file.</summary>
    public IEnumerable<GroovyNode> All()
    {
        var open = new Stack<GroovyNode>();
        open.Push(this);
        while (open.TryPop(out var node))
        {
            yield return node;
            foreach (var part in node.Parts.Reverse())
            {
                open.Push(part);
            }
        }
    }
}

/// <summary>What the parser could not make sense of, or what lies too deep to be looked at.</summary>
internal sealed record GroovyUnread(int Start, int End) : GroovyNode(Start, End)
{
    /// <inheritdoc/>
    public override IEnumerable<GroovyNode> Parts => [];
}

/// <summary>A name: of a variable, a step, a method.</summary>
internal sealed record GroovyName(int Start, int End, string Name) : GroovyNode(Start, End)
{
    /// <inheritdoc/>
    public override IEnumerable<GroovyNode> Parts => [];
}

/// <summary>A number, <c>true</c>, <c>false</c> or <c>null</c>, as written.</summary>
internal sealed record GroovyConstant(int Start, int End, string Text) : GroovyNode(Start, End)
{
    /// <inheritdoc/>
    public override IEnumerable<GroovyNode> Parts => [];

    /// <summary>Whether it is a number.</summary>
    public bool IsNumber => char.IsAsciiDigit(Text[0]);
}

/// <summary>A text with what is pasted into it.</summary>
/// <param name="Start">The offset of its quotes.</param>
/// <param name="End">The offset behind its quotes.</param>
/// <param name="Quote">How it is quoted.</param>
/// <param name="Pieces">Its pieces, in order.</param>
internal sealed record GroovyText(int Start, int End, GroovyQuote Quote, ImmutableArray<GroovyPiece> Pieces) : GroovyNode(Start, End)
{
    /// <inheritdoc/>
    public override IEnumerable<GroovyNode> Parts => Pieces.Select(piece => piece.Pasted).OfType<GroovyNode>();

    /// <summary>Whether nothing is pasted into it.</summary>
    public bool IsPlain => Pieces.All(piece => piece.Pasted is null);

    /// <summary>What it says; null where something is pasted into it.</summary>
    public string? Plain => !IsPlain ? null : Pieces is [var only] ? only.Value : string.Concat(Pieces.Select(piece => piece.Value));
}

/// <summary>A piece of a text: characters, or what is pasted.</summary>
/// <param name="Start">The offset of its first character in the file.</param>
/// <param name="End">The offset behind its last character.</param>
/// <param name="Value">The characters, escapes resolved; what is pasted, as written.</param>
/// <param name="Pasted">What is pasted; null for characters.</param>
internal sealed record GroovyPiece(int Start, int End, string Value, GroovyNode? Pasted)
{
    /// <summary>Where the characters stand, by offset in <see cref="Value"/> and in the file, wherever they do not follow each other as they do in the file.</summary>
    public ImmutableArray<(int Offset, int Source)> Steps { get; init; } = [];
}

/// <summary>A list.</summary>
internal sealed record GroovyList(int Start, int End, ImmutableArray<GroovyNode> Items) : GroovyNode(Start, End)
{
    /// <inheritdoc/>
    public override IEnumerable<GroovyNode> Parts => Items;
}

/// <summary>A map.</summary>
internal sealed record GroovyMap(int Start, int End, ImmutableArray<GroovyArgument> Entries) : GroovyNode(Start, End)
{
    /// <inheritdoc/>
    public override IEnumerable<GroovyNode> Parts => Entries.SelectMany(entry => entry.Parts);

    /// <summary>The value of a key; null where there is none.</summary>
    public GroovyNode? this[string key] => Entries.FirstOrDefault(entry => entry.Name == key)?.Value;
}

/// <summary>An argument of a call, or an entry of a map.</summary>
/// <param name="Start">The offset of its first character in the file.</param>
/// <param name="End">The offset behind its last character.</param>
/// <param name="Name">Its name, where that is written out; null where there is none or it is computed.</param>
/// <param name="Key">What its name is computed by, or the text that it is written in; null where it has none, and where it is a word.</param>
/// <param name="Value">Its value.</param>
internal sealed record GroovyArgument(int Start, int End, string? Name, GroovyNode? Key, GroovyNode Value)
{
    /// <summary>The offset behind the name; the start where there is none.</summary>
    public int NameEnd { get; init; } = Start;

    /// <summary>Whether it has a name, of whatever kind.</summary>
    public bool IsNamed => Name is not null || Key is not null;

    /// <summary>Whether it stands for what a list or map holds, with a star before it.</summary>
    public bool IsSpread { get; init; }

    /// <summary>What it is made of.</summary>
    public IEnumerable<GroovyNode> Parts => Key is null ? [Value] : [Key, Value];
}

/// <summary>A closure.</summary>
internal sealed record GroovyClosure(int Start, int End, ImmutableArray<GroovyParameter> Parameters, ImmutableArray<GroovyNode> Body) : GroovyNode(Start, End)
{
    /// <inheritdoc/>
    public override IEnumerable<GroovyNode> Parts => Parameters.Select(parameter => parameter.Default).OfType<GroovyNode>().Concat(Body);
}

/// <summary>A parameter of a method or closure.</summary>
internal sealed record GroovyParameter(int Start, int End, string? Type, string Name, GroovyNode? Default)
{
    /// <summary>Whether it takes all that comes, as with three dots behind the type.</summary>
    public bool IsEndless { get; init; }
}

/// <summary>A part of something, by name: <c>params.VERSION</c>.</summary>
/// <param name="Start">The offset of its first character in the file.</param>
/// <param name="End">The offset behind its last character.</param>
/// <param name="Receiver">What it is a part of.</param>
/// <param name="Name">The name; null where it is computed.</param>
/// <param name="Computed">What the name is computed by; null where it is written out.</param>
/// <param name="NameStart">Where the name starts.</param>
internal sealed record GroovyProperty(int Start, int End, GroovyNode Receiver, string? Name, GroovyNode? Computed, int NameStart) : GroovyNode(Start, End)
{
    /// <inheritdoc/>
    public override IEnumerable<GroovyNode> Parts => Computed is null ? [Receiver] : [Receiver, Computed];
}

/// <summary>A part of something, by what is between brackets: <c>params['VERSION']</c>.</summary>
internal sealed record GroovyIndex(int Start, int End, GroovyNode Receiver, ImmutableArray<GroovyArgument> Arguments) : GroovyNode(Start, End)
{
    /// <inheritdoc/>
    public override IEnumerable<GroovyNode> Parts => Arguments.SelectMany(argument => argument.Parts).Prepend(Receiver);
}

/// <summary>A call: <c>sh 'make'</c>, <c>docker.image('x').inside { … }</c>.</summary>
/// <param name="Start">The offset of its first character in the file.</param>
/// <param name="End">The offset behind its last character.</param>
/// <param name="Callee">What is called: a name, a property, or anything that can be called.</param>
/// <param name="Arguments">What it gets; closures that stand behind are the last of them.</param>
internal sealed record GroovyCall(int Start, int End, GroovyNode Callee, ImmutableArray<GroovyArgument> Arguments) : GroovyNode(Start, End)
{
    /// <inheritdoc/>
    public override IEnumerable<GroovyNode> Parts => Arguments.SelectMany(argument => argument.Parts).Prepend(Callee);

    /// <summary>The name that is called, whatever it is called on; null where it is computed.</summary>
    public string? Name => Callee switch { GroovyName name => name.Name, GroovyProperty property => property.Name, _ => null };

    /// <summary>Where that name starts.</summary>
    public int NameStart => Callee is GroovyProperty property ? property.NameStart : Callee.Start;

    /// <summary>What it is called on; null for a name alone.</summary>
    public GroovyNode? Receiver => (Callee as GroovyProperty)?.Receiver;

    /// <summary>The closure that stands behind; null where none does.</summary>
    public GroovyClosure? Body => Arguments.IsEmpty || Arguments[^1].IsNamed ? null : Arguments[^1].Value as GroovyClosure;

    /// <summary>An argument by its name; null where there is none.</summary>
    public GroovyNode? this[string name] => Arguments.FirstOrDefault(argument => argument.Name == name)?.Value;

    /// <summary>The arguments without names, without the closure that stands behind.</summary>
    public IEnumerable<GroovyNode> Positional => Arguments.Where(argument => !argument.IsNamed && !argument.IsSpread && argument.Value != Body).Select(argument => argument.Value);
}

/// <summary>A new object.</summary>
internal sealed record GroovyNew(int Start, int End, string Type, ImmutableArray<GroovyArgument> Arguments, ImmutableArray<GroovyNode> Body) : GroovyNode(Start, End)
{
    /// <inheritdoc/>
    public override IEnumerable<GroovyNode> Parts => Arguments.SelectMany(argument => argument.Parts).Concat(Body);
}

/// <summary>Operands with operators between them, without regard to which of them bind stronger: <c>a + b == c</c>. An operator before a single operand stands alone.</summary>
internal sealed record GroovyOperation(int Start, int End, ImmutableArray<string> Operators, ImmutableArray<GroovyNode> Operands) : GroovyNode(Start, End)
{
    /// <inheritdoc/>
    public override IEnumerable<GroovyNode> Parts => Operands;

    /// <summary>Whether it is texts or the like, one put behind the other.</summary>
    public bool IsConcatenation => Operands.Length > 1 && Operators.All(name => name is "+");
}

/// <summary>A value in another type: <c>(String) x</c>, <c>x as String</c>.</summary>
internal sealed record GroovyCast(int Start, int End, string Type, GroovyNode Value) : GroovyNode(Start, End)
{
    /// <inheritdoc/>
    public override IEnumerable<GroovyNode> Parts => [Value];
}

/// <summary>A choice: <c>a ? b : c</c>, <c>a ?: c</c>.</summary>
internal sealed record GroovyChoice(int Start, int End, GroovyNode Condition, GroovyNode? Then, GroovyNode Else) : GroovyNode(Start, End)
{
    /// <inheritdoc/>
    public override IEnumerable<GroovyNode> Parts => Then is null ? [Condition, Else] : [Condition, Then, Else];
}

/// <summary>An assignment to what exists.</summary>
internal sealed record GroovyAssignment(int Start, int End, GroovyNode Target, string Operator, GroovyNode Value) : GroovyNode(Start, End)
{
    /// <inheritdoc/>
    public override IEnumerable<GroovyNode> Parts => [Target, Value];
}

/// <summary>An annotation: <c>@Library('x')</c>.</summary>
internal sealed record GroovyAnnotation(int Start, int End, string Name, ImmutableArray<GroovyArgument> Arguments);

/// <summary>A statement that annotations or modifiers can stand before.</summary>
internal abstract record GroovyDeclared(int Start, int End) : GroovyNode(Start, End)
{
    /// <summary>The annotations before it.</summary>
    public ImmutableArray<GroovyAnnotation> Annotations { get; init; } = [];

    /// <summary>What the annotations are given.</summary>
    protected IEnumerable<GroovyNode> Annotated => Annotations.SelectMany(annotation => annotation.Arguments).SelectMany(argument => argument.Parts);
}

/// <summary>A declaration of variables: <c>def x = 1</c>, <c>def (a, b) = f()</c>; the <c>_</c> that annotations stand before is one, too.</summary>
internal sealed record GroovyVariable(int Start, int End, string? Type, ImmutableArray<GroovyName> Names, GroovyNode? Value) : GroovyDeclared(Start, End)
{
    /// <inheritdoc/>
    public override IEnumerable<GroovyNode> Parts => Value is null ? Annotated : Annotated.Append(Value);
}

/// <summary>A method.</summary>
internal sealed record GroovyMethod(int Start, int End, string Name, ImmutableArray<GroovyParameter> Parameters, ImmutableArray<GroovyNode> Body) : GroovyDeclared(Start, End)
{
    /// <inheritdoc/>
    public override IEnumerable<GroovyNode> Parts => Annotated.Concat(Parameters.Select(parameter => parameter.Default).OfType<GroovyNode>()).Concat(Body);
}

/// <summary>A class, or what is like one.</summary>
internal sealed record GroovyClass(int Start, int End, string Name, ImmutableArray<GroovyNode> Members) : GroovyDeclared(Start, End)
{
    /// <inheritdoc/>
    public override IEnumerable<GroovyNode> Parts => Annotated.Concat(Members);
}

/// <summary>An import, or the name of the package.</summary>
internal sealed record GroovyImport(int Start, int End, string Name) : GroovyDeclared(Start, End)
{
    /// <summary>Whether it names the package that the file is in.</summary>
    public bool IsPackage { get; init; }

    /// <inheritdoc/>
    public override IEnumerable<GroovyNode> Parts => Annotated;
}

/// <summary>Statements between braces.</summary>
internal sealed record GroovyBlock(int Start, int End, ImmutableArray<GroovyNode> Body) : GroovyNode(Start, End)
{
    /// <inheritdoc/>
    public override IEnumerable<GroovyNode> Parts => Body;
}

/// <summary><c>if</c> with all of its <c>else if</c>.</summary>
internal sealed record GroovyIf(int Start, int End, ImmutableArray<(GroovyNode Condition, GroovyNode Body)> Branches, GroovyNode? Else) : GroovyNode(Start, End)
{
    /// <inheritdoc/>
    public override IEnumerable<GroovyNode> Parts
    {
        get
        {
            var all = Branches.SelectMany(branch => (GroovyNode[])[branch.Condition, branch.Body]);
            return Else is null ? all : all.Append(Else);
        }
    }
}

/// <summary>A loop.</summary>
/// <param name="Start">The offset of its first character in the file.</param>
/// <param name="End">The offset behind its last character.</param>
/// <param name="Variable">What each element is called; null where the loop goes over none.</param>
/// <param name="Head">What the loop goes over, or its conditions.</param>
/// <param name="Body">What is done again and again.</param>
internal sealed record GroovyLoop(int Start, int End, string? Variable, ImmutableArray<GroovyNode> Head, GroovyNode Body) : GroovyNode(Start, End)
{
    /// <inheritdoc/>
    public override IEnumerable<GroovyNode> Parts => Head.Append(Body);
}

/// <summary><c>try</c>.</summary>
internal sealed record GroovyTry(int Start, int End, GroovyNode Body, ImmutableArray<GroovyNode> Catches, GroovyNode? Finally) : GroovyNode(Start, End)
{
    /// <inheritdoc/>
    public override IEnumerable<GroovyNode> Parts => Finally is null ? Catches.Prepend(Body) : Catches.Prepend(Body).Append(Finally);
}

/// <summary><c>switch</c>.</summary>
internal sealed record GroovySwitch(int Start, int End, GroovyNode Subject, ImmutableArray<(GroovyNode? Label, ImmutableArray<GroovyNode> Body)> Cases) : GroovyNode(Start, End)
{
    /// <inheritdoc/>
    public override IEnumerable<GroovyNode> Parts => Cases.SelectMany(one => one.Label is null ? one.Body : one.Body.Prepend(one.Label)).Prepend(Subject);
}

/// <summary><c>return</c>, <c>throw</c>, <c>break</c>, <c>continue</c> or <c>assert</c>.</summary>
internal sealed record GroovyJump(int Start, int End, string Word, GroovyNode? Value) : GroovyNode(Start, End)
{
    /// <inheritdoc/>
    public override IEnumerable<GroovyNode> Parts => Value is null ? [] : [Value];
}
