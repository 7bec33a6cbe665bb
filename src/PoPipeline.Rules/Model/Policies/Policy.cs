using System.Collections.Immutable;

namespace PoPipeline.Rules.Model.Policies;

/// <summary>What an organisation asks for, read from <c>.popipeline.yml</c>; every default is what holds without that file.</summary>
public sealed record Policy
{
    /// <summary>The file that it was read from; null where none was.</summary>
    public string? Path { get; init; }

    /// <summary>The forge, where the file says; otherwise it is told from the remote.</summary>
    public Forge Forge { get; init; }

    /// <summary>Rules that are switched off, each with its reason.</summary>
    public ImmutableArray<DisabledRule> Disabled { get; init; } = [];

    /// <summary>Rules, by id or by SSDF task, that must have been evaluated for the gate to be met.</summary>
    public ImmutableArray<string> Required { get; init; } = [];

    /// <summary>Code owners.</summary>
    public CodeOwnersPolicy CodeOwners { get; init; } = new();

    /// <summary>Pipelines.</summary>
    public PipelinesPolicy Pipelines { get; init; } = new();

    /// <summary>Templates for issues and changes.</summary>
    public TemplatesPolicy Templates { get; init; } = new();

    /// <summary>The toolchain.</summary>
    public ToolchainPolicy Toolchain { get; init; } = new();

    /// <summary>Layouts of supply chains.</summary>
    public InTotoPolicy InToto { get; init; } = new();

    /// <summary>Templates that repositories are made of.</summary>
    public ScaffoldingPolicy Scaffolding { get; init; } = new();

    /// <summary>Settings of the forge.</summary>
    public SettingsPolicy Settings { get; init; } = new();

    /// <summary>Audit logs that are collected.</summary>
    public AuditLogPolicy AuditLogs { get; init; } = new();

    /// <summary>Exceptions.</summary>
    public ExceptionsPolicy Exceptions { get; init; } = new();
}

/// <summary>How long an exception may run, and how many people must approve it.</summary>
/// <param name="Days">The most days from the decision to its last day.</param>
/// <param name="Approvals">How many different approvers.</param>
public sealed record LimitsPolicy(int Days, int Approvals);

/// <summary>A rule that the policy switches off.</summary>
/// <param name="Rule">The id.</param>
/// <param name="Reason">Why.</param>
/// <param name="Span">Where the policy says so, which may be a file that the repository's own extends.</param>
public sealed record DisabledRule(string Rule, string Reason, Place Span);
