using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Pipelines.Jenkins.Groovy;

namespace PoPipeline.Sources.Pipelines.Jenkins.Validation;

/// <summary>Holds a declarative pipeline to what Jenkins takes, as far as that depends on no plugin.</summary>
/// <remarks>Source: https://www.jenkins.io/doc/book/pipeline/syntax/#declarative-pipeline and the messages of https://plugins.jenkins.io/pipeline-model-definition/.</remarks>
/// <param name="file">The file.</param>
internal sealed class DeclarativeValidator(JenkinsText file)
{
    private static readonly string[] PipelineSections = ["agent", "stages", "environment", "options", "parameters", "triggers", "tools", "post", "libraries"];
    private static readonly string[] StageSections = ["agent", "stages", "steps", "parallel", "matrix", "environment", "options", "tools", "post", "when", "input"];
    private static readonly string[] MatrixSections = ["axes", "excludes", "stages", "agent", "environment", "input", "options", "post", "tools", "when"];
    private static readonly string[] PostConditions = ["always", "changed", "fixed", "regression", "aborted", "failure", "success", "unstable", "unsuccessful", "notBuilt", "cleanup"];
    private static readonly string[] WhenConditions =
        ["branch", "buildingTag", "changelog", "changeset", "changeRequest", "environment", "equals", "expression", "tag", "not", "allOf", "anyOf", "triggeredBy", "beforeAgent", "beforeInput", "beforeOptions", "isRestartedRun"];

    private static readonly string[] InputFields = ["message", "id", "ok", "submitter", "submitterParameter", "parameters"];
    private static readonly string[] AgentTypes = ["any", "none", "label", "node", "docker", "dockerfile", "kubernetes"];
    private static readonly string[] NodeFields = ["label", "customWorkspace"];
    private static readonly string[] DockerFields = ["image", "label", "args", "registryUrl", "registryCredentialsId", "customWorkspace", "reuseNode", "alwaysPull", "containerPerStageRoot"];
    private static readonly string[] DockerfileFields = ["filename", "dir", "label", "args", "additionalBuildArgs", "registryUrl", "registryCredentialsId", "customWorkspace", "reuseNode", "alwaysPull", "containerPerStageRoot"];

    // Steps that come with Jenkins, and take either names for their arguments or none.
    private static readonly string[] Named = ["sh", "bat", "powershell", "pwsh", "git", "input", "timeout", "archiveArtifacts", "junit", "build", "stash", "mail", "writeFile", "readFile", "catchError", "waitUntil"];

    private static readonly string[] Work = ["steps", "stages", "parallel", "matrix"];

    // Options that are properties of the job as a whole.
    private static readonly string[] JobOptions =
        ["buildDiscarder", "disableConcurrentBuilds", "disableResume", "overrideIndexTriggers", "preserveStashes", "quietPeriod", "newContainerPerStage", "checkoutToSubdirectory", "skipStagesAfterUnstable", "parallelsAlwaysFailFast", "durabilityHint"];

    // Steps that need a machine, of those that come with Jenkins.
    private static readonly string[] OnMachine = ["sh", "bat", "powershell", "pwsh", "checkout", "git", "archiveArtifacts", "junit", "stash", "unstash", "readFile", "writeFile", "deleteDir", "dir", "fileExists"];

    // Steps that are none of a declarative pipeline, and what stands in their place.
    private static readonly Dictionary<string, string> Blocked = new(StringComparer.Ordinal)
    {
        ["stage"] = "stages stand in 'stages' or 'parallel', or in 'script { }'",
        ["properties"] = "'options', 'parameters' and 'triggers' say what it says",
        ["parallel"] = "it stands alone in the steps, or as a section of the stage",
    };

    // Steps that come with Jenkins and enclose no others, so that they are no options.
    private static readonly string[] NoOptions = ["echo", "sh", "bat", "powershell", "pwsh", "checkout", "git", "archiveArtifacts", "junit", "stash", "unstash", "error", "sleep", "readFile", "writeFile", "deleteDir", "fileExists", "mail"];

    // What parameters and steps that come with Jenkins are told by name; a word that is nearly one of them is none of a later version.
    private static readonly Dictionary<string, string[]> KnownArguments = new(StringComparer.Ordinal)
    {
        ["string"] = ["name", "defaultValue", "description", "trim"],
        ["text"] = ["name", "defaultValue", "description", "trim"],
        ["booleanParam"] = ["name", "defaultValue", "description"],
        ["choice"] = ["name", "choices", "description"],
        ["password"] = ["name", "defaultValue", "defaultValueAsSecret", "description"],
        ["timeout"] = ["time", "unit", "activity"],
        ["sleep"] = ["time", "unit"],
        ["sh"] = ["script", "encoding", "label", "returnStatus", "returnStdout"],
        ["bat"] = ["script", "encoding", "label", "returnStatus", "returnStdout"],
        ["archiveArtifacts"] = ["artifacts", "allowEmptyArchive", "caseSensitive", "defaultExcludes", "excludes", "fingerprint", "followSymlinks", "onlyIfSuccessful"],
        ["stash"] = ["name", "allowEmpty", "excludes", "includes", "useDefaultExcludes"],
        ["catchError"] = ["buildResult", "catchInterruptions", "message", "stageResult"],
    };

    private readonly ProblemList problems = new(ProblemEffect.Rejected);

    /// <summary>What Jenkins would reject.</summary>
    /// <param name="script">The file.</param>
    public ImmutableArray<Problem> Validate(GroovyScript script)
    {
        foreach (var statement in script.Statements)
        {
            if (statement is GroovyCall { Name: not "pipeline", Receiver: null, Body: { } around } && around.Body.OfType<GroovyCall>().FirstOrDefault(inner => inner is { Name: "pipeline", Receiver: null, Body.Body: [GroovyCall { Name: "agent" or "stages" or "options" or "environment" }, ..] }) is { } within)
            {
                Add(ProblemKind.Context, "'pipeline' stands at the top of the file, and in no block", within);
            }

            if (statement is GroovyCall { Name: "pipeline", Receiver: null, Body: { } body } call && call.Arguments.Length == 1)
            {
                Pipeline(call, body);
            }
        }

        return problems.InOrder();
    }

    private void Pipeline(GroovyCall call, GroovyClosure body)
    {
        var sections = SectionsOf(body, PipelineSections, "pipeline");
        Require(call, sections, "agent", "a pipeline");
        Require(call, sections, "stages", "a pipeline");
        foreach (var section in sections)
        {
            Section(section, isStage: false);
        }

        if (sections.FirstOrDefault(section => section.Name is "stages") is { Body: { } stages } all)
        {
            var hasAgent = sections.FirstOrDefault(section => section.Name is "agent") is not { } agent || !IsNone(agent);
            Stages(all, stages, new Around(hasAgent, IsInParallel: false));
        }
    }

    private void Stages(GroovyCall section, GroovyClosure body, Around around)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var count = 0;
        foreach (var statement in Unchained(body))
        {
            if (statement is not GroovyCall { Name: "stage", Receiver: null } stage)
            {
                if (!(section.Name is "parallel" && statement is GroovyCall { Name: "failFast" }))
                {
                    Add(ProblemKind.Key, $"'{Shown(statement)}' is no stage, and '{section.Name}' takes nothing else", statement);
                }

                continue;
            }

            count++;
            if (stage.Body is not { } inner)
            {
                Add(ProblemKind.Type, "A stage has a name and a block", stage);
                continue;
            }

            var name = stage["name"] ?? stage.Positional.FirstOrDefault();
            if (name is null || name is GroovyText { Plain: "" })
            {
                Add(ProblemKind.Missing, "A stage has a name", stage);
            }
            else if (name is GroovyText { Plain: { } text } && !names.Add(text))
            {
                Add(ProblemKind.Name, $"The name '{text}' is that of a stage before it", name);
            }

            Stage(stage, inner, (name as GroovyText)?.Plain ?? "", around);
        }

        if (count == 0)
        {
            Add(ProblemKind.Missing, $"'{section.Name}' has no stage", section);
        }
    }

    private void Stage(GroovyCall stage, GroovyClosure body, string name, Around around)
    {
        var sections = SectionsOf(body, StageSections, $"the stage '{name}'");
        var work = sections.Where(section => Work.Contains(section.Name, StringComparer.Ordinal)).ToList();
        if (work.Count == 0)
        {
            Add(ProblemKind.Missing, $"The stage '{name}' has nothing to do: it needs one of 'steps', 'stages', 'parallel' and 'matrix'", stage);
        }
        else if (work.Select(section => section.Name).Distinct(StringComparer.Ordinal).Count() > 1)
        {
            Add(ProblemKind.Key, $"The stage '{name}' has '{work[0].Name}' and '{work[1].Name}', of which only one may stand in it", work[1]);
        }

        foreach (var section in sections)
        {
            Section(section, isStage: true);
        }

        var own = sections.FirstOrDefault(section => section.Name is "agent");
        var hasAgent = own is null ? around.HasAgent : !IsNone(own);
        foreach (var section in work)
        {
            if (section.Body is not { } inner)
            {
                continue;
            }

            switch (section.Name)
            {
                case "steps":
                    if (inner.Body.IsEmpty)
                    {
                        Add(ProblemKind.Missing, $"The stage '{name}' has no step", section);
                    }

                    if (!hasAgent)
                    {
                        Machineless(inner);
                    }

                    Steps(inner);
                    break;
                case "parallel" or "matrix" when around.IsInParallel:
                    Add(ProblemKind.Key, $"'{section.Name}' stands within stages that run side by side already, where none may", section);
                    break;
                case "parallel":
                    Alone(sections, name);
                    Stages(section, inner, new Around(hasAgent, IsInParallel: true));
                    break;
                case "matrix":
                    Alone(sections, name);
                    Matrix(section, inner, hasAgent);
                    break;
                case "stages":
                    Stages(section, inner, around with { HasAgent = hasAgent });
                    break;
            }
        }
    }

    // Each of the stages that run side by side has a machine and tools of its own.
    private void Alone(List<GroovyCall> sections, string name)
    {
        foreach (var kept in sections.Where(section => section.Name is "tools" || (section.Name is "agent" && !IsNone(section))))
        {
            Add(ProblemKind.Key, $"'{kept.Name}' may not stand in the stage '{name}', whose stages run side by side", kept);
        }
    }

    private void Matrix(GroovyCall matrix, GroovyClosure body, bool hasAgent)
    {
        var sections = SectionsOf(body, MatrixSections, "a matrix");
        Require(matrix, sections, "axes", "a matrix");
        Require(matrix, sections, "stages", "a matrix");
        foreach (var section in sections)
        {
            switch (section)
            {
                case { Name: "axes", Body: { } axes }:
                    Axes(section, axes, "axis");
                    break;
                case { Name: "excludes", Body: { } excludes }:
                    if (excludes.Body.IsEmpty)
                    {
                        Add(ProblemKind.Missing, "'excludes' excludes nothing", section);
                    }

                    foreach (var exclude in Unchained(excludes))
                    {
                        if (exclude is GroovyCall { Name: "exclude", Body: { } inner } one)
                        {
                            Axes(one, inner, "axis");
                        }
                        else
                        {
                            Add(ProblemKind.Key, $"'{Shown(exclude)}' is no 'exclude'", exclude);
                        }
                    }

                    break;
                case { Name: "stages", Body: { } stages }:
                    var agent = sections.FirstOrDefault(other => other.Name is "agent");
                    Stages(section, stages, new Around(agent is null ? hasAgent : !IsNone(agent), IsInParallel: true));
                    break;
                default:
                    Section(section, isStage: true);
                    break;
            }
        }
    }

    private void Axes(GroovyCall section, GroovyClosure body, string kind)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        if (body.Body.IsEmpty)
        {
            Add(ProblemKind.Missing, $"'{section.Name}' has no '{kind}'", section);
        }

        foreach (var statement in Unchained(body))
        {
            if (statement is not GroovyCall { Body: { } inner } axis || axis.Name != kind)
            {
                Add(ProblemKind.Key, $"'{Shown(statement)}' is no '{kind}'", statement);
                continue;
            }

            var fields = inner.Body.OfType<GroovyCall>().ToList();
            if (fields.FirstOrDefault(field => field.Name is "name") is not { } name)
            {
                Add(ProblemKind.Missing, "An axis has a name", axis);
            }
            else if (name.Positional.FirstOrDefault() is not GroovyText { Plain: { Length: > 0 } text })
            {
                Add(ProblemKind.Type, "The name of an axis is a text that is written out", name);
            }
            else if (!IsVariable(text))
            {
                Add(ProblemKind.Name, $"'{text}' is no name of a variable, which each axis sets", name);
            }
            else if (!names.Add(text))
            {
                Add(ProblemKind.Name, $"The axis '{text}' is there already", name);
            }

            if (fields.FirstOrDefault(field => field.Name is "values" || (field.Name is "notValues" && section.Name is "exclude")) is not { } values || !values.Positional.Any())
            {
                Add(ProblemKind.Missing, "An axis has values", axis);
            }
            else if (fields.Find(field => field.Name is "notValues") is { } others && others != values)
            {
                Add(ProblemKind.Key, "An axis has 'values' or 'notValues', and not both", others);
            }
            else
            {
                var seen = new HashSet<string>(StringComparer.Ordinal);
                foreach (var value in values.Positional)
                {
                    if (value is not GroovyText { Plain: { } said })
                    {
                        Add(ProblemKind.Type, "The values of an axis are texts that are written out", value);
                    }
                    else if (!seen.Add(said))
                    {
                        Add(ProblemKind.Name, $"The value '{said}' is there already", value);
                    }
                }
            }
        }
    }

    private void Section(GroovyCall section, bool isStage)
    {
        switch (section.Name)
        {
            case "agent":
                Agent(section);
                return;
            case "input":
                Input(section);
                return;
        }

        if (section.Body is not { } body)
        {
            Add(ProblemKind.Type, $"'{section.Name}' has a block", section);
            return;
        }

        switch (section.Name)
        {
            case "post":
                Post(section, body);
                break;
            case "when":
                if (body.Body.IsEmpty)
                {
                    Add(ProblemKind.Missing, "'when' has no condition", section);
                }

                Conditions(body);
                break;
            case "environment":
                Environment(section, body);
                break;
            case "options" or "triggers" or "parameters" or "tools" or "libraries":
                if (body.Body.IsEmpty)
                {
                    Add(ProblemKind.Missing, $"'{section.Name}' is empty", section);
                }

                Entries(section, body, isStage);
                break;
        }
    }

    private void Entries(GroovyCall section, GroovyClosure body, bool isStage)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var statement in body.Body)
        {
            if (statement is not GroovyCall { Name: { } name, Receiver: null } entry)
            {
                if (statement is not GroovyUnread)
                {
                    Add(ProblemKind.Type, $"'{Shown(statement)}' is no entry of '{section.Name}'", statement);
                }

                continue;
            }

            if (section.Name is "options" or "triggers" or "parameters" && entry.Arguments.Any(argument => argument.Value is GroovyClosure))
            {
                Add(ProblemKind.Type, $"'{name}' has a block, which nothing in '{section.Name}' may have", entry);
            }
            else if (section.Name is "options" && isStage && JobOptions.Contains(name, StringComparer.Ordinal))
            {
                Add(ProblemKind.Key, $"'{name}' is an option of the pipeline as a whole, and no stage has it", entry);
            }
            else if (section.Name is "options" or "triggers" && !names.Add(name))
            {
                Add(ProblemKind.Name, $"'{name}' stands in '{section.Name}' already", entry);
            }
            else if (section.Name is "libraries" && name is not "lib")
            {
                Add(ProblemKind.Key, $"'{name}' is no 'lib', and 'libraries' takes nothing else", entry);
            }
            else if (section.Name is "libraries" && entry.Arguments is not [{ IsNamed: false }])
            {
                Add(ProblemKind.Type, "'lib' takes the name of a library, and nothing else", entry);
            }
            else if (section.Name is "options" && NoOptions.Contains(name, StringComparer.Ordinal))
            {
                Add(ProblemKind.Key, $"'{name}' is a step, and no option", entry);
            }
            else if (section.Name is "options" or "triggers" or "parameters" && entry.Arguments.Any(argument => argument.IsNamed) && entry.Arguments.Any(argument => !argument.IsNamed))
            {
                Add(ProblemKind.Type, $"'{name}' takes names for all of its arguments, or for none", entry);
            }
            else if (name is "cron" or "pollSCM" && section.Name is "triggers" && entry.Arguments.IsEmpty)
            {
                Add(ProblemKind.Missing, $"'{name}' takes a text that says when", entry);
            }
            else
            {
                ArgumentsOf(entry, section.Name is "parameters" ? "" : section.Name!);
            }
        }
    }

    private void Post(GroovyCall section, GroovyClosure body)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        if (body.Body.IsEmpty)
        {
            Add(ProblemKind.Missing, "'post' has no condition", section);
        }

        foreach (var statement in Unchained(body))
        {
            if (statement is not GroovyCall { Name: { } name, Receiver: null } condition || condition.Body is not { } inner)
            {
                Add(ProblemKind.Type, $"'{Shown(statement)}' is no condition with a block, and 'post' takes nothing else", statement);
            }
            else if (!PostConditions.Contains(name, StringComparer.Ordinal))
            {
                Add(ProblemKind.Key, $"'{name}' is no condition of 'post'{Names.Meant(name, PostConditions)}", condition);
            }
            else if (!seen.Add(name))
            {
                Add(ProblemKind.Name, $"'{name}' stands in 'post' already", condition);
            }
            else if (inner.Body.IsEmpty)
            {
                Add(ProblemKind.Missing, $"'{name}' has no step", condition);
            }
            else
            {
                Steps(inner);
            }
        }
    }

    private void Conditions(GroovyClosure body)
    {
        foreach (var statement in body.Body)
        {
            if (statement is not GroovyCall { Name: { } name, Receiver: null } condition)
            {
                if (statement is not (GroovyUnread or GroovyName { Name: "changeRequest" or "buildingTag" }))
                {
                    Add(ProblemKind.Type, $"'{Shown(statement)}' is no condition; what is computed belongs into 'expression {{ }}'", statement);
                }

                continue;
            }

            switch (name)
            {
                case "allOf" or "anyOf" or "not" when condition.Arguments.Length > 1:
                    Add(ProblemKind.Type, $"'{name}' takes a block of conditions and nothing else", condition);
                    break;
                case "branch" or "tag" or "changelog" or "changeset" or "equals" or "environment" or "buildingTag" or "changeRequest" or "triggeredBy" when condition.Body is not null:
                    Add(ProblemKind.Type, $"'{name}' has no block", condition);
                    break;
                case "branch" or "tag" or "changelog" or "changeset" when condition.Arguments.IsEmpty || condition.Positional.Count() > 1:
                    Add(ProblemKind.Missing, $"'{name}' takes one pattern", condition);
                    break;
                case "branch" or "tag" or "changelog" or "changeset" when condition.Positional.FirstOrDefault() is GroovyConstant:
                    Add(ProblemKind.Type, $"'{name}' takes a text", condition);
                    break;
                case "environment" when condition.Arguments.Any(argument => argument.IsNamed) && (condition["name"] is null || condition["value"] is null):
                    Add(ProblemKind.Missing, "'environment' takes the 'name' of a variable and a 'value'", condition);
                    break;
                case "equals" when condition.Arguments.Any(argument => argument.IsNamed) && (condition["actual"] is null || condition["expected"] is null):
                    Add(ProblemKind.Missing, "'equals' takes what is 'expected' and the 'actual' value", condition);
                    break;
                case "allOf" or "anyOf" or "not" when condition.Body is { } inner:
                    if (inner.Body.IsEmpty || (name is "not" && inner.Body.Length != 1))
                    {
                        Add(ProblemKind.Missing, $"'{name}' takes {(name is "not" ? "one condition" : "one condition or more")}", condition);
                    }

                    Conditions(inner);
                    break;
                case "allOf" or "anyOf" or "not":
                    Add(ProblemKind.Type, $"'{name}' has a block of conditions", condition);
                    break;
                case "expression" when condition.Body is null:
                    Add(ProblemKind.Type, "'expression' has a block", condition);
                    break;
                default:
                    // Plugins bring their own; a word that is nearly one of Jenkins' is none of theirs.
                    if (!WhenConditions.Contains(name, StringComparer.Ordinal) && NearestName.Of(name, WhenConditions) is { } near)
                    {
                        Add(ProblemKind.Key, $"'{name}' is no condition of 'when'; '{near}' is", condition);
                    }

                    break;
            }
        }
    }

    private void Environment(GroovyCall section, GroovyClosure body)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        if (body.Body.IsEmpty)
        {
            Add(ProblemKind.Missing, "'environment' sets no variable", section);
        }

        foreach (var statement in body.Body)
        {
            if (statement is not GroovyAssignment { Operator: "=", Target: GroovyName variable } assignment)
            {
                if (statement is not GroovyUnread)
                {
                    Add(ProblemKind.Type, $"'{Shown(statement)}' sets no variable; 'environment' takes 'NAME = value'", statement);
                }
            }
            else if (!names.Add(variable.Name))
            {
                Add(ProblemKind.Name, $"The variable '{variable.Name}' is set already", variable);
            }
            else if (!IsVariable(variable.Name))
            {
                Add(ProblemKind.Name, $"'{variable.Name}' is no name of a variable", variable);
            }
            else if (assignment.Value is GroovyOperation { IsConcatenation: true } joined && joined.Operands.FirstOrDefault(operand => operand is GroovyList or GroovyMap or GroovyClosure) is { } part)
            {
                Add(ProblemKind.Type, $"'{Shown(part)}' is no text, and cannot be joined to one here", part);
            }
            else if (assignment.Value is GroovyCall { Callee: GroovyName { Name: "$" } })
            {
                Add(ProblemKind.Type, $"'{Shown(assignment.Value)}' is no value by itself; it belongs between double quotes", assignment.Value);
            }
            else if (assignment.Value is GroovyOperation { IsConcatenation: false })
            {
                Add(ProblemKind.Type, $"The parts of the variable '{variable.Name}' may only be joined by '+'", assignment.Value);
            }
            else if (assignment.Value is not (GroovyText or GroovyCall or GroovyOperation or GroovyConstant or GroovyUnread or GroovyName or GroovyProperty or GroovyChoice or GroovyIndex))
            {
                Add(ProblemKind.Type, $"The variable '{variable.Name}' is a text, or what a function gives", assignment.Value);
            }
        }
    }

    private void Input(GroovyCall section)
    {
        if (section.Body is not { } body)
        {
            Add(ProblemKind.Type, "'input' has a block, in a stage", section);
            return;
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var statement in body.Body)
        {
            if (statement is not GroovyCall { Name: { } name } field || !InputFields.Contains(name, StringComparer.Ordinal))
            {
                Add(ProblemKind.Key, $"'{Shown(statement)}' is no field of 'input'", statement);
            }
            else if (!seen.Add(name))
            {
                Add(ProblemKind.Name, $"'{name}' stands in 'input' already", field);
            }
        }

        if (!seen.Contains("message"))
        {
            Add(ProblemKind.Missing, "'input' has no 'message'", section);
        }
    }

    private void Agent(GroovyCall section)
    {
        if (section.Body is not { } body)
        {
            if (section.Positional.FirstOrDefault() is not GroovyName { Name: "any" or "none" })
            {
                Add(ProblemKind.Type, "An agent is 'any', 'none' or a block", section);
            }

            return;
        }

        var types = body.Body.OfType<GroovyCall>().ToList();
        var bare = body.Body.OfType<GroovyName>().ToList();
        if (types.Count + bare.Count == 0)
        {
            Add(ProblemKind.Missing, "The agent has no type", section);
        }
        else if (types.Count + bare.Count > 1)
        {
            Add(ProblemKind.Key, "An agent has one type", body.Body[1]);
        }

        foreach (var type in types)
        {
            GroovyNode? Field(string name) => type[name] ?? type.Body?.Body.OfType<GroovyCall>().FirstOrDefault(field => field.Name == name)?.Positional.FirstOrDefault();
            switch (type.Name)
            {
                case "docker" when type.Body is not null && Field("image") is null:
                    Add(ProblemKind.Missing, "The agent 'docker' has no 'image'", type);
                    break;
                case "node" when Field("label") is null:
                    Add(ProblemKind.Missing, "The agent 'node' has no 'label'", type);
                    break;
                case "label" when type.Positional.FirstOrDefault() is null:
                    Add(ProblemKind.Missing, "The agent 'label' names no label", type);
                    break;
                case "dockerfile" when Field("filename") is GroovyText { Plain: { } name } && name.AsSpan().ContainsAny('/', '\\'):
                    Add(ProblemKind.Type, $"The name of a Dockerfile has no folder: 'dir' says where '{name}' lies", type);
                    break;
                case "docker" or "dockerfile" or "node" when type.Body is { } fields:
                    var known = type.Name switch { "docker" => DockerFields, "dockerfile" => DockerfileFields, _ => NodeFields };
                    foreach (var field in fields.Body.OfType<GroovyCall>().Where(field => !known.Contains(field.Name, StringComparer.Ordinal)))
                    {
                        Add(ProblemKind.Key, $"'{field.Name}' is nothing that the agent '{type.Name}' has{Names.Meant(field.Name ?? "", known)}", field);
                    }

                    break;
                case { } other when !AgentTypes.Contains(other, StringComparer.Ordinal) && NearestName.Of(other, AgentTypes) is { } near:
                    Add(ProblemKind.Key, $"'{other}' is no type of agent; '{near}' is", type);
                    break;
            }
        }
    }

    // Either may start with a letter or the line beneath.
    private static bool IsVariable(string name) => name.Length > 0 && !char.IsAsciiDigit(name[0]) && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_');

    // Names of arguments that come twice, and those that are nearly one that is known.
    private void ArgumentsOf(GroovyCall call, string section)
    {
        if (section is not ("" or "steps" or "options") || call.Name is not { } name)
        {
            return;
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        var known = KnownArguments.GetValueOrDefault(name) is { } all && (section.Length == 0) == all.Contains("description", StringComparer.Ordinal) ? all : [];
        foreach (var argument in call.Arguments.Where(argument => argument.Name is not null))
        {
            if (!seen.Add(argument.Name!))
            {
                Add(ProblemKind.Name, $"'{argument.Name}' is given to '{name}' already", argument.Value);
            }
            else if (known.Length > 0 && !known.Contains(argument.Name!, StringComparer.Ordinal) && NearestName.Of(argument.Name!, known) is { } near)
            {
                Add(ProblemKind.Key, $"'{argument.Name}' is nothing that '{name}' takes; '{near}' is", argument.Value);
            }
            else if (section.Length == 0 && known.Length > 0 && argument is { Name: "name" or "description", Value: GroovyConstant { Text: not "null" } })
            {
                Add(ProblemKind.Type, $"The '{argument.Name}' of a parameter is a text", argument.Value);
            }
        }

        if (name is "timeout" && call["time"] is null && call.Arguments.Any(argument => argument.Name is not null) && !call.Positional.Any())
        {
            Add(ProblemKind.Missing, "'timeout' has no 'time'", call);
        }
        else if (name is "timeout" && (call["time"] ?? call.Positional.FirstOrDefault()) is GroovyText { Plain: not null } text)
        {
            Add(ProblemKind.Type, "The 'time' of a timeout is a number", text);
        }
    }

    // parallel(a: { … }, failFast: true)
    private void Branches(GroovyCall parallel)
    {
        foreach (var argument in parallel.Arguments.Where(argument => argument is { Name: not null }))
        {
            if (argument.Name is "failFast" ? argument.Value is not (GroovyConstant or GroovyName or GroovyProperty or GroovyCall) : argument.Value is GroovyText or GroovyConstant)
            {
                Add(ProblemKind.Type, argument.Name is "failFast" ? "'failFast' is true or false" : $"The branch '{argument.Name}' is a block", argument.Value);
            }
        }
    }

    // What declarative steps may not hold outside of 'script'.
    private void Steps(GroovyClosure body)
    {
        foreach (var statement in body.Body)
        {
            if (statement is GroovyCall { Name: { } blocked, Receiver: null } call && Blocked.TryGetValue(blocked, out var instead))
            {
                if (blocked is "parallel" && body.Body.Length == 1)
                {
                    Branches(call);
                }
                else
                {
                    Add(ProblemKind.Context, $"'{blocked}' is no step of a declarative pipeline: {instead}", call);
                }

                continue;
            }

            if (statement is GroovyCall { Receiver: null } named)
            {
                ArgumentsOf(named, "steps");
            }

            switch (statement)
            {
                case GroovyText or GroovyOperation or GroovyConstant or GroovyList or GroovyMap or GroovyName or GroovyProperty:
                    Add(ProblemKind.Type, $"'{Shown(statement)}' is no step", statement);
                    break;
                case GroovyVariable or GroovyIf or GroovyLoop or GroovyTry or GroovySwitch or GroovyAssignment or GroovyMethod or GroovyClass:
                    Add(ProblemKind.Type, $"'{Shown(statement)}' is no step; what is not belongs into 'script {{ }}'", statement);
                    break;
                case GroovyCall { Receiver: not null }:
                    Add(ProblemKind.Type, $"'{Shown(statement)}' calls something of an object, which belongs into 'script {{ }}'", statement);
                    break;
                case GroovyCall { Name: { } name } step when Named.Contains(name, StringComparer.Ordinal) && step.Arguments.Any(argument => argument.IsNamed) && step.Positional.Any(value => value is not GroovyClosure):
                    Add(ProblemKind.Type, $"'{name}' takes names for all of its arguments, or for none", step);
                    break;
                case GroovyCall { Name: not "script", Body: { } inner, Receiver: null } block when block.Name is "withCredentials" or "withEnv" or "dir" or "timeout" or "retry" or "node" or "lock" or "catchError" or "warnError" or "container" or "timestamps" or "ansiColor" or "sshagent" or "ws":
                    Steps(inner);
                    break;
            }
        }
    }

    private void Machineless(GroovyClosure body)
    {
        foreach (var statement in body.Body.OfType<GroovyCall>())
        {
            if (statement is { Name: { } name, Receiver: null } && OnMachine.Contains(name, StringComparer.Ordinal))
            {
                problems.Add(ProblemKind.Context, $"'{name}' needs a machine, and the stage has none: neither the pipeline nor the stage names an agent", PlaceOf(statement), ProblemEffect.Altered);
                return;
            }
        }
    }

    private List<GroovyCall> SectionsOf(GroovyClosure body, string[] known, string where)
    {
        var sections = new List<GroovyCall>();
        foreach (var statement in Unchained(body))
        {
            if (statement is not GroovyCall { Name: { } name, Receiver: null } section)
            {
                if (statement is not GroovyUnread)
                {
                    Add(ProblemKind.Key, $"'{Shown(statement)}' is no section of {where}", statement);
                }

                continue;
            }

            if (!known.Contains(name, StringComparer.Ordinal))
            {
                if (!(name is "failFast"))
                {
                    Add(ProblemKind.Key, $"'{name}' is no section of {where}{Names.Meant(name, known)}", section);
                }
            }
            else if (sections.Exists(other => other.Name == name))
            {
                Add(ProblemKind.Name, $"The section '{name}' is there already", section);
            }
            else
            {
                sections.Add(section);
            }
        }

        return sections;
    }

    // 'a { … } b { … }' on one line calls 'b' on what 'a' gives, which Jenkins takes for no block.
    private IEnumerable<GroovyNode> Unchained(GroovyClosure body)
    {
        foreach (var statement in body.Body)
        {
            if (statement is not GroovyCall { Receiver: GroovyCall { Body: not null }, Name: not null } last)
            {
                yield return statement;
                continue;
            }

            var links = new Stack<GroovyCall>();
            var at = last;
            while (at is GroovyCall { Receiver: GroovyCall { Body: not null } before, Name: { } called } link)
            {
                links.Push(link with { Start = link.NameStart, Callee = new GroovyName(link.NameStart, link.NameStart + called.Length, called) });
                at = before;
            }

            Add(ProblemKind.Syntax, $"'{links.Peek().Name}' stands behind a block on the same line, so that Groovy calls it on that; put it on a line of its own, or a ';' before it", links.Peek());
            yield return at;
            foreach (var link in links)
            {
                yield return link;
            }
        }
    }

    private void Require(GroovyCall call, List<GroovyCall> sections, string name, string where)
    {
        if (!sections.Exists(section => section.Name == name))
        {
            Add(ProblemKind.Missing, $"The section '{name}' is missing, which {where} must have", call);
        }
    }

    private static bool IsNone(GroovyCall agent) => agent.Positional.FirstOrDefault() is GroovyName { Name: "none" };

    private string Shown(GroovyNode node)
    {
        const int Longest = 40;
        var written = file.Written(node);
        var line = written.AsSpan(0, written.AsSpan().IndexOfAny('\n', '\r', '{') is >= 0 and var end ? end : written.Length).Trim();
        return line.Length > Longest ? $"{line[..(Longest - 1)]}…" : line.ToString();
    }

    private void Add(ProblemKind kind, string message, GroovyNode node) => problems.Add(kind, message, PlaceOf(node));

    // The word that a block begins with, rather than the block.
    private Place PlaceOf(GroovyNode node) => node is GroovyCall { Callee: GroovyName callee } ? file.PlaceOf(callee) : file.PlaceOf(node.Start, Math.Min(node.End, node.Start + Shown(node).Length));

    private readonly record struct Around(bool HasAgent, bool IsInParallel);
}
