using PoPipeline.Rules.Model;
using PoPipeline.Sources.Pipelines.Tekton;
using PoPipeline.Sources.Pipelines.Tekton.Validation;

namespace PoPipeline.Tests.Sources.Pipelines.Tekton;

/// <summary>Breaks resources in one way each, as the admission of Tekton or the schema of its resources refuses them: the place and the words of what we say.</summary>
public sealed class BreakageTests
{
    private const string TaskStart = "apiVersion: tekton.dev/v1\nkind: Task\nmetadata: {name: t}\nspec:\n";
    private const string PipelineStart = "apiVersion: tekton.dev/v1\nkind: Pipeline\nmetadata: {name: p}\nspec:\n";
    private const string RunStart = "apiVersion: tekton.dev/v1\nkind: PipelineRun\nmetadata: {name: r}\nspec:\n";
    private const string TaskRunStart = "apiVersion: tekton.dev/v1\nkind: TaskRun\nmetadata: {name: r}\nspec:\n";
    private const string Steps = "  steps: [{name: a, image: alpine}]\n";

    // What stands between the marks is what is said to be wrong; one mark alone is an empty place.
    public static TheoryData<string, string> Breakages => new()
    {
        { TaskStart + "  steps: [{name: a, image: alpine, «scirpt»: echo}]\n", "'scirpt' is no field of 'steps'; 'script' is" },
        { TaskStart + "  steps: [{name: a, image: alpine, «resources»: {}}]\n", "'resources' is no field of 'steps' in 'tekton.dev/v1'; 'computeResources' is" },
        { TaskStart + "  steps: [{name: a, image: alpine, env: [{name: N, value: «1»}]}]\n", "'value' has to be a text, so that '1' needs quotes" },
        { TaskStart + "  steps: [{name: a, image: alpine, env: [{name: N, value: «yes»}]}]\n", "'value' has to be a text, so that 'yes' needs quotes" },
        { TaskStart + "  steps: [{name: a, image: alpine, command: «git»}]\n", "'command' has to be a list, and is one value" },
        { TaskStart + "  steps: [{name: a, image: alpine, securityContext: {privileged: «\"true\"»}}]\n", "'privileged' has to be 'true' or 'false', and 'true' is none" },
        { TaskStart + "  volumes: [{name: v, emptyDir: {}}]\n  steps: [{name: a, image: alpine, volumeMounts: [«»{name: v}]}]\n", "What stands in 'volumeMounts' needs a 'mountPath'" },
        { "apiVersion: tekton.dev/v1\n«kind»: Task\nmetadata: {name: t}\n".Replace("«kind»: Task", "kind: «Task»", StringComparison.Ordinal), "A Task needs a 'spec'" },
        { "apiVersion: «tekton.dev/v1alpha1»\nkind: Task\nmetadata: {name: t}\nspec:\n" + Steps, "There is no 'Task' in 'tekton.dev/v1alpha1'; 'tekton.dev/v1" },
        { "apiVersion: tekton.dev/v1\nkind: Task\nmetadata: {name: «My_Task»}\nspec:\n" + Steps, "'My_Task' is no name of a resource" },
        { "apiVersion: tekton.dev/v1\nkind: Task\nmetadata: «»{labels: {a: b}}\nspec:\n" + Steps, "A Task needs a 'name' or a 'generateName'" },
        { "apiVersion: tekton.dev/v1\nkind: Task\nmetadata: {name: t, labels: {app.kubernetes.io/version: «0.1»}}\nspec:\n" + Steps, "The label 'app.kubernetes.io/version' has to be a text, so that '0.1' needs quotes" },
        { "apiVersion: tekton.dev/v1\nkind: Task\nmetadata: {name: t, annotations: {tekton.dev/x: «on»}}\nspec:\n" + Steps, "The annotation 'tekton.dev/x' has to be a text, so that 'on' needs quotes" },
        { TaskStart + "  «steps»: []\n", "A task needs 'steps', one at least" },
        { TaskStart + "  steps: [{name: a, image: alpine}, {name: «a», image: alpine}]\n", "The step 'a' is named twice" },
        { TaskStart + "  steps: [{name: «A_b», image: alpine}]\n", "'A_b' is no name of a step" },
        { TaskStart + "  steps: [«»{name: a, script: echo}]\n", "A step needs an 'image'" },
        { TaskStart + "  steps: [{name: a, image: alpine, script: echo, «command»: [git]}]\n", "A step has a 'script' or a 'command', not both" },
        { TaskStart + "  steps: [{name: a, ref: {name: x}, «image»: alpine}]\n", "A step that takes its work by 'ref' has no 'image' of its own" },
        { TaskStart + "  steps: [{name: a, «ref»: {}}]\n", "'ref' needs a 'name' or a 'resolver'" },
        { TaskStart + "  steps: [{name: a, image: alpine, «params»: [{name: a, value: b}]}]\n", "A step takes 'params' only with a 'ref'" },
        { TaskStart + "  steps: [{name: a, image: alpine, onError: «ignore»}]\n", "'ignore' is nothing that a step does on an error" },
        { TaskStart + "  steps: [{name: a, image: alpine, timeout: «soon»}]\n", "'soon' is no time" },
        { TaskStart + "  steps: [{name: a, image: alpine, timeout: «-5s»}]\n", "'-5s' is less than nothing" },
        { TaskStart + "  volumes: [{name: v, emptyDir: {}}]\n  steps: [{name: a, image: alpine, volumeMounts: [{name: v, mountPath: «/tekton/x»}]}]\n", "Nothing is mounted below '/tekton/'" },
        { TaskStart + "  steps: [{name: a, image: alpine, volumeMounts: [{name: «tekton-internal-x», mountPath: /x}]}]\n", "'tekton-internal-x' begins like the volumes of Tekton's own" },
        { TaskStart + "  sidecars: [{name: «tekton-log-results», image: alpine}]\n" + Steps, "'tekton-log-results' is the name of a sidecar of Tekton's own" },
        { TaskStart + "  volumes: [{name: v, emptyDir: {}}, {name: «v», emptyDir: {}}]\n" + Steps, "The volume 'v' is named twice" },
        { TaskStart + "  workspaces: [{name: w}, {name: «w»}]\n" + Steps, "The workspace 'w' is named twice" },
        { TaskStart + "  volumes: [{name: v, emptyDir: {}}]\n  workspaces: [{name: w, mountPath: «/x»}]\n  steps: [{name: a, image: alpine, volumeMounts: [{name: v, mountPath: /x/}]}]\n", "The workspace 'w' lies at '/x', where something else does" },
        { TaskStart + "  workspaces: [{name: w}]\n  steps: [{name: a, image: alpine, workspaces: [{name: «v», mountPath: /v}]}]\n", "A step takes the workspace 'v', which the task does not declare; 'w' is" },
        { TaskStart + "  steps: [{name: a, image: alpine, workingDir: «$(workspaces.source.path)»}]\n", "takes the workspace 'source', which the task does not declare" },
        { TaskStart + "  params: [{name: a}, {name: «a»}]\n" + Steps, "The parameter 'a' is declared twice" },
        { TaskStart + "  params: [{name: «1a»}]\n" + Steps, "'1a' is no name of a parameter" },
        { TaskStart + "  params: [{name: a, type: «number»}]\n" + Steps, "'number' is no type of a parameter" },
        { TaskStart + "  params: [{name: a, type: array, default: «x»}]\n" + Steps, "The parameter 'a' is of the type 'array', and its default is of the type 'string'" },
        { TaskStart + "  params: [{name: a, type: «»object}]\n" + Steps, "The parameter 'a' is of the type 'object', and needs 'properties'" },
        { TaskStart + "  params: [{name: a, properties: {k: {type: «array»}}}]\n" + Steps, "The key 'k' of a parameter is of the type 'array'" },
        { TaskStart + "  params: [{name: a, enum: [x, «x»]}]\n" + Steps, "'x' stands twice among what the parameter 'a' can be" },
        { TaskStart + "  params: [{name: a, enum: [x], default: «y»}]\n" + Steps, "The default 'y' is nothing that the parameter 'a' can be" },
        { TaskStart + "  params: [{name: a, type: array}]\n  steps: [{name: a, image: alpine, script: 'x «$(params.a[*])»'}]\n", "takes all of the list 'a' where one text stands" },
        { TaskStart + "  params: [{name: a, type: array}]\n  steps: [{name: a, image: alpine, args: ['x-«$(params.a[*])»']}]\n", "takes all of the list 'a', beside which nothing else can stand" },
        { TaskStart + "  params: [{name: a, properties: {k: {type: string}}}]\n  steps: [{name: a, image: alpine, args: ['«$(params.a.l)»']}]\n", "takes the key 'l', which the parameter 'a' does not have; 'k' is" },
        { TaskStart + "  params: [{name: a, properties: {k: {type: string}}}]\n  steps: [{name: a, image: alpine, script: '«$(params.a[*])»'}]\n", "takes all of the parameter 'a', of which only a key can stand there" },
        { TaskStart + "  steps: [{name: a, image: alpine, args: ['«$(params.b)»']}]\n", "takes the parameter 'b', which the task does not declare" },
        { TaskStart + "  steps: [{name: a, image: alpine, script: '«$(context.taskRun.id)»'}]\n", "'id' is nothing that 'context.taskRun' has" },
        { TaskStart + "  results: [{name: a}]\n  steps: [{name: a, image: alpine, script: 'echo > «$(results.b.path)»'}]\n", "writes the result 'b', which the task does not declare; 'a' is" },
        { TaskStart + "  results: [{name: «a b»}]\n" + Steps, "'a b' is no name of a result" },
        { TaskStart + "  results: [{name: a, type: «object»}]\n" + Steps, "The result 'a' is of the type 'object', and needs 'properties'" },
        { "apiVersion: tekton.dev/v1beta1\nkind: Task\nmetadata: {name: t}\nspec:\n  «resources»: {inputs: [{name: i, type: git}]}\n" + Steps, "A task has no 'resources'" },
        { "apiVersion: tekton.dev/v1beta1\nkind: Pipeline\nmetadata: {name: p}\nspec:\n  tasks: [{name: a, taskRef: {name: x, «bundle»: example.com/x}}]\n", "'bundle' is read by old versions of Tekton alone" },
        { "apiVersion: tekton.dev/v1beta1\nkind: StepAction\nmetadata: {name: s}\nspec:\n  params: [{name: a}]\n  image: alpine\n  script: 'echo «$(params.a)»'\n", "stands in the script of a step of its own" },
        { "apiVersion: tekton.dev/v1beta1\nkind: StepAction\nmetadata: {name: s}\nspec:\n  image: alpine\n  volumeMounts: [{name: «data», mountPath: /x}]\n", "The volume of a step of its own is named by a parameter" },
        { "apiVersion: tekton.dev/v1beta1\nkind: «StepAction»\nmetadata: {name: s}\nspec:\n  script: echo\n", "A step needs an 'image'" },
        { PipelineStart + "  tasks: [{name: a, taskRef: {name: x}}, {name: «a», taskRef: {name: x}}]\n", "The task 'a' is named twice" },
        { PipelineStart + "  tasks: [{name: «Aa», taskRef: {name: x}}]\n", "'Aa' is no name of a task" },
        { PipelineStart + "  tasks: [{name: «a»}]\n", "The task 'a' needs a 'taskRef' or a 'taskSpec', and has neither" },
        { PipelineStart + "  tasks: [{name: a, «taskRef»: {}}]\n", "'taskRef' needs a 'name' or a 'resolver'" },
        { PipelineStart + "  tasks: [{name: a, taskRef: {«name»: x, resolver: git}}]\n", "'taskRef' has a 'name' or a 'resolver', not both" },
        { PipelineStart + "  tasks: [{name: a, taskRef: {name: x, «params»: [{name: a, value: b}]}}]\n", "'taskRef' has 'params' and no 'resolver' that takes them" },
        { PipelineStart + "  tasks: [{name: a, taskRef: {name: x, kind: «ClusterTask»}}]\n", "There is no 'ClusterTask' any more" },
        { PipelineStart + "  tasks: [{name: a, taskRef: {name: x, kind: «Wait»}}]\n", "A task of the kind 'Wait' needs an 'apiVersion'" },
        { PipelineStart + "  tasks: [{name: a, taskSpec: {«kind»: Task, steps: [{name: a, image: alpine}]}}]\n", "A task with 'steps' has no 'kind'" },
        { PipelineStart + "  tasks: [{name: a, taskSpec: {steps: [{name: a, image: alpine, «scirpt»: x}]}}]\n", "'scirpt' is no field of 'steps'; 'script' is" },
        { PipelineStart + "  tasks: [{name: a, runAfter: [«b»], taskRef: {name: x}}]\n", "The task 'a' needs 'b', which is no task of the pipeline" },
        { PipelineStart + "  tasks: [{name: «a», runAfter: [b], taskRef: {name: x}}, {name: b, runAfter: [a], taskRef: {name: x}}]\n", "Tasks wait for each other, so that none of them starts: a → b → a" },
        { PipelineStart + "  tasks: [{name: a, taskRef: {name: x}}]\n  finally: [{name: b, «runAfter»: [a], taskRef: {name: x}}]\n", "The task 'b' of 'finally' waits for no other" },
        { PipelineStart + "  tasks: [{name: a, taskRef: {name: x}}]\n  finally: [{name: b, taskRef: {name: x}}, {name: c, taskRef: {name: x}, params: [{name: p, value: '$(tasks.«b».results.r)'}]}]\n".Replace("$(tasks.«b».results.r)", "«$(tasks.b.results.r)»", StringComparison.Ordinal), "The task 'c' needs 'b', which runs last, in 'finally'" },
        { PipelineStart + "  tasks: [{name: a, taskRef: {name: x}}, {name: b, taskRef: {name: x}, params: [{name: p, value: «$(tasks.a.status)»}]}]\n", "says what became of tasks, which only those of 'finally' are told" },
        { PipelineStart + "  tasks: [{name: a, taskRef: {name: x}}]\n  finally: [{name: b, taskRef: {name: x}, params: [{name: p, value: «$(tasks.c.status)»}]}]\n", "asks for 'c', which is no task of 'tasks'" },
        { PipelineStart + "  tasks: [{name: a, taskRef: {name: x}, params: [{name: p, value: a}, {name: «p», value: b}]}]\n", "The parameter 'p' is handed twice" },
        { PipelineStart + "  tasks: [{name: a, taskRef: {name: x}, params: [{name: p, value: «$(context.pipelineRun.id)»}]}]\n", "'id' is nothing that 'context.pipelineRun' has" },
        { PipelineStart + "  params: [{name: l, type: array}]\n  tasks: [{name: a, taskRef: {name: x}, params: [{name: p, value: 'x«$(params.l[*])»'}]}]\n", "takes all of the list 'l' where one text stands" },
        { PipelineStart + "  tasks: [{name: a, taskSpec: {results: [{name: r}], steps: [{name: a, image: alpine}]}}, {name: b, taskRef: {name: x}, params: [{name: p, value: «$(tasks.a.results.q)»}]}]\n", "takes the result 'q', which the task 'a' does not declare; 'r' is" },
        { PipelineStart + "  tasks: [{name: a, taskRef: {name: x}}]\n  results: [{name: r, value: «fixed»}]\n", "A result of a pipeline takes a result of a task" },
        { PipelineStart + "  tasks: [{name: a, taskRef: {name: x}}]\n  results: [{name: r, value: «$(tasks.b.results.r)»}]\n", "takes a result of 'b', which is no task of 'tasks'" },
        { PipelineStart + "  workspaces: [{name: w}]\n  tasks: [{name: a, taskRef: {name: x}, workspaces: [{name: o, workspace: «v»}]}]\n", "The task 'a' takes the workspace 'v', which the pipeline does not declare; 'w' is" },
        { PipelineStart + "  workspaces: [{name: w}]\n  tasks: [{name: a, taskRef: {name: x}, workspaces: [{name: o, workspace: w}, {name: «o», workspace: w}]}]\n", "The workspace 'o' is named twice" },
        { PipelineStart + "  tasks: [{name: a, taskRef: {name: x}, when: [{input: a, operator: «is», values: [b]}]}]\n", "'is' is no operator of 'when'" },
        { PipelineStart + "  tasks: [{name: a, taskRef: {name: x}, when: [{input: a, operator: in, «values»: []}]}]\n", "A condition needs 'values', one at least" },
        { PipelineStart + "  tasks: [{name: a, taskRef: {name: x}, when: [«»{input: a, values: [b]}]}]\n", "A condition needs an 'operator'" },
        { PipelineStart + "  tasks: [{name: a, taskRef: {name: x}, when: [{cel: \"'a' == 'a'\", «operator»: in}]}]\n", "A condition is a 'cel' or has an 'input'" },
        { PipelineStart + "  tasks: [{name: a, taskRef: {name: x}, onError: «skip»}]\n", "'skip' is nothing that a task does on an error" },
        { PipelineStart + "  tasks: [{name: a, taskRef: {name: x}, onError: continue, «retries»: 2}]\n", "'retries' cannot stand beside 'onError: continue'" },
        { PipelineStart + "  tasks: [{name: a, taskRef: {name: x}, retries: «two»}]\n", "'retries' has to be a whole number, and 'two' is none" },
        { PipelineStart + "  tasks: [{name: a, taskRef: {name: x}, timeout: «1 hour»}]\n", "'1 hour' is no time" },
        { PipelineStart + "  tasks: [{name: a, taskRef: {name: x}, matrix: {params: [{name: m, value: «x»}]}}]\n", "'m' of a matrix has to be a list" },
        { PipelineStart + "  tasks: [{name: a, taskRef: {name: x}, params: [{name: «m», value: y}], matrix: {params: [{name: m, value: [x]}]}}]\n", "The parameter 'm' stands in 'params' and in the matrix" },
        { PipelineStart + "  tasks: [{name: a, taskRef: {name: x}, matrix: {include: [{name: i, params: [{name: m, value: «»[x]}]}]}}]\n", "'m' of a combination has to be a text" },
        { RunStart.Replace("kind: PipelineRun", "kind: «PipelineRun»", StringComparison.Ordinal) + "  params: []\n", "A PipelineRun needs a 'pipelineRef' or a 'pipelineSpec', and has neither" },
        { RunStart + "  «pipelineRef»: {}\n", "'pipelineRef' needs a 'name' or a 'resolver'" },
        { RunStart + "  pipelineRef: {name: x}\n  params: [{name: p, value: a}, {name: «P», value: b}]\n", "The parameter 'P' is handed twice" },
        { RunStart + "  pipelineRef: {name: x}\n  params: [{name: p, value: «$(tasks.a.results.r)»}]\n", "no task has run when the run is given its parameters" },
        { RunStart + "  pipelineRef: {name: x}\n  workspaces: [{name: «w»}]\n", "The workspace 'w' is bound to nothing" },
        { RunStart + "  pipelineRef: {name: x}\n  workspaces: [{name: w, emptyDir: {}, «secret»: {secretName: s}}]\n", "The workspace 'w' is bound to more than one volume" },
        { RunStart + "  pipelineRef: {name: x}\n  workspaces: [{name: w, «secret»: {}}]\n", "What stands in 'secret' needs a 'secretName'" },
        { RunStart + "  pipelineRef: {name: x}\n  timeouts: {pipeline: 1h, tasks: «2h»}\n", "'tasks' may take longer, and the whole run only 1h" },
        { RunStart + "  pipelineRef: {name: x}\n  timeouts: {pipeline: 1h, tasks: «40m», finally: 30m}\n", "'tasks' and 'finally' may take longer together than the whole run" },
        { RunStart + "  pipelineRef: {name: x}\n  timeouts: {pipeline: 1h, tasks: «0s»}\n", "'tasks' may take for ever, and the whole run only 1h" },
        { RunStart + "  pipelineRef: {name: x}\n  status: «Stopped»\n", "'Stopped' is nothing that the status of a run can be" },
        { RunStart + "  pipelineRef: {name: x}\n  «serviceAccountName»: s\n", "'serviceAccountName' is no field of 'spec' in 'tekton.dev/v1'; 'taskRunTemplate.serviceAccountName' is" },
        { RunStart + "  pipelineSpec: {tasks: [{name: a, taskSpec: {steps: [{name: a, image: alpine, args: ['«$(params.q)»']}]}}]}\n", "takes the parameter 'q', which the task does not declare" },
        { TaskRunStart + "  taskRef: {name: x}\n  «statusMessage»: x\n", "A 'statusMessage' says why there is a 'status', and there is none" },
        { TaskRunStart + "  taskRef: {name: x}\n  retries: «-1»\n", "'retries' is less than nothing" },
        { TaskRunStart + "  taskRef: {name: x}\n  timeout: «60»\n", "'timeout' has to be a text, so that '60' needs quotes" },
        { "apiVersion: tekton.dev/v1beta1\nkind: CustomRun\nmetadata: {name: c}\nspec:\n  «customRef»: {name: x, kind: K}\n", "What stands in 'customRef' needs a 'apiVersion'" },
        { "apiVersion: triggers.tekton.dev/v1beta1\nkind: EventListener\nmetadata: {name: l}\n«spec»: {serviceAccountName: s}\n", "A listener needs 'triggers'" },
        { "apiVersion: triggers.tekton.dev/v1beta1\nkind: EventListener\nmetadata: {name: l}\nspec: {triggers: [{name: «t»}]}\n", "A trigger needs a 'template'" },
        { "apiVersion: triggers.tekton.dev/v1beta1\nkind: EventListener\nmetadata: {name: l}\nspec: {triggers: [{name: t, «template»: {}}]}\n", "A template of a trigger needs a 'ref' or a 'spec', and has neither" },
        { "apiVersion: triggers.tekton.dev/v1beta1\nkind: EventListener\nmetadata: {name: l}\nspec: {triggers: [{name: t, triggerRef: x, «template»: {ref: y}}]}\n", "A trigger that stands elsewhere, by 'triggerRef', has no 'template' here" },
        { "apiVersion: triggers.tekton.dev/v1beta1\nkind: EventListener\nmetadata: {name: l}\nspec: {triggers: [{name: t, template: {ref: y}, bindings: [{«name»: b}]}]}\n", "The binding 'b' needs a 'value'" },
        { "apiVersion: triggers.tekton.dev/v1beta1\nkind: EventListener\nmetadata: {name: l}\nspec: {triggers: [{name: t, template: {ref: y}, interceptors: [«»{params: []}]}]}\n", "An interceptor needs a 'ref' with a 'name'" },
        { "apiVersion: triggers.tekton.dev/v1beta1\nkind: EventListener\nmetadata: {name: l}\nspec: {triggers: [{name: t, template: {ref: y}, interceptors: [{ref: {name: cel}, params: [{name: filter, value: \"body.x «=» 'y'\"}]}]}]}\n", "The expression cannot be read" },
        { "apiVersion: triggers.tekton.dev/v1beta1\nkind: TriggerBinding\nmetadata: {name: b}\nspec: {params: [{name: a, value: x}, {name: «a», value: y}]}\n", "The parameter 'a' is named twice" },
        { "apiVersion: triggers.tekton.dev/v1beta1\nkind: TriggerBinding\nmetadata: {name: b}\nspec: {params: [{name: a, value: «$(body.x»}]}\n", "The value of 'a' opens a '$(' and does not close it" },
        { "apiVersion: triggers.tekton.dev/v1beta1\nkind: TriggerTemplate\nmetadata: {name: m}\nspec: {params: [{name: a}], «resourcetemplates»: []}\n", "A template of triggers needs 'resourcetemplates', one at least" },
        { "apiVersion: triggers.tekton.dev/v1beta1\nkind: TriggerTemplate\nmetadata: {name: m}\nspec: {params: [{name: a}], resourcetemplates: [{apiVersion: tekton.dev/v1, kind: TaskRun, metadata: {generateName: x-}, spec: {taskRef: {name: x}, params: [{name: q, value: «$(tt.params.b)»}]}}]}\n", "takes the parameter 'b', which the template does not declare; 'a' is" },
        { "apiVersion: triggers.tekton.dev/v1beta1\nkind: TriggerTemplate\nmetadata: {name: m}\nspec: {resourcetemplates: [{apiVersion: tekton.dev/v1, kind: TaskRun, metadata: {generateName: x-}, spec: {taskRef: {name: x}, «parms»: []}}]}\n", "'parms' is no field of 'spec'; 'params' is" },
    };

    [Theory]
    [MemberData(nameof(Breakages))]
    public void What_is_broken_is_told_at_its_place_and_nothing_else_is(string marked, string message)
    {
        var (start, end) = (marked.IndexOf('«', StringComparison.Ordinal), marked.IndexOf('»', StringComparison.Ordinal) - 1);
        var source = marked.Replace("«", "", StringComparison.Ordinal).Replace("»", "", StringComparison.Ordinal);
        var document = DynamicText.Read("tekton/x.yaml", source);
        Assert.Null(document.Error);
        var resources = new ResourceSet(new Repository(), [.. TektonFiles.In(document)]);

        var problem = Assert.Single(ResourceValidator.Validate(Assert.Single(resources.All), resources));

        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
        Assert.Equal($"{Position(source, start)}-{Position(source, end)}", $"{problem.Span.Region.StartLine}:{problem.Span.Region.StartColumn}-{problem.Span.Region.EndLine}:{problem.Span.Region.EndColumn}");
    }

    private static string Position(string source, int offset)
    {
        var before = source[..offset];
        return $"{before.Count(letter => letter is '\n') + 1}:{offset - before.LastIndexOf('\n')}";
    }
}
