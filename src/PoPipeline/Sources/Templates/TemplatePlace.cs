using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Templates;

namespace PoPipeline.Sources.Templates;

/// <summary>What a forge makes of a file by its name.</summary>
/// <param name="Forge">The forge.</param>
/// <param name="Kind">What the file is for.</param>
/// <param name="Format">How it is written.</param>
/// <param name="Default">Whether the forge fills it in without anybody choosing it.</param>
internal sealed record TemplatePlace(Forge Forge, TemplateKind Kind, TemplateFormat Format, bool Default = false)
{
    /// <summary>Whether the forge offers it in a menu, for which it must say its name.</summary>
    public bool InMenu { get; init; }

    /// <summary>Why the forge never offers it, as a clause; null where it does.</summary>
    public string? Ignored { get; init; }
}
