namespace PoPipeline.Tests.Decisions.Binding;

/// <summary>A decision on what stands in a file that a pipeline includes is bound to as much as one on the pipeline's own file.</summary>
public sealed class IncludedFileTests
{
    private const string Main = ".gitlab-ci.yml";
    private const string Part = "ci/build.yml";
    private const string Base = "ci/base.yml";
    private const string Component = "templates/scan.yml";

    private static readonly Dictionary<string, string> Files = new(StringComparer.Ordinal)
    {
        [Main] = """
            include: [ci/build.yml, ci/base.yml]
            variables:
              LEVEL: low
            test:
              script: make test
            """,
        [Part] = """
            build:
              extends: .base
              variables: { MODE: fast }
              script:
                - echo "$CI_COMMIT_MESSAGE" | bash
            other:
              script: make other
            first:
              script: make first
            second:
              script: make second
            """,
        [Base] = """
            .base:
              before_script:
                - make ready
              needs: [first]
              tags: [slow]
              rules:
                - if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH
                  when: manual
            """,
        [Component] = """
            spec:
              inputs:
                image: { default: alpine }
            ---
            scan:
              tags: [fast]
              script:
                - echo "$CI_COMMIT_MESSAGE" | bash
            """,
    };

    [Theory]
    [InlineData(Part, "MODE: fast", "MODE: slow")]
    [InlineData(Part, "script:\n    -", "script:\n    - ./deploy\n    -")]
    [InlineData(Part, "  extends", "  image: evil\n  extends")]
    [InlineData(Base, "make ready", "make ready steady")]
    [InlineData(Base, "needs: [first]", "needs: [first, second]")]
    [InlineData(Base, "tags: [slow]", "tags: [fast]")]
    [InlineData(Base, "$CI_COMMIT_BRANCH ==", "$CI_COMMIT_BRANCH !=")]
    [InlineData(Base, "when: manual", "when: on_success")]
    [InlineData(Main, "LEVEL: low", "LEVEL: high")]
    public void Whatever_is_added_to_a_job_that_is_included_needs_another_decision(string path, string old, string added) => Assert.NotEmpty(Changed(Part, path, old, added));

    [Theory]
    [InlineData(Part, "make other", "make another")]
    [InlineData(Part, "build:\n", "# A comment.\nbuild:\n")]
    [InlineData(Main, "make test", "make tests")]
    public void What_stands_beside_it_does_not(string path, string old, string added) => Assert.Empty(Changed(Part, path, old, added));

    [Theory]
    [InlineData("tags: [fast]", "tags: [slow]")]
    [InlineData("default: alpine", "default: evil")]
    public void A_component_is_bound_with_what_it_declares_and_what_it_holds(string old, string added) => Assert.NotEmpty(Changed(Component, Component, old, added));

    [Theory]
    [InlineData(".gitlab-ci.yml")]
    [InlineData("ci/nightly.yml")]
    public void A_file_that_several_pipelines_include_is_bound_with_each_of_them(string changed)
    {
        (string, string)[] files =
        [
            (Main, "include: ci/jobs.yml\nvariables: { LEVEL: low }\nnightly:\n  trigger: { include: ci/nightly.yml }\n"),
            ("ci/nightly.yml", "include: ci/jobs.yml\nvariables: { LEVEL: low }\n"),
            ("ci/jobs.yml", "build:\n  script:\n    - echo \"$CI_COMMIT_MESSAGE\" | bash\n"),
        ];
        var before = EvidenceTree.Judge(files);
        var after = EvidenceTree.Judge([.. files.Select(file => file.Item1 == changed ? (file.Item1, file.Item2.Replace("LEVEL: low", "LEVEL: high", StringComparison.Ordinal)) : file)]);

        Assert.Equal("ci/jobs.yml", EvidenceTree.Finding(before, "PO3205").Finding.Place.Path);
        Assert.NotEmpty(EvidenceTree.Changes("PO3205", before, after));
    }

    private static IReadOnlyList<string> Changed(string shown, string path, string old, string added)
    {
        string[] read = shown == Component ? [Component] : [Main, Part, Base];
        var before = EvidenceTree.Judge([.. read.Select(file => (file, Files[file]))]);
        Assert.Contains(old, Files[path], StringComparison.Ordinal);
        var after = EvidenceTree.Judge([.. read.Select(file => (file, file == path ? Files[file].Replace(old, added, StringComparison.Ordinal) : Files[file]))]);
        Assert.Equal(shown, EvidenceTree.Finding(before, "PO3205").Finding.Place.Path);
        return EvidenceTree.Changes("PO3205", before, after);
    }
}
