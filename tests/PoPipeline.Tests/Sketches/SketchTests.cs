using System.Collections.Immutable;
using PoPipeline.Judging;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Model.Results;

namespace PoPipeline.Tests.Sketches;

/// <summary>The model takes platforms that nobody has written a reader for: a sketch of each fills it, and the rules find what they find anywhere.</summary>
public sealed class SketchTests
{
    private const string Tekton = """
        apiVersion: tekton.dev/v1
        kind: PipelineRun
        metadata:
          name: on-change
          annotations:
            pipelinesascode.tekton.dev/on-event: "[pull_request]"
        spec:
          tasks:
            - name: lint
              taskRef:
                resolver: git
                params:
                  - { name: url, value: https://git.example.com/acme/tasks }
                  - { name: revision, value: main }
            - name: compile
              taskRef: { name: compile }
        ---
        apiVersion: tekton.dev/v1
        kind: Task
        metadata:
          name: compile
        spec:
          steps:
            - name: clone
              image: alpine/git:2
              script: |
                git fetch origin $(params.revision)
            - name: make
              image: golang:1.25@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
              script: |
                make
        """;

    private const string ArgoCd = """
        kind: Application
        metadata: { name: shop }
        spec:
          source:
            repoURL: https://git.example.com/acme/shop
            targetRevision: main
            helm:
              parameters:
                - { name: image, value: "acme/shop:latest" }
        ---
        kind: AppProject
        metadata: { name: shop-project }
        spec:
          clusterResourceWhitelist:
            - { group: "*", kind: "*" }
        """;

    [Fact]
    public void A_sketch_of_Tekton_gets_findings_in_each_document_of_a_file() => Finds(
        [.. TektonSketch.Read(".tekton/ci.yaml", Tekton)],
        "PO3203 .tekton/ci.yaml:25:14 .tekton/ci.yaml#compile/compile/services/clone",
        "PO3204 .tekton/ci.yaml:14:38 .tekton/ci.yaml#on-change/https://git.example.com/acme/tasks",
        "PO3205 .tekton/ci.yaml:27:26 .tekton/ci.yaml#compile/compile/clone/script/$(params.revision)",
        "PO3206 .tekton/ci.yaml:26:15 .tekton/ci.yaml#compile/compile/clone/checkout");

    [Fact]
    public void A_sketch_of_Argo_CD_gets_findings_though_nothing_in_it_is_a_job() => Finds(
        [.. ArgoCdSketch.Read("apps/shop.yaml", ArgoCd)],
        "PO3203 apps/shop.yaml:9:33 apps/shop.yaml#shop/acme/shop",
        "PO3204 apps/shop.yaml:6:21 apps/shop.yaml#shop/https://git.example.com/acme/shop",
        "PO3207 apps/shop.yaml:15:27 apps/shop.yaml#shop-project/permissions");

    private static void Finds(ImmutableArray<Pipeline> pipelines, params string[] expected)
    {
        var snapshot = new Snapshot { ObservedAt = CaseTree.ObservedAt, Repository = new Repository(), Pipelines = pipelines };
        var assessment = Assessor.Assess(snapshot, [.. RuleSet.All.Where(rule => rule.Id is "PO3203" or "PO3204" or "PO3205" or "PO3206" or "PO3207")]);

        Assert.Equal(expected, assessment.Findings.Select(finding => $"{finding.Rule.Id} {finding.Finding.Place} {finding.Finding.Subject}").Order(StringComparer.Ordinal));
        // What a token may do, no file of GitLab or Tekton says.
        Assert.All(
            assessment.Judgements.Where(judgement => judgement.Rule.Id is not "PO3207" || !pipelines.Any(pipeline => pipeline.Platform is Platform.GitLabCi or Platform.Tekton)),
            judgement => Assert.NotEqual(VerdictKind.Unknown, judgement.Verdict.Kind));
    }
}
