using PoPipeline.Configuration;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Model.Policies;
using PoPipeline.Rules.Model.Results;

namespace PoPipeline.Tests.Configuration;

public sealed class PolicyReaderTests : IDisposable
{
    private readonly TempTree tree = new();

    public void Dispose() => tree.Dispose();

    [Fact]
    public void Without_a_file_the_defaults_hold()
    {
        Assert.Null(Policy().CodeOwners.MinimumShare);
        Assert.Null(Policy().Path);
    }

    [Fact]
    public void Every_key_is_read()
    {
        tree.Write(".popipeline.yml", """
            version: 1
            forge: gitlab
            required: [PO.3.2, PO3202]
            code-owners:
              minimum-share: 0.9
              exempt: ["/vendor/**"]
              critical: [/deploy/]
              groups: ["@acme-bot"]
            pipelines:
              pins:
                - name: acme/*
                  require: commit
                - { name: "**", require: exact-version }
              production: [production, shop]
              hosted-runners: [ubuntu-big]
            exceptions:
              inline: false
              maximum-days: 90
              approvers: ["@acme/security", "@jane"]
            rules:
              disable:
                - rule: PO3202
                  reason: another tool does it
            """);

        var policy = Policy();

        Assert.Equal(".popipeline.yml", policy.Path);
        Assert.Equal(Forge.GitLab, policy.Forge);
        Assert.Equal(["PO.3.2", "PO3202"], policy.Required);
        Assert.Equal(0.9, policy.CodeOwners.MinimumShare);
        Assert.Equal(["/vendor/**"], policy.CodeOwners.Exempt);
        Assert.Equal(["/deploy/"], policy.CodeOwners.Critical);
        Assert.Equal(["@acme-bot"], policy.CodeOwners.Groups);
        Assert.Equal([new PinPolicy("acme/*", Pin.Commit), new PinPolicy("**", Pin.ExactVersion)], policy.Pipelines.Pins);
        Assert.Equal(["production", "shop"], policy.Pipelines.Production);
        Assert.Equal(["ubuntu-big"], policy.Pipelines.HostedRunners);
        Assert.Equal((false, 90), (policy.Exceptions.Inline, policy.Exceptions.MaximumDays));
        Assert.Equal(["@acme/security", "@jane"], policy.Exceptions.Approvers);
        var disabled = Assert.Single(policy.Disabled);
        Assert.Equal(("PO3202", "another tool does it", ".popipeline.yml", 22), (disabled.Rule, disabled.Reason, disabled.Span.Path, disabled.Span.Region.StartLine));
    }

    [Theory]
    [InlineData("code-owner: {}", "1:1: There is no key 'code-owner' here. Did you mean 'code-owners'?")]
    [InlineData("exceptions:\n  maximum-day: 1", "2:3: There is no key 'maximum-day' here. Did you mean 'maximum-days'?")]
    [InlineData("exceptions:\n  xyz: 1", "2:3: There is no key 'xyz' here. Known are 'inline', 'maximum-days', 'approvers', 'limits', 'records'.")]
    [InlineData("exceptions:\n  maximum-days: 0", "2:17: This must be a whole number from 1 to 3660.")]
    [InlineData("exceptions:\n  maximum-days: 1.5", "2:17: This must be a whole number from 1 to 3660.")]
    [InlineData("exceptions:\n  maximum-days: '30'", "2:17: This must be a whole number from 1 to 3660.")]
    [InlineData("exceptions: { inline: yes }", "1:23: This must be true or false.")]
    [InlineData("exceptions:", "1:12: This must be a mapping with the keys 'inline', 'maximum-days', 'approvers', 'limits', 'records'.")]
    [InlineData("forge: githib", "1:8: There is no forge 'githib'. Did you mean 'github'?")]
    [InlineData("forge: forgejo", "1:8: There is no forge 'forgejo'. It is one of 'github', 'gitlab'.")]
    [InlineData("required: [PO.3.22]", "1:12: There is no rule or SSDF task 'PO.3.22'. Did you mean 'PO.3.2'?")]
    [InlineData("required: PO.3.2", "1:11: This must be a list.")]
    [InlineData("templates:\n  require: [changes]", "2:13: There is no kind of template 'changes'. Did you mean 'change'?")]
    [InlineData("templates:\n  criteria:\n    - id: a\n      any-of: []", "3:7: The criterion names no word that could cover it.")]
    [InlineData("templates:\n  criteria:\n    - id: a\n      any-of: [b]\n      in: all", "5:11: There is no kind of template 'all'. It is one of 'issue', 'change', 'both'.")]
    [InlineData("templates:\n  criteria:\n    - { id: a, any-of: [b] }\n    - { id: a, any-of: [c] }", "4:7: The criterion 'a' stands here twice.")]
    [InlineData("toolchain:\n  must: [sats]", "2:10: There is no type of tools 'sats'. Did you mean 'sast'?")]
    [InlineData("toolchain:\n  must: [sast, secret-detection]", "2:16: There is no type of tools 'secret-detection'. Did you mean 'secret-scan'?")]
    [InlineData("toolchain:\n  should: [license-scan]", "2:12: There is no type of tools 'license-scan'. Did you mean 'licence-scan'?")]
    [InlineData("toolchain:\n  should: [linter]", "2:12: There is no type of tools 'linter'. It is one of 'sast', 'sca', 'secret-scan', 'iac-scan', 'container-scan', 'dast', 'fuzzing', 'licence-scan', 'sbom', 'signing', 'provenance', 'artifact-check', 'posture'.")]
    [InlineData("toolchain:\n  must: sast", "2:9: This must be a list.")]
    [InlineData("toolchain:\n  must: [{ type: sast }]", "2:10: This must be the name of a type of tools.")]
    [InlineData("toolchain:\n  shall: [sast]", "2:3: There is no key 'shall' here. Known are 'must', 'should', 'keep-results', 'attest-releases'.")]
    [InlineData("toolchain:\n  keep-results: yes", "2:17: This must be true or false.")]
    [InlineData("required: [PO.3.2]\nrequired: []", "2:1: The key 'required' stands here twice.")]
    [InlineData("rules:\n  disable:\n    - rule: PO3202", "3:7: The key 'reason' is missing here.")]
    [InlineData("rules:\n  disable:\n    - rule: PO9876\n      reason: x", "3:13: There is no rule 'PO9876'.")]
    [InlineData("code-owners: { groups: [5] }", "1:25: This must be a text; write '5' in quotes.")]
    [InlineData("code-owners: { groups: ['', ~] }", "1:25: This must have 1 to 1000 characters.\n.popipeline.yml:1:29: This must be a text; nothing is written.")]
    [InlineData("code-owners: { groups: [!!str 5] }", "1:25: This must be a text.")]
    [InlineData("version: 2", "1:10: This must be 1.")]
    [InlineData("rules:\n  xyz: 1", "2:3: There is no key 'xyz' here. Known is 'disable'.")]
    [InlineData("rules: 5", "1:8: This must be a mapping with the key 'disable'.")]
    [InlineData("scaffolding:\n  approved:\n    - template: go-service", "3:7: 'go-service' is no reference of a template; write it in full and in small letters, such as 'template:default/service'.")]
    [InlineData("scaffolding:\n  approved:\n    - files: []", "3:7: The key 'template' is missing here.")]
    [InlineData("scaffolding:\n  approved:\n    - { template: 'template:default/a' }\n    - { template: 'template:default/a' }", "4:7: The template 'template:default/a' stands here twice.")]
    [InlineData("scaffolding:\n  approved:\n    - template: template:default/a\n      files:\n        - { path: a, sha256: abc }", "5:11: 'abc' is no SHA-256, which has 64 digits of 0 to 9 and a to f.")]
    [InlineData("scaffolding:\n  approved:\n    - template: template:default/a\n      files:\n        - { path: ../a, sha256: 0000000000000000000000000000000000000000000000000000000000000000 }", "5:19: This must be a path below the root, such as 'docs/records', with forward slashes and without '..'.")]
    [InlineData("scaffolding:\n  require: matched\n  approved:\n    - template: template:default/a", "2:3: No template names 'files', so that nothing could match one.")]
    [InlineData("scaffolding:\n  require: proven", "2:12: There is no kind of evidence 'proven'. It is one of 'claimed', 'matched', 'confirmed'.")]
    [InlineData("scaffolding:\n  catalogue: /etc/passwd", "2:14: This must be a path below the root, such as 'docs/records', with forward slashes and without '..'.")]
    [InlineData("- a", "1:1: This must be a mapping with the keys 'version', 'extends', 'forge', 'required', 'code-owners', 'pipelines', 'templates', 'toolchain', 'in-toto', 'scaffolding', 'settings', 'audit-logs', 'exceptions', 'rules'.")]
    public void What_is_wrong_is_said_with_its_place(string text, string problem)
    {
        tree.Write(".popipeline.yml", text);

        Assert.Equal($".popipeline.yml:{problem}", Assert.Throws<ConfigurationException>(Policy).Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("# nothing yet\n")]
    [InlineData("{}")]
    public void An_empty_file_is_a_policy(string text)
    {
        tree.Write(".popipeline.yml", text);

        Assert.Equal(365, Policy().Exceptions.MaximumDays);
    }

    [Fact]
    public void Text_that_is_not_YAML_is_wrong_and_so_is_a_file_of_the_other_name_or_a_link_out()
    {
        tree.Write(".popipeline.yml", "a: [");
        Assert.Throws<ConfigurationException>(Policy);
        File.Delete(tree.PathOf(".popipeline.yml"));
        tree.Write(".popipeline.yaml", "");
        Assert.Contains("rename", Assert.Throws<ConfigurationException>(Policy).Message, StringComparison.Ordinal);
        tree.Link(".popipeline.yml", "/nowhere/at/all");
        Assert.Contains("leads out of the repository", Assert.Throws<ConfigurationException>(Policy).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_policy_that_extends_another_may_demand_more()
    {
        tree.Write("policy/base.yml", """
            required: [PO.3.2]
            code-owners: { minimum-share: 0.5, exempt: [a, b], critical: [c] }
            pipelines: { pins: [{ name: "**", require: tag }], production: [prod] }
            exceptions: { maximum-days: 90 }
            rules:
              disable:
                - { rule: PO3202, reason: x }
            """);
        tree.Write(".popipeline.yml", """
            extends: policy/base.yml
            required: [PO3202]
            code-owners: { minimum-share: 0.6, exempt: [a], critical: [d] }
            pipelines: { pins: [{ name: "acme/*", require: digest }], production: [shop] }
            exceptions: { inline: false, maximum-days: 30 }
            rules: { disable: [] }
            """);

        var policy = Policy();

        Assert.Equal(["PO.3.2", "PO3202"], policy.Required);
        Assert.Equal((0.6, "a", "c,d"), (policy.CodeOwners.MinimumShare, string.Join(',', policy.CodeOwners.Exempt), string.Join(',', policy.CodeOwners.Critical)));
        Assert.Equal([new PinPolicy("acme/*", Pin.Digest), new PinPolicy("**", Pin.Tag)], policy.Pipelines.Pins);
        Assert.Equal(["prod", "shop"], policy.Pipelines.Production);
        Assert.Equal((false, 30), (policy.Exceptions.Inline, policy.Exceptions.MaximumDays));
        Assert.Empty(policy.Disabled);
    }

    [Theory]
    [InlineData("code-owners: { minimum-share: 0.4 }", "it says 0.5, this is less")]
    [InlineData("code-owners: { exempt: [z] }", "it does not list 'z'")]
    [InlineData("code-owners: { groups: ['@a'] }", "it does not list '@a'")]
    [InlineData("pipelines: { pins: [{ name: '**', require: tag }] }", "a pin that is added must require 'commit' or 'digest', that of '**' does not")]
    [InlineData("pipelines: { hosted-runners: [big] }", "it does not list 'big'")]
    [InlineData("exceptions: { maximum-days: 31 }", "it says 30, this is more")]
    [InlineData("exceptions: { inline: true }", "it says false")]
    [InlineData("exceptions: { approvers: ['@a', '@z'] }", "it does not list '@z'")]
    [InlineData("exceptions: { approvers: [] }", "it lists '@a', this lists nobody")]
    [InlineData("templates: { words: [z] }", "it does not list 'z'")]
    [InlineData("templates: { criteria: [{ id: secrets, any-of: [anything] }] }", "it has a criterion 'secrets' already")]
    [InlineData("scaffolding: { approved: [{ template: 'template:default/b' }] }", "it approves no template 'template:default/b'")]
    [InlineData("scaffolding: { approved: [] }", "it approves 'template:default/a' alone, this asks for none")]
    [InlineData("scaffolding: { require: claimed }", "it says 'confirmed', this is weaker")]
    [InlineData("rules: { disable: [{ rule: PO3202, reason: x }] }", "it does not switch off 'PO3202'")]
    public void A_policy_that_extends_another_may_not_demand_less(string text, string fault)
    {
        tree.Write("base.yml", "code-owners: { minimum-share: 0.5 }\nexceptions: { inline: false, maximum-days: 30, approvers: ['@a', '@b'] }\ntemplates: { criteria: [{ id: secrets, any-of: [secret] }] }\nscaffolding: { require: confirmed, approved: [{ template: 'template:default/a' }] }\n");
        tree.Write(".popipeline.yml", $"extends: base.yml\n{text}\n");

        var message = Assert.Throws<ConfigurationException>(Policy).Message;

        Assert.EndsWith($"A policy may only demand more than the one that it extends: {fault}.", message, StringComparison.Ordinal);
        Assert.StartsWith(".popipeline.yml:2:", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../base.yml", ".popipeline.yml:1:10: '../base.yml' lies outside of the repository.")]
    [InlineData("/etc/base.yml", ".popipeline.yml:1:10: A policy extends a file of its own repository, named relative to itself.")]
    [InlineData("https://example.com/base.yml", ".popipeline.yml:1:10: A policy extends a file of its own repository, named relative to itself.")]
    [InlineData("missing.yml", ".popipeline.yml:1:10: 'missing.yml' cannot be read: it is not in the working tree.")]
    [InlineData("link.yml", ".popipeline.yml:1:10: 'link.yml' cannot be read: it is a symbolic link that leads out of the repository, or into its '.git'.")]
    [InlineData(".popipeline.yml", ".popipeline.yml:1:10: '.popipeline.yml' extends this file in turn: .popipeline.yml → .popipeline.yml.")]
    [InlineData("folder/circle.yml", "folder/circle.yml:1:10: '../.popipeline.yml' extends this file in turn: .popipeline.yml → folder/circle.yml → .popipeline.yml.")]
    [InlineData("wrong.yml", "wrong.yml:1:1: There is no key 'a' here. Known are 'version', 'extends', 'forge', 'required', 'code-owners', 'pipelines', 'templates', 'toolchain', 'in-toto', 'scaffolding', 'settings', 'audit-logs', 'exceptions', 'rules'.")]
    [InlineData("[a]", ".popipeline.yml:1:10: This must be a text.")]
    public void What_cannot_be_extended_is_said(string target, string problem)
    {
        tree.Write("folder/circle.yml", "extends: ../.popipeline.yml").Write("wrong.yml", "a: 1").Link("link.yml", "/etc/hostname");
        tree.Write(".popipeline.yml", $"extends: {target}");

        Assert.Equal(problem, Assert.Throws<ConfigurationException>(Policy).Message);
    }

    [Fact]
    public void A_file_that_is_named_is_read_wherever_it_lies()
    {
        tree.Write("a/base.yml", "exceptions: { maximum-days: 30 }").Write("a/policy.yml", "extends: base.yml");

        var policy = PolicyReader.OfFile(tree.PathOf("a/policy.yml"));

        Assert.Equal((30, tree.PathOf("a/policy.yml")), (policy.Exceptions.MaximumDays, policy.Path));
        Assert.Throws<ConfigurationException>(() => PolicyReader.OfFile(tree.PathOf("a/none.yml")));
    }

    [Fact]
    public void Files_of_advisories_are_read_with_the_policy_and_an_extending_one_adds_to_them()
    {
        tree.Write("policy/organisation.yml", "pipelines: { advisories: [policy/old.json] }");
        tree.Write(".popipeline.yml", "extends: policy/organisation.yml\npipelines: { advisories: [new.yml, policy/old.json] }");
        tree.Write("policy/old.json", """{ "about": "x", "components": { "Acme/Deploy": [{ "id": "A", "summary": "s", "commits": ["00112233445566778899aabbccddeeff00112233"] }] } }""");
        tree.Write("new.yml", "components: { a/b: [{ id: B, summary: s, severity: High, aliases: [C], ranges: [{ from: '1', last: v1.2 }], versions: [3.0.0] }] }");

        var files = Policy().Pipelines.Advisories;

        Assert.Equal(["policy/old.json", "new.yml"], files.Select(file => file.Path));
        Assert.Equal("acme/deploy", files[0].Components.Single().Name);
        var advisory = files[1].Components.Single().Advisories.Single();
        Assert.Equal(("B", Severity.High, "C", new VersionRange { From = "1", Last = "v1.2" }, "3.0.0"), (advisory.Id, advisory.Severity, advisory.Aliases.Single(), advisory.Ranges.Single(), advisory.Versions.Single()));
    }

    [Theory]
    [InlineData("[none.json]", "", ".popipeline.yml:2:16: 'none.json' cannot be read: it is not in the working tree.")]
    [InlineData("[../a.json]", "", ".popipeline.yml:2:16: This must be a path below the root, such as 'docs/records', with forward slashes and without '..'.")]
    [InlineData("a.json", "", ".popipeline.yml:2:15: This must be a list.")]
    [InlineData("[a.json]", "", "a.json:1:1: This file is empty.")]
    [InlineData("[a.json]", "{ \"component\": {} }", "a.json:1:1: The key 'components' is missing here.\na.json:1:3: There is no key 'component' here. Did you mean 'components'?")]
    [InlineData("[a.json]", "{ \"components\": { \"a\": [] } }", "a.json:1:19: 'a' is no component; write 'owner/repository', and the path in it where it lies in a folder.")]
    [InlineData("[a.json]", "{ \"components\": { \"a/b\": [{ \"id\": \"A\" }] } }", "a.json:1:27: The key 'summary' is missing here.")]
    [InlineData("[a.json]", "{ \"components\": {\n \"a/b\": [{ \"id\": \"A\", \"summary\": \"s\",\n \"ranges\": [{ \"fixed\": \"new\" }] }] } }", "a.json:3:24: 'new' is no version; write its numbers, such as '4.1.3'.")]
    [InlineData("[a.json]", "{ \"components\": { \"a/b\": [{ \"id\": \"A\", \"summary\": \"s\", \"commits\": [\"abc\"] }] } }", "a.json:1:68: 'abc' is no commit; write all of its 40 digits.")]
    [InlineData("[a.json]", "{ \"components\": { \"a/b\": [{ \"id\": \"A\", \"summary\": \"s\", \"severity\": \"Grave\" }] } }", "a.json:1:68: There is no severity 'Grave'. It is one of 'Low', 'Medium', 'High', 'Critical'.")]
    public void A_file_of_advisories_that_cannot_be_used_is_said_with_its_place(string files, string text, string problem)
    {
        tree.Write(".popipeline.yml", $"pipelines:\n  advisories: {files}\n");
        if (files.Contains("a.json", StringComparison.Ordinal) && !files.Contains("..", StringComparison.Ordinal))
        {
            tree.Write("a.json", text);
        }

        Assert.Equal(problem, Assert.Throws<ConfigurationException>(Policy).Message);
    }

    private Policy Policy() => PolicyReader.OfRepository(tree.Root);
}
