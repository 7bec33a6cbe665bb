using System.Collections.Immutable;

namespace PoPipeline.Sources.Pipelines.GitLabCi.Starting;

/// <summary>What is known of a value in an expression.</summary>
internal sealed record RuleValue
{
    private readonly RuleValueKind kind;

    private RuleValue(RuleValueKind kind) => this.kind = kind;

    /// <summary>No value: a variable that is not set.</summary>
    public static RuleValue Null { get; } = new(RuleValueKind.Null);

    /// <summary>Anything, or nothing.</summary>
    public static RuleValue Any { get; } = new(RuleValueKind.Any);

    /// <summary>A text that is set, and may be empty.</summary>
    public static RuleValue AnyText { get; } = new(RuleValueKind.AnyText);

    /// <summary>A text that is not empty.</summary>
    public static RuleValue Some { get; } = new(RuleValueKind.Some);

    /// <summary>The result of a comparison that is not known.</summary>
    public static RuleValue AnyBoolean { get; } = new(RuleValueKind.AnyBoolean);

    /// <summary>Something that counts as false at the end, whatever it is.</summary>
    public static RuleValue Absent { get; } = new(RuleValueKind.Absent);

    /// <summary>The text where it is known; null elsewhere.</summary>
    public string? Text { get; private init; }

    /// <summary>The truth, where it is a result that is known; null elsewhere.</summary>
    public bool? Boolean { get; private init; }

    /// <summary>All texts that it may be; empty where that is not known.</summary>
    public ImmutableArray<string> Choices { get; private init; } = [];

    // Two of one group are the same text when they have the same name, and different ones otherwise.
    private (string Group, string Name)? Identity { get; init; }

    /// <summary>Whether it is no value for certain.</summary>
    public bool IsNull => kind is RuleValueKind.Null;

    /// <summary>Whether it is set; it may be an empty text then.</summary>
    public Truth IsSet => kind switch
    {
        RuleValueKind.Null => Truth.False,
        RuleValueKind.Boolean => Truths.Of(Boolean is true),
        RuleValueKind.Text or RuleValueKind.Some or RuleValueKind.AnyText => Truth.True,
        _ => Truth.Unknown,
    };

    /// <summary>Whether it counts as true where it is all that is left of an expression: it is set and not blank.</summary>
    public Truth IsPresent => kind switch
    {
        RuleValueKind.Null or RuleValueKind.Absent => Truth.False,
        RuleValueKind.Boolean => Truths.Of(Boolean is true),
        RuleValueKind.Text => Truths.Of(!string.IsNullOrWhiteSpace(Text)),
        RuleValueKind.Some => Truth.True,
        _ => Truth.Unknown,
    };

    /// <summary>A text that is written out.</summary>
    public static RuleValue Of(string text) => new(RuleValueKind.Text) { Text = text };

    /// <summary>A result.</summary>
    public static RuleValue Of(bool value) => new(RuleValueKind.Boolean) { Boolean = value };

    /// <summary>A result that may not be known.</summary>
    public static RuleValue Of(Truth truth) => truth is Truth.Unknown ? AnyBoolean : Of(truth is Truth.True);

    /// <summary>One of several texts.</summary>
    public static RuleValue OneOf(params ReadOnlySpan<string> texts) => new(RuleValueKind.Some) { Choices = [.. texts] };

    /// <summary>A text that is not known, but is unlike those of other names of its group.</summary>
    public static RuleValue Known(string group, string name) => new(RuleValueKind.Some) { Identity = (group, name) };

    /// <summary>Whether it is equal to another one; a result and a text are compared as texts.</summary>
    public Truth IsEqualTo(RuleValue other)
    {
        if (IsNull || other.IsNull)
        {
            return IsNull && other.IsNull ? Truth.True : IsNull ? other.IsNothing() : IsNothing();
        }

        if (Written is { } left && other.Written is { } right)
        {
            return Truths.Of(left == right);
        }

        if (Identity is { } mine && other.Identity is { } theirs && mine.Group == theirs.Group)
        {
            return Truths.Of(mine.Name == theirs.Name);
        }

        return CannotBe(other.Written) || other.CannotBe(Written) ? Truth.False : Truth.Unknown;
    }

    /// <summary>What <c>&amp;&amp;</c> makes of it and another one.</summary>
    // Ruby's operators give back one of their sides, and to them an empty text counts as true.
    public RuleValue And(RuleValue other) => IsSet switch
    {
        Truth.False => this,
        Truth.True => other,
        _ when other.IsPresent is Truth.False => Absent,
        _ when kind is RuleValueKind.AnyBoolean && other.kind is RuleValueKind.Boolean or RuleValueKind.AnyBoolean => AnyBoolean,
        _ => Any,
    };

    /// <summary>What <c>||</c> makes of it and another one.</summary>
    public RuleValue Or(RuleValue other) => IsSet switch
    {
        Truth.True => this,
        Truth.False => other,
        _ when kind is RuleValueKind.AnyBoolean => other.IsPresent is Truth.True ? Of(true) : other.kind is RuleValueKind.AnyBoolean || other.IsSet is Truth.False ? AnyBoolean : Any,
        _ when kind is RuleValueKind.Absent && other.IsPresent is Truth.False => Absent,
        _ => Any,
    };

    private string? Written => Text ?? (Boolean is { } value ? value ? "true" : "false" : null);

    private Truth IsNothing() => kind is RuleValueKind.Any or RuleValueKind.Absent ? Truth.Unknown : Truth.False;

    private bool CannotBe(string? text) =>
        text is not null && ((!Choices.IsEmpty && !Choices.Contains(text)) || (kind is RuleValueKind.Some && string.IsNullOrWhiteSpace(text)));

    private enum RuleValueKind
    {
        Null,
        Boolean,
        Text,
        Some,
        AnyText,
        AnyBoolean,
        Absent,
        Any,
    }
}
