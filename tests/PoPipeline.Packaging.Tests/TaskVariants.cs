using System.Text;

namespace PoPipeline.Packaging.Tests;

/// <summary>Makes of the Task what holds the same step: the Task that reads a trusted artifact, and the StepAction.</summary>
/// <remarks>
/// Made as text, so that what people read of the Task they read there, too. The shape is that of Konflux' own tasks; source:
/// https://konflux-ci.dev/architecture/ADR/0036-trusted-artifacts.html.
/// </remarks>
internal static class TaskVariants
{
    private const string Work = "/var/workdir";
    private const string Path = "$(workspaces.workspace.path)";

    private const string MadeOf = "# Made of ../../task/po-check/po-check.yaml by a test, which POPIPELINE_ACCEPT=1 lets write it.\n";

    private const string SourceArtifact = """
            - name: SOURCE_ARTIFACT
              type: string
              description: The trusted artifact that holds the repository, as the task that made it names it.

        """;

    private const string ImageParameters = """
            - name: image-url
              type: string
              description: The image that the SARIF is attached to; without it, it is attached to none.
              default: ""
            - name: image-digest
              type: string
              description: The digest of that image.
              default: ""
            - name: caTrustConfigMapName
              type: string
              description: The ConfigMap with the certificates of authorities that registries are trusted by; it does not have to be there.
              default: trusted-ca
            - name: caTrustConfigMapKey
              type: string
              description: The key of that ConfigMap.
              default: ca-bundle.crt

        """;

    private const string Volumes = """
          volumes:
            - name: trusted-ca
              configMap:
                name: $(params.caTrustConfigMapName)
                optional: true
                items:
                  - key: $(params.caTrustConfigMapKey)
                    path: ca-bundle.crt
            - name: workdir
              emptyDir: {}

        """;

    private const string Template = """
          stepTemplate:
            volumeMounts:
              - name: workdir
                mountPath: /var/workdir

        """;

    // The images of Konflux run as they are made, so that only the step of our own says as whom it runs.
    private const string UseStep = """
            - name: use-trusted-artifact
              image: quay.io/konflux-ci/build-trusted-artifacts:latest@sha256:0fa7f2a5cd87d6d47ac5dbedc81687805c8e6bc24c6aca620242e9134eed9633
              args:
                - use
                - $(params.SOURCE_ARTIFACT)=/var/workdir/source
              computeResources:
                limits:
                  memory: 4Gi
                requests:
                  memory: 4Gi
              volumeMounts:
                - name: trusted-ca
                  mountPath: /etc/pki/tls/certs/ca-custom-bundle.crt
                  subPath: ca-bundle.crt
                  readOnly: true

        """;

    private const string UploadStep = """
            - name: upload
              image: quay.io/konflux-ci/oras:latest@sha256:b38167deed2c10441fc9b810055ab1763a4dfb14b1a2144b6b37a9fa7d806a2a
              workingDir: /var/workdir
              computeResources:
                limits:
                  memory: 256Mi
                requests:
                  cpu: 100m
                  memory: 256Mi
              env:
                - name: IMAGE_URL
                  value: $(params.image-url)
                - name: IMAGE_DIGEST
                  value: $(params.image-digest)
                - name: INPUT_OUTPUT
                  value: $(params.output)
              volumeMounts:
                - name: trusted-ca
                  mountPath: /etc/pki/tls/certs/ca-custom-bundle.crt
                  subPath: ca-bundle.crt
                  readOnly: true
              script: |
                #!/bin/sh
                set -euf
                if [ -z "$IMAGE_URL" ] || [ -z "$IMAGE_DIGEST" ]; then
                  echo 'No image is named, so that the SARIF is attached to none.'
                  exit 0
                fi
                if [ ! -s "$INPUT_OUTPUT/popipeline.sarif" ]; then
                  echo 'po wrote no SARIF; see the step before.'
                  exit 0
                fi
                cd -- "$INPUT_OUTPUT"
                # What signs in is kept from what lies in the folder of the reports.
                auth=$(mktemp)
                select-oci-auth "$IMAGE_URL" >"$auth"
                retry oras attach --no-tty --registry-config "$auth" --artifact-type application/sarif+json \
                  "$IMAGE_URL@$IMAGE_DIGEST" popipeline.sarif:application/sarif+json

        """;

    /// <summary>The Task <c>po-check-oci-ta</c>.</summary>
    /// <param name="task">The text of the Task.</param>
    public static string OfTrustedArtifact(string task)
    {
        var security = Indented(Inside(Block(task, "  stepTemplate:")), "    ");
        var parameters = Without(Block(task, "  params:"), "    - name: fail-step\n");
        return Changed(
            task,
            ("apiVersion:", MadeOf + "apiVersion:"),
            ("  name: po-check\n", "  name: po-check-oci-ta\n"),
            ("PoPipeline check\n", "PoPipeline check of a trusted artifact\n"),
            (Block(task, "  description:"), InFolder(Block(task, "  description:")).Replace(", unless `fail-step` asks otherwise.", ": Konflux judges the result.", StringComparison.Ordinal)),
            (Block(task, "  params:"), "  params:\n" + SourceArtifact + InFolder(Inside(parameters)) + ImageParameters),
            (Block(task, "  workspaces:"), Volumes),
            (Block(task, "  stepTemplate:"), Template),
            ("  steps:\n", "  steps:\n" + UseStep),
            ($"      workingDir: {Path}\n", $"      workingDir: {Work}\n{security}"),
            ("          value: $(params.fail-step)\n", "          value: \"false\"\n")) + UploadStep;
    }

    /// <summary>The StepAction <c>po-check</c>.</summary>
    /// <param name="task">The text of the Task.</param>
    public static string AsStepAction(string task)
    {
        var step = Block(task, "    - name: check");
        var security = Inside(Block(task, "  stepTemplate:"))[2..].Replace("\n  ", "\n", StringComparison.Ordinal);
        return Changed(
            task[..task.IndexOf(Block(task, "  workspaces:"), StringComparison.Ordinal)],
            ("apiVersion: tekton.dev/v1\nkind: Task", MadeOf + "apiVersion: tekton.dev/v1beta1\nkind: StepAction"),
            ("minVersion: \"0.44.0\"", "minVersion: \"0.54.0\""),
            (Block(task, "  description:"), Block(task, "  description:").Replace("of the workspace", "of `workspace`", StringComparison.Ordinal)),
            (Block(task, "  params:"), "  params:\n    - name: workspace\n      type: string\n      description: The folder that holds the repository below `path`; the reports are written below `output` of it.\n"
                + Inside(Block(task, "  params:")).Replace("relative to the workspace", "relative to `workspace`", StringComparison.Ordinal)))
            + Block(task, "  results:")
            + "  image: $(params.image)\n  workingDir: $(params.workspace)\n"
            + security
            + Dedented(Block(step, "      env:")).Replace("$(results.", "$(step.results.", StringComparison.Ordinal)
            + Dedented(Block(step, "      script: |"));
    }

    private static string InFolder(string text) => text
        .Replace("relative to the workspace", $"relative to `{Work}`", StringComparison.Ordinal)
        .Replace("of the workspace", $"of `{Work}`", StringComparison.Ordinal);

    // A key with all that is indented below it; what is blank belongs to a text.
    private static string Block(string text, string key)
    {
        var start = text.StartsWith(key, StringComparison.Ordinal) ? 0 : text.IndexOf("\n" + key, StringComparison.Ordinal) + 1;
        Assert.True(start > 0 || text.StartsWith(key, StringComparison.Ordinal), $"The Task has no '{key}'.");
        var indent = key.Length - key.TrimStart().Length;
        var block = new StringBuilder();
        foreach (var line in text[start..].Split('\n').SkipLast(1))
        {
            if (block.Length > 0 && line.Length > 0 && line.Length - line.TrimStart().Length <= indent)
            {
                break;
            }

            _ = block.Append(line).Append('\n');
        }

        return block.ToString();
    }

    private static string Inside(string block) => block[(block.IndexOf('\n', StringComparison.Ordinal) + 1)..];

    private static string Without(string block, string item) => block.Replace(Block(block, item.TrimEnd('\n')), "", StringComparison.Ordinal);

    private static string Indented(string text, string more) => string.Concat(text.Split('\n').SkipLast(1).Select(line => line.Length == 0 ? "\n" : $"{more[2..]}{line}\n"));

    private static string Dedented(string text) => string.Concat(text.Split('\n').SkipLast(1).Select(line => line.Length == 0 ? "\n" : $"{line[4..]}\n"));

    private static string Changed(string text, params ReadOnlySpan<(string From, string To)> changes)
    {
        foreach (var (from, to) in changes)
        {
            var at = text.IndexOf(from, StringComparison.Ordinal);
            Assert.True(at >= 0, $"The Task has no '{from}'.");
            text = string.Concat(text.AsSpan(0, at), to, text.AsSpan(at + from.Length));
        }

        return text;
    }
}
