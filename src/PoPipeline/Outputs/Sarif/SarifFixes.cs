using Microsoft.CodeAnalysis.Sarif;
using PoPipeline.Escaping;
using Model = PoPipeline.Rules.Model;

namespace PoPipeline.Outputs.Sarif;

/// <summary>Edits that mend a finding, as fixes of SARIF.</summary>
internal static class SarifFixes
{
    /// <summary>A fix, with one change a file.</summary>
    public static Fix Of(Model.Results.Fix fix) => new()
    {
        Description = new Message { Text = Untrusted.SarifMessage(fix.Description) },
        ArtifactChanges =
        [
            .. fix.Edits.GroupBy(edit => edit.Place.Path, StringComparer.Ordinal).Select(file => new ArtifactChange
            {
                ArtifactLocation = SarifPlaces.FileOf(file.Key),
                Replacements = [.. file.Select(edit => new Replacement
                {
                    DeletedRegion = SarifPlaces.PlaceOf(edit.Place.Region),
                    InsertedContent = edit.Text.Length > 0 ? new ArtifactContent { Text = edit.Text } : null,
                })],
            }),
        ],
    };
}
