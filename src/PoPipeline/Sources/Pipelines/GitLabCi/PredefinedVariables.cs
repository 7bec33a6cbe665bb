using PoPipeline.Rules.Model.Pipelines;

namespace PoPipeline.Sources.Pipelines.GitLabCi;

internal static class PredefinedVariables
{
    public static PredefinedVariable? Find(string name) => name switch
    {
        "CI_JOB_TOKEN" => new PredefinedVariable(name, Provenance.Constant, IsSecret: true),
        "CI_COMMIT_MESSAGE" => new PredefinedVariable(name, new Provenance(Origin.Contributor, Charset.Free) { Sources = [name] }, IsSecret: false),
        _ => null,
    };
}

internal sealed record PredefinedVariable(string Name, Provenance Provenance, bool IsSecret);
