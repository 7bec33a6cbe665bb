using System.Collections.Frozen;
using PoPipeline.Rules.Model.Pipelines;

namespace PoPipeline.Sources.Pipelines.GitHubActions;

/// <summary>Well-known actions that restore a cache, and the input that says whether they do.</summary>
internal static class CacheTable
{
    /// <summary>How the input decides.</summary>
    private enum Switch
    {
        /// <summary>It always does.</summary>
        Always,

        /// <summary>It does where the input has a value other than false.</summary>
        OnWhenSet,

        /// <summary>It does unless the input is false.</summary>
        OffWhenFalse,

        /// <summary>It does unless the input is true.</summary>
        OffWhenTrue,
    }

    private static readonly FrozenDictionary<string, (Switch Switch, string Input, ExchangeKind Kind)> Table = new Dictionary<string, (Switch, string, ExchangeKind)>(StringComparer.Ordinal)
    {
        ["actions/cache"] = (Switch.Always, "", ExchangeKind.Cache),
        ["actions/cache/restore"] = (Switch.Always, "", ExchangeKind.CacheRestore),
        ["actions/setup-dotnet"] = (Switch.OnWhenSet, "cache", ExchangeKind.Cache),
        ["actions/setup-go"] = (Switch.OffWhenFalse, "cache", ExchangeKind.Cache),
        ["actions/setup-java"] = (Switch.OnWhenSet, "cache", ExchangeKind.Cache),
        ["actions/setup-node"] = (Switch.OnWhenSet, "cache", ExchangeKind.Cache),
        ["actions/setup-python"] = (Switch.OnWhenSet, "cache", ExchangeKind.Cache),
        ["astral-sh/setup-uv"] = (Switch.OffWhenFalse, "enable-cache", ExchangeKind.Cache),
        ["bufbuild/buf-action"] = (Switch.OnWhenSet, "cache", ExchangeKind.Cache),
        ["golangci/golangci-lint-action"] = (Switch.OffWhenTrue, "skip-cache", ExchangeKind.Cache),
        ["gradle/actions/setup-gradle"] = (Switch.OffWhenTrue, "cache-disabled", ExchangeKind.Cache),
        ["gradle/gradle-build-action"] = (Switch.OffWhenTrue, "cache-disabled", ExchangeKind.Cache),
        ["mozilla-actions/sccache-action"] = (Switch.Always, "", ExchangeKind.Cache),
        ["pnpm/action-setup"] = (Switch.OnWhenSet, "cache", ExchangeKind.Cache),
        ["prefix-dev/setup-pixi"] = (Switch.OnWhenSet, "cache", ExchangeKind.Cache),
        ["ruby/setup-ruby"] = (Switch.OnWhenSet, "bundler-cache", ExchangeKind.Cache),
        ["swatinem/rust-cache"] = (Switch.OffWhenTrue, "lookup-only", ExchangeKind.Cache),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>What the action does with a cache; null where it uses none.</summary>
    /// <param name="action">The action's name, lower case.</param>
    /// <param name="input">Gives the value of an input; null where none is given.</param>
    public static ExchangeKind? Of(string action, Func<string, string?> input)
    {
        if (!Table.TryGetValue(action, out var entry))
        {
            return null;
        }

        var value = entry.Switch is Switch.Always ? null : input(entry.Input)?.Trim();
        var uses = entry.Switch switch
        {
            Switch.OnWhenSet => value is { Length: > 0 } && !value.Equals("false", StringComparison.OrdinalIgnoreCase),
            Switch.OffWhenFalse => value is null || !value.Equals("false", StringComparison.OrdinalIgnoreCase),
            Switch.OffWhenTrue => value is null || !value.Equals("true", StringComparison.OrdinalIgnoreCase),
            _ => true,
        };
        return uses ? entry.Kind : null;
    }
}
