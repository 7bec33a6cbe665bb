using CsCheck;
using PoPipeline.Sources.Pipelines.GitLabCi.Validation;

namespace PoPipeline.Tests.Sources.Pipelines.GitLabCi;

public sealed class FileValidatorTests
{
    public static TheoryData<string, string> Wrong { get; } = new()
    {
        { "a:\n  scritp: make\n  stages: x\n", "2:3 Key: 'scritp' is not a key of a job; 'script' is 3:3 Key: 'stages' is not a key of a job; 'stage' is" },
        { "a: make\n", "1:1 Key: 'a' is no keyword, so that GitLab takes it for a job, which must be a mapping with 'script', 'run' or 'trigger', not a single value" },
        { "a:\n  - make\n", "1:1 Key: 'a' is no keyword, so that GitLab takes it for a job, which must be a mapping with 'script', 'run' or 'trigger', not a list" },
        { "a:\n", "1:1 Key: 'a' is no keyword, so that GitLab takes it for a job, which must be a mapping with 'script', 'run' or 'trigger', not nothing" },
        { "cache:\n  script: make\n", "1:1 Name: 'cache' is a keyword, and cannot be the name of a job" },
        { "a: { script: x }\na: { script: y }\n", "2:1 Key: The key 'a' stands twice; GitLab takes the last one alone" },
        { "a:\n  script: x\n  script: y\n", "3:3 Key: The key 'script' stands twice; GitLab takes the last one alone" },
        { "a:\n  script:\n    - echo: yes\n", "3:7 Type: An entry of 'script' must be a text, not a mapping; put a text that holds ': ' in quotes" },
        { "a:\n  script:\n    - true\n", "3:7 Type: 'script' must be a text, and 'true' without quotes is a truth value" },
        { "a:\n  script: { x: y }\n", "2:11 Type: 'script' must be a single value or a list, not a mapping" },
        { "a:\n  tags: docker\n", "2:9 Type: 'tags' must be a list, not a single value" },
        { "a:\n  tags: [1]\n", "2:10 Type: 'tags' must be a text, and '1' without quotes is a number" },
        { "a:\n  stage: [x, y]\n", "2:10 Type: 'stage' must be a single value, not a list" },
        { "a:\n  when: sometimes\n", "2:9 Type: 'sometimes' is not a value of 'when'; it is one of 'always', 'delayed', 'manual', 'never', 'on_failure', 'on_success'" },
        { "a:\n  retry: 3\n", "2:10 Type: 'retry' must be a whole number from 0 to 2" },
        { "a:\n  retry: { max: 5, when: any }\n", "2:17 Type: 'max' must be a whole number from 0 to 2 2:26 Type: 'any' is not a value of 'when'" },
        { "a:\n  retry: { times: 1 }\n", "2:12 Key: 'times' is not a key of 'retry'; it is one of 'exit_codes', 'max', 'when'" },
        { "a:\n  parallel: 0\nb:\n  parallel: 201\n", "2:13 Type: 'parallel' must be a whole number from 1 to 200 4:13 Type: 'parallel' must be a whole number from 1 to 200" },
        { "a:\n  allow_failure: { exit_codes: [] }\n", "2:32 Type: 'exit_codes' must not be empty" },
        { "a:\n  allow_failure: { exit_codes: some }\n", "2:32 Type: 'exit_codes' must be a whole number" },
        { "a:\n  allow_failure: 'true'\n", "2:18 Type: 'allow_failure' must be 'true' or 'false' without quotes" },
        { "a:\n  interruptible: perhaps\n", "2:18 Type: 'interruptible' must be 'true' or 'false'" },
        { "a:\n  timeout: soon\n", "2:12 Type: 'soon' is not a time; 'timeout' takes one like '30 minutes', '1h 30m' or '1 week'" },
        { "a:\n  artifacts:\n    expire_in: 3 moons\n", "3:16 Type: '3 moons' is not a time; 'expire_in' takes one like '30 minutes', '1h 30m' or '1 week', or 'never'" },
        { "a:\n  artifacts:\n    path: [x]\n", "3:5 Key: 'path' is not a key of 'artifacts'; …" },
        { "a:\n  artifacts:\n    paths: x\n", "3:12 Type: 'paths' must be a list, not a single value" },
        { "a:\n  artifacts:\n    reports:\n      sarif: x\n", "4:7 Key: 'sarif' is not a key of 'reports'" },
        { "a:\n  artifacts:\n    reports:\n      coverage_report: { coverage_format: lcov, path: x }\n", "4:43 Type: 'lcov' is not a value of 'coverage_format'; it is one of 'cobertura', 'jacoco'" },
        { "a:\n  cache:\n    policy: both\n", "3:13 Type: 'both' is not a value of 'policy'; it is one of 'pull', 'pull-push', 'push'" },
        { "a:\n  cache: { key: a/b }\n", "2:17 Type: 'key' becomes part of a path: it must have no '/', and more than dots" },
        { "a:\n  cache: { key: '..' }\n", "2:17 Type: 'key' becomes part of a path: it must have no '/', and more than dots" },
        { "a:\n  cache: vendor\n", "2:10 Type: 'cache' must be a list or a mapping, not a single value" },
        { "a:\n  coverage: \\d+\n", "2:13 Pattern: 'coverage' must be a regular expression between slashes, like '/Coverage: \\d+/'" },
        { "a:\n  environment: { name: x, action: destroy }\n", "2:35 Type: 'destroy' is not a value of 'action'; …" },
        { "a:\n  image: { tag: x }\n", "2:12 Key: 'tag' is not a key of an image; …" },
        { "a:\n  services: redis\n", "2:13 Type: 'services' must be a list, not a single value" },
        { "a:\n  only: main\n", "2:9 Type: 'only' must be a list or a mapping, not a single value" },
        { "a:\n  rules: { if: $X }\n", "2:10 Type: 'rules' must be a list, not a mapping" },
        { "a:\n  rules:\n    - unless: $X\n", "3:7 Key: 'unless' is not a key of a rule" },
        { "a:\n  rules:\n    - $X\n", "3:7 Type: 'rules' must be a mapping, not a single value" },
        { "a:\n  needs: b\n", "2:10 Type: 'needs' must be a list, not a single value" },
        { "a:\n  needs: [{ jobs: b }]\n", "2:13 Key: 'jobs' is not a key of an entry of 'needs'; …" },
        { "a:\n  id_tokens: { X: { audience: y } }\n", "2:21 Key: 'audience' is not a key of an ID token; it is 'aud'" },
        { "a:\n  secrets: { X: { vault: { path: y } , kind: z } }\n", "2:40 Key: 'kind' is not a key of a secret" },
        { "a:\n  release: { tag: x }\n", "2:14 Key: 'tag' is not a key of a release" },
        { "a:\n  variables: { X: { value: 1, description: y } }\n", "2:31 Key: 'description' is not a key of a variable of a job; it is one of 'expand', 'value'" },
        { "a:\n  variables: { X: [y] }\n", "2:19 Type: 'X' must be a single value or a mapping, not a list" },
        { "a:\n  variables: [X]\n", "2:14 Type: 'variables' must be a mapping, not a list" },
        { "a:\n  trigger: { include: x.yml, strategy: wait }\n", "2:40 Type: 'wait' is not a value of 'strategy'; it is one of 'depend', 'mirror'" },
        { "a:\n  inherit: { default: [script] }\n", "2:24 Type: 'script' is not a value of 'default'" },
        { "a:\n  hooks: { pre_script: x }\n", "2:12 Key: 'pre_script' is not a key of the hooks; it is 'pre_get_sources_script'" },
        { "a:\n  identity: aws\n", "2:13 Type: 'aws' is not a value of 'identity'; it is 'google_cloud'" },
        { "a:\n  pages: { path: x }\n", "2:12 Key: 'path' is not a key of 'pages'; it is one of 'expire_in', 'path_prefix', 'publish'" },
        { "default:\n  stage: x\n", "2:3 Key: 'stage' is not a key of 'default'" },
        { "stages: build\n", "1:9 Type: 'stages' must be a list, not a single value" },
        { "workflow:\n  rules:\n    - when: manual\n", "3:13 Type: 'manual' is not a value of 'when'; it is one of 'always', 'never'" },
        { "workflow:\n  auto_cancel: { on_new_commit: all }\n", "2:33 Type: 'all' is not a value of 'on_new_commit'; it is one of 'conservative', 'interruptible', 'none'" },
        { "variables:\n  X: { value: y, choices: [y] }\n", "2:18 Key: 'choices' is not a key of a variable; it is one of 'description', 'expand', 'options', 'value'" },
        { "include:\n  - path: x.yml\n", "2:5 Key: 'path' is not a key of an include" },
        { "spec:\n  inputs:\n    x: { type: text }\n---\na: { script: x }\n", "3:16 Type: 'text' is not a value of 'type'; it is one of 'array', 'boolean', 'number', 'string'" },
        { "spec:\n  inputs:\n    x: { defualt: y }\n---\na: { script: x }\n", "3:10 Key: 'defualt' is not a key of an input; 'default' is" },
        { "spec:\n  inputs:\n    x: { type: number, default: many }\n---\na: { script: x }\n", "3:33 Input: The default of the input 'x' must be of type 'number'" },
        { "spec:\n  inputs:\n    x: { default: 1 }\n---\na: { script: x }\n", "3:19 Input: The default of the input 'x' must be of type 'string'; put it in quotes" },
        { "spec:\n  inputs:\n    x: { options: [a, b], default: c }\n---\na: { script: x }\n", "3:36 Options: 'c' is not an option of the input 'x'; it is one of 'a', 'b'" },
        { "spec:\n  inputs:\n    x: { type: boolean, regex: y }\n---\na: { script: x }\n", "3:25 Input: 'regex' fits an input of type 'string' alone, and 'x' is of type 'boolean'" },
        { "spec:\n  inputs:\n    x: { rules: [{ if: $Y, options: [a], default: a }], default: a }\n---\na: { script: x }\n", "3:57 Key: 'default' cannot stand beside the 'rules' of an input, which say it themselves" },
        { "spec:\n  inputs:\n    x: { rules: [{ if: $Y, options: [a] }] }\n---\na: { script: x }\n", "3:28 Key: A rule of an input that has 'options' needs a 'default' among them" },
        { "spec:\n  component: [name, author]\n---\na: { script: x }\n", "2:21 Type: 'author' is not a value of 'component'; it is one of 'name', 'reference', 'sha', 'version'" },
        { "spec:\n  inputs:\n    x:\n---\na:\n  script: echo $[[ inputs.y ]] $[[ inputs.x ]]\n", "6:27 Input: There is no input 'y': the header does not declare it" },
        { "a:\n  script: echo $[[ inputs.y ]]\n", "2:27 Input: There is no input 'y': the file has no header that declares it" },
        { "spec:\n  inputs:\n    x:\na:\n  script: x\n", "1:1 Key: 'spec' belongs in a header of its own, which a line '---' separates from the jobs" },
        { "a: [\n", "2:1 Syntax: …" },
    };

    public static TheoryData<string> Right { get; } =
    [
        "",
        "default:\n  script: x\n  stage: y\n",
        "a:\n  script: make\n",
        "a:\n  script:\n    - make\n    - [one, [two]]\n    - !reference [.b, script]\n",
        ".b:\n  anything: { goes: here }\n.c: [x]\n.d: text\n",
        ".b: &b\n  when: sometimes\na:\n  <<: *b\n  <<: *b\n  script: x\n",
        "a:\n  stage: !reference [.b, stage]\n  rules:\n    - !reference [.b, rules]\n    - if: $X\n      when: never\n  variables: !reference [.b, variables]\n",
        "a:\n  rules: &r !reference [.b, rules]\n",
        "a:\n  timeout: 3 hours 30 minutes\nb:\n  timeout: 3h 30m\nc:\n  timeout: one hour\nd:\n  timeout: $TIMEOUT\n",
        "a:\n  artifacts: { expire_in: never }\nb:\n  artifacts: { expire_in: 47 yrs 6 mos and 4d }\nc:\n  artifacts: { expire_in: '42' }\nd:\n  artifacts: { expire_in: 3 weeks and 2 days, reports: { junit: [x, y], dotenv: z } }\n",
        "a:\n  retry: { max: 2, when: [script_failure, no_matching_runner], exit_codes: [1, 2] }\n",
        "a:\n  parallel: { matrix: [{ X: [1, 2], Y: z }] }\n",
        "a:\n  cache: [{ key: { files: [a], prefix: $X }, policy: $POLICY }]\n",
        "a:\n  environment: { name: review/$CI_COMMIT_REF_SLUG, url: https://x, auto_stop_in: 1 day, on_stop: b }\n",
        "spec: { inputs: { image: } }\n---\na:\n  image: $[[ inputs.image ]]\n  retry: $[[ inputs.image ]]\n",
        "a:\n  needs: [b, { job: c, optional: true }, { pipeline: $UP, job: d }, { project: g/p, job: e, ref: main, artifacts: true }]\n",
        "a:\n  only: { refs: [main], changes: ['**/*'], variables: [$X], kubernetes: active }\n",
        "a:\n  trigger: { include: [{ local: x.yml, inputs: { y: 1 } }, { artifact: z.yml, job: b }], strategy: depend, forward: { yaml_variables: true } }\nb:\n  trigger: g/p\n",
        "a:\n  secrets: { X: { vault: a/b/c@d, file: false } }\n  id_tokens: { Y: { aud: [x, y] } }\n",
        "a:\n  variables: { X: 1, Y: true, Z: { value: w, expand: false } }\n",
        "variables: { X: { value: a, options: [a, b], description: which } }\n",
        "a:\n  pages: true\nb:\n  pages: { publish: public, path_prefix: $X, expire_in: never }\n",
        "include: x.yml\n",
        "include:\n  - local: x.yml\n    rules: [{ if: $X, when: never }]\n  - remote: https://x/y.yml\n    integrity: sha256-x\n  - component: $CI_SERVER_FQDN/g/p/c@1\n    inputs: { a: [1] }\n",
        "workflow:\n  name: $X\n  auto_cancel: { on_new_commit: interruptible, on_job_failure: all }\n  rules: [{ if: $X, variables: { A: b }, changes: { paths: [x], compare_to: main }, exists: [y] }]\n",
        "default:\n  image: { name: x, entrypoint: [''], pull_policy: [always, never] }\n  services: [redis, { name: y, alias: z, command: [a] }]\n  tags: [a, $B]\n  interruptible: yes\n",
        "spec:\n  inputs:\n    x:\n    y: { type: array, default: [a] }\n    z: { type: boolean, default: false, description: 1 }\n    w: { options: ['1', '2'], default: '1' }\n---\n\"$[[ inputs.x ]]\":\n  tags: $[[ inputs.y ]]\n  interruptible: $[[ inputs.z ]]\n  script: echo $[[ inputs.w | expand_vars ]]\n",
        "spec:\n  include: [{ local: i.yml }]\n---\na:\n  script: echo $[[ inputs.any ]]\n",
        "a:\n  coverage: '/\\d+/'\n  dast_configuration: { site_profile: x, scanner_profile: y }\n  manual_confirmation: sure?\n  hooks: { pre_get_sources_script: [x] }\n",
        "a:\n  run: [{ name: x, script: y }, { name: z, step: ./s }]\n",
        "a:\n  release: { tag_name: v1, description: x, assets: { links: [{ name: a, url: b, link_type: other }] } }\n",
    ];

    [Theory]
    [MemberData(nameof(Wrong))]
    public void What_GitLab_rejects_is_told_with_its_place(string text, string expected)
    {
        var actual = CiText.Lines(FileValidator.Validate(CiText.File(text))).Replace('\n', ' ');

        Assert.True(CiText.Matches(expected, actual), $"{expected}\n{actual}");
    }

    [Theory]
    [MemberData(nameof(Right))]
    public void What_GitLab_takes_is_left_alone(string text) => Assert.Equal("", CiText.Lines(FileValidator.Validate(CiText.File(text))));

    // The texts are cut and mixed: whatever comes of it, the validators end, and speak of places in the file.
    [Fact]
    public void Whatever_a_file_holds_each_problem_lies_inside_it()
    {
        var texts = Wrong.Select(row => row.Data.Item1).Concat(Right.Select(row => row.Data)).ToArray();
        var choices = texts.Select(text => Gen.Const(text)).ToArray();
        Gen.Select(Gen.OneOf(choices), Gen.OneOf(choices), Gen.Int[0, 120], Gen.Int[0, 120]).Sample((first, second, keep, skip) =>
        {
            var text = first[..Math.Min(keep, first.Length)] + second[Math.Min(skip, second.Length)..];
            var lines = text.Split('\n');
            var configuration = CiText.Configuration(text);
            foreach (var problem in ConfigurationValidator.ValidateAll(configuration).AddRange(ConfigurationValidator.ValidateAll(configuration with { Jobs = [] })))
            {
                var region = problem.Span.Region;
                Assert.Equal(".gitlab-ci.yml", problem.Span.Path);
                Assert.InRange(region.StartLine, 1, lines.Length);
                Assert.InRange(region.EndLine, region.StartLine, lines.Length);
                Assert.InRange(region.StartColumn, 1, lines[region.StartLine - 1].Length + 1);
                Assert.InRange(region.EndColumn, 1, lines[region.EndLine - 1].Length + 1);
                Assert.False(problem.Message.EndsWith('.'));
            }
        });
    }
}
