using System.Diagnostics;
using PoPipeline.Sources.Pipelines.GitLabCi.Validation;

namespace PoPipeline.Tests.Sources.Pipelines.GitLabCi;

public sealed class ConfigurationValidatorTests
{
    private const string Header = "spec:\n  inputs:\n    name:\n    level: { type: number, default: 1 }\n    kind: { options: [a, b], default: a }\n---\nb:\n  script: x $[[ inputs.name ]] $[[ inputs.level ]] $[[ inputs.kind ]]\n";

    public static TheoryData<string, string> Wrong { get; } = new()
    {
        { "a:\n  stage: test\n", "1:1 Key: The job 'a' has none of 'script', 'run' and 'trigger', so that it has nothing to do" },
        { "a:\n  script: []\n", "2:3 Key: 'script' must not be empty" },
        { "a:\n  script:\n", "2:3 Key: 'script' must not be empty" },
        { "a:\n  script: x\n  run: [{ name: y, script: z }]\n", "3:3 Key: 'run' and 'script' cannot stand in one job" },
        { "a:\n  stage: lint\n  script: x\n", "2:10 Key: The job 'a' is in the stage 'lint', and there is no such stage" },
        { "stages: [lint]\na:\n  script: x\n  stage: build\n", "4:10 Key: The job 'a' is in the stage 'build', and there is no such stage" },
        { "a:\n  script: x\n  needs: [b]\n", "3:11 Needs: The job 'a' waits for 'b', and there is no such job" },
        { "a:\n  script: x\n  needs: [{ job: b }]\n", "3:18 Needs: The job 'a' waits for 'b', and there is no such job" },
        { "a:\n  script: x\n  needs: [.b]\n.b:\n  script: y\n", "3:11 Needs: The job 'a' waits for '.b', and there is no such job" },
        { "a:\n  script: x\n  rules: [{ if: $X, needs: [b] }]\n", "3:29 Needs: The job 'a' waits for 'b', and there is no such job" },
        { "a:\n  script: x\n  dependencies: [b]\n", "3:18 Needs: The job 'a' takes the artifacts of 'b', and there is no such job" },
        { "a:\n  script: x\n  extends: [.b]\n", "3:13 Key: The job 'a' extends '.b', and there is no such job" },
        { ".a:\n  extends: .b\n", "2:12 Key: The job '.a' extends '.b', and there is no such job" },
        { "a:\n  stage: build\n  script: x\n  needs: [b]\nb:\n  stage: deploy\n  script: y\n", "4:11 Needs: The job 'a' waits for 'b', which is in a later stage" },
        { "a:\n  stage: build\n  script: x\n  dependencies: [b]\nb:\n  script: y\n", "4:18 Needs: The job 'a' takes the artifacts of 'b', which is in a later stage" },
        { "a:\n  script: x\n  needs: [b]\n  dependencies: [c]\nb:\n  stage: build\n  script: y\nc:\n  stage: build\n  script: z\n", "4:18 Needs: The job 'a' takes the artifacts of 'c' without waiting for it: add it to 'needs'" },
        { "a:\n  script: x\n  needs: [b]\nb:\n  script: y\n  needs: [c]\nc:\n  script: z\n  needs: [a]\n", "1:1 Needs: These jobs wait for each other, so none of them starts: 'a' → 'b' → 'c' → 'a'" },
        { "a:\n  script: x\n  needs: [a]\n", "1:1 Needs: These jobs wait for each other, so none of them starts: 'a' → 'a'" },
        { "a:\n  script: x\n  only: [main]\n  rules: [{ if: $X }]\n", "3:3 Key: 'only' cannot stand beside 'rules'" },
        { "a:\n  script: x\n  except: [main]\n  rules: [{ if: $X }]\n", "3:3 Key: 'except' cannot stand beside 'rules'" },
        { "a:\n  trigger: g/p\n  script: x\n", "3:3 Key: 'script' cannot stand in a job with 'trigger', which runs nothing itself; beside 'trigger', it is one of 'allow_failure', …" },
        { "a:\n  trigger: g/p\n  image: x\n", "3:3 Key: 'image' cannot stand in a job with 'trigger', which runs nothing itself; …" },
        { "a:\n  trigger: g/p\n  allow_failure: { exit_codes: 1 }\n", "3:18 Type: A job with 'trigger' has no exit code: 'allow_failure' must be 'true' or 'false' there" },
        { "a:\n  trigger: g/p\n  when: delayed\n  start_in: 1 day\n", "3:9 Type: A job with 'trigger' cannot be delayed 4:3 Key: 'start_in' cannot stand in a job with 'trigger', …" },
        { "a:\n  script: x\n  when: delayed\n", "3:9 Key: 'when: delayed' needs 'start_in' beside it" },
        { "a:\n  script: x\n  rules: [{ if: $X, when: delayed }]\n", "3:27 Key: 'when: delayed' needs 'start_in' beside it" },
        { "a:\n  script: x\n  when: delayed\n  start_in: 2 weeks\n", "4:13 Type: '2 weeks' is too long: GitLab starts a delayed job within a week" },
        { "a:\n  script: x\n  when: manual\n  start_in: 1 day\n", "4:3 Key: 'start_in' fits 'when: delayed' alone" },
        { "a:\n  script: x\n  start_in: 1 day\n", "3:3 Key: 'start_in' fits 'when: delayed' alone" },
        { "a:\n  script: x\n  rules: [{ if: $X, start_in: 1 day }]\n", "3:21 Key: 'start_in' fits 'when: delayed' alone" },
        { "a:\n  script: x\n  artifacts: { paths: [y], access: none, public: false }\n", "3:42 Key: 'public' cannot stand beside 'access', which says the same" },
        { "a:\n  script: x\n  cache: { key: { files: [y], files_commits: [z] } }\n", "3:31 Key: 'files_commits' cannot stand beside 'files' in the key of one cache" },
        { "a:\n  script: x\n  when: never\n", "3:9 Type: 'never' is a value of 'when' in 'rules' alone; a job that never runs is hidden by a dot before its name" },
        { "a:\n  script: x\n  parallel:\n    matrix:\n      - X: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15]\n        Y: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14]\n", "4:5 Matrix: The matrix makes 210 jobs, and GitLab takes no more than 200" },
        { "a:\n  script: x\n  environment: { name: e, on_stop: b }\n", "3:36 Key: 'on_stop' names the job 'b', and there is no such job" },
        { "a:\n  script: x\n  environment: { name: e, on_stop: b }\nb:\n  script: y\n", "3:36 Key: 'on_stop' names the job 'b', which has no environment to stop" },
        { "a:\n  script: x\n  environment: { name: e, on_stop: b }\nb:\n  script: y\n  environment: { name: f, action: stop }\n", "3:36 Key: 'on_stop' names the job 'b', which is of the environment 'f', not 'e'" },
        { "a:\n  script: x\n  environment: { name: e, on_stop: b }\nb:\n  script: y\n  environment: e\n", "3:36 Key: 'on_stop' names the job 'b', whose environment needs 'action: stop'" },
        { "a:\n  script: x\n  environment: { url: https://x }\n", "3:3 Key: An environment needs the key 'name'" },
        { "a:\n  script: x\n  id_tokens: { X: {} }\n", "3:16 Key: An ID token needs the key 'aud'" },
        { "a:\n  script: x\n  release: { tag_name: v1 }\n", "3:3 Key: A release needs the key 'description'" },
        { "a:\n  script: x\n  secrets: { X: { file: true } }\n", "3:14 Key: The secret 'X' does not say where it is kept; …" },
        { "a:\n  script: x\n  cache: [{ paths: [a] }, { paths: [b] }, { paths: [c] }, { paths: [d] }, { paths: [e] }]\n", "3:10 Type: The job 'a' has 5 caches; GitLab takes no more than 4 where no administrator raised that" },
        { "'pages:deploy':\n  script: x\n  stage: deploy\n", "1:1 Name: GitLab itself has a job 'pages:deploy' in the stage 'deploy'; give this one another name" },
    };

    public static TheoryData<string> Right { get; } =
    [
        "a:\n  script: x\n  stage: .pre\nb:\n  script: y\n  stage: .post\n",
        "a:\n  trigger: { include: x.yml }\n  needs: [b]\n  parallel: { matrix: [{ X: [1] }] }\n  when: manual\nb:\n  script: y\n",
        "a:\n  needs: [{ pipeline: g/p }]\n",
        "a:\n  run: [{ name: x, script: y }]\n",
        "a:\n  script: x\n  needs: ['b 1/3', 'c: [linux, 2]', { job: d, optional: true }]\nb:\n  script: y\n  parallel: 3\nc:\n  script: z\n  parallel: { matrix: [{ OS: linux, N: 2 }] }\n",
        "Build:\n  script: x\n  needs: [build]\nbuild:\n  script: y\n",
        "a:\n  script: x\n  when: delayed\n  start_in: 1 week\nb:\n  script: x\n  rules: [{ if: $X, when: delayed, start_in: 30 minutes }, { when: never }]\n",
        "a:\n  script: x\n  environment: { name: e, on_stop: b }\nb:\n  script: y\n  when: manual\n  environment: { name: e, action: stop }\n",
        "stages: [[one, two], three]\na:\n  script: x\n  stage: two\n",
        "a:\n  script: x\n  only: [main]\n  rules:\n",
        "a:\n  script: x\n  needs: [b]\n  dependencies: [b]\nb:\n  script: y\n",
        ".a:\n  needs: [nothing]\n  stage: nowhere\n",
    ];

    [Theory]
    [MemberData(nameof(Wrong))]
    public void What_jobs_make_together_is_told_with_its_place(string text, string expected)
    {
        var actual = CiText.Lines(ConfigurationValidator.Validate(CiText.Configuration(text))).Replace('\n', ' ');

        Assert.True(CiText.Matches(expected, actual), $"{expected}\n{actual}");
    }

    [Theory]
    [MemberData(nameof(Right))]
    public void What_fits_together_is_left_alone(string text) => Assert.Equal("", CiText.Lines(ConfigurationValidator.ValidateAll(CiText.Configuration(text))));

    [Theory]
    [InlineData("a:\n  stage: lint\n  needs: [b]\n  dependencies: [c]\n  extends: .d\n  environment: { on_stop: e }\n  when: delayed\n  id_tokens: { X: {} }\n")]
    [InlineData("a:\n  script: []\n  environment: { url: x }\n  secrets: { X: { file: true } }\n  release: { tag_name: x }\n")]
    public void What_other_files_may_say_is_not_missed(string text) => Assert.Equal("", CiText.Lines(ConfigurationValidator.ValidateAll(CiText.Configuration(text, isComplete: false))));

    [Fact]
    public void Too_many_needs_are_told_once()
    {
        var jobs = string.Concat(Enumerable.Range(1, 51).Select(number => $"j{number}: {{ script: x }}\n"));
        var text = $"{jobs}a:\n  script: x\n  needs: [{string.Join(", ", Enumerable.Range(1, 51).Select(number => $"j{number}"))}]\n";

        Assert.Equal("54:3 Needs: The job 'a' waits for 51 others; GitLab takes no more than 50 where no administrator raised that", CiText.Lines(ConfigurationValidator.Validate(CiText.Configuration(text))));
    }

    // A template that many jobs take is looked at once, and what is written a hundred thousand times is told a few times.
    [Fact]
    public void Large_configurations_are_looked_at_in_little_time()
    {
        var keys = string.Concat(Enumerable.Range(0, 20_000).Select(number => $"  k{number}: x\n"));
        var needs = string.Join(", ", Enumerable.Range(0, 5_000).Select(number => $"j{number}"));
        var configuration = CiText.Configuration($".t:\n{keys}  needs: [{needs}]\n  dependencies: [{needs}]\n  script: x\n{string.Concat(Enumerable.Range(0, 5_000).Select(number => $"j{number}: {{ stage: test }}\n"))}");
        var template = configuration.Jobs[0].Keys;
        var merged = configuration with { Jobs = [.. configuration.Jobs.Select(job => job.IsHidden ? job : job with { Keys = template })] };

        var clock = Stopwatch.StartNew();
        Assert.Equal(500, ConfigurationValidator.ValidateAll(merged).Length);
        Assert.InRange(clock.Elapsed.TotalSeconds, 0, 40);
    }

    [Fact]
    public void A_name_may_have_255_characters()
    {
        Assert.Equal("", CiText.Lines(ConfigurationValidator.Validate(CiText.Configuration($"{new string('a', 255)}: {{ script: x }}\n"))));
        Assert.Equal("1:1 Name: The name of the job has 256 characters, and GitLab takes no more than 255", CiText.Lines(ConfigurationValidator.Validate(CiText.Configuration($"{new string('a', 256)}: {{ script: x }}\n"))));
    }

    [Theory]
    [InlineData("include:\n  - local: /b.yml\n    inputs: { name: x, level: 2, kind: b }\n", "")]
    [InlineData("include:\n  local: b.yml\n  inputs: { name: $X, level: $[[ inputs.y ]] }\n", "")]
    [InlineData("include: b.yml\n", "1:10 Input: 'b.yml' needs the input 'name'")]
    [InlineData("include:\n  - local: b.yml\n    inputs: { level: 2 }\n", "2:12 Input: 'b.yml' needs the input 'name'")]
    [InlineData("include:\n  - local: b.yml\n    inputs: { name: x, nmae: y }\n", "3:24 Input: 'nmae' is not an input of 'b.yml'; it is one of 'kind', 'level', 'name'")]
    [InlineData("include:\n  - local: b.yml\n    inputs: { name: 1, level: many, kind: c }\n", "3:21 Input: The value of the input 'name' must be of type 'string'; put it in quotes\n3:31 Input: The value of the input 'level' must be of type 'number'\n3:43 Options: 'c' is not an option of the input 'kind'; it is one of 'a', 'b'")]
    [InlineData("include:\n  - local: other.yml\n    inputs: { any: x }\n", "")]
    [InlineData("include:\n  - component: $CI_SERVER_FQDN/$CI_PROJECT_PATH/b@$CI_COMMIT_SHA\n", "2:16 Input: 'templates/b.yml' needs the input 'name'")]
    [InlineData("include:\n  - component: $CI_SERVER_FQDN/$CI_PROJECT_PATH/b@1.0.0\n", "")]
    public void Inputs_are_compared_with_the_header_of_what_is_included(string text, string expected)
    {
        var configuration = CiText.Configuration(text, isComplete: true, CiText.File(Header, "b.yml"), CiText.File(Header, "templates/b.yml"));

        Assert.Equal(expected, CiText.Lines(ConfigurationValidator.Validate(configuration)));
    }

    [Fact]
    public void A_key_that_comes_from_what_a_job_extends_is_told_where_it_is_written()
    {
        var configuration = CiText.Configuration(".b:\n  scritp: x\na:\n  extends: .b\n  script: x\n");
        var (hidden, job) = (configuration.Jobs[0], configuration.Jobs[1]);
        var merged = job with { Keys = new(job.Keys.Span, [.. hidden.Keys.Entries, .. job.Keys.Entries], isFlow: false) };

        Assert.StartsWith("2:3 Key: 'scritp' is not a key of a job; ", CiText.Lines(ConfigurationValidator.ValidateAll(configuration with { Jobs = [hidden, merged] })), StringComparison.Ordinal);
    }
}
