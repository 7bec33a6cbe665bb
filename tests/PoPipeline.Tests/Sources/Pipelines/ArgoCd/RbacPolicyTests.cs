using CsCheck;
using PoPipeline.Sources.Pipelines.ArgoCd;

namespace PoPipeline.Tests.Sources.Pipelines.ArgoCd;

/// <summary>What the policies of Argo CD allow, as its documentation says it.</summary>
/// <remarks>Source: https://argo-cd.readthedocs.io/en/stable/operator-manual/rbac/ and the built-in policy, https://github.com/argoproj/argo-cd/blob/master/assets/builtin-policy.csv.</remarks>
public sealed class RbacPolicyTests
{
    private const string BuiltIn = """
        p, role:readonly, applications, get, */*, allow
        p, role:readonly, certificates, get, *, allow
        p, role:readonly, clusters, get, *, allow
        p, role:readonly, logs, get, */*, allow
        p, role:admin, applications, create, */*, allow
        p, role:admin, applications, update/*, */*, allow
        p, role:admin, applications, action/*, */*, allow
        p, role:admin, clusters, create, *, allow
        p, role:admin, projects, delete, *, allow
        p, role:admin, exec, create, */*, allow
        g, role:admin, role:readonly
        g, admin, role:admin
        """;

    private static readonly string[] Pieces = ["p", "g", ",", " ", "\n", "#", "*", "{", "}", "[", "]", "\\", "?", "role:admin", "applications", "allow", "deny", "\"", "(", ".*"];

    private const string Pods = "p, u, applications, delete/*/Pod/*/*, default/prod-app, allow";
    private const string Updates = "p, u, applications, update/*, default/prod-app, allow";
    private const string Denied = "p, u, applications, delete, default/prod-app, deny\np, u, applications, delete/*/Pod/*/*, default/prod-app, allow";
    private const string Restarts = "p, u, applications, action//Pod/maintenance-off, default/*, allow\np, u, applications, action/extensions/DaemonSet/*, default/*, allow";
    private const string Alpha = "p, my-org:team-alpha, applications, sync, my-project/*, allow\ng, my-org:team-beta, role:admin\ng, user@example.org, role:admin\np, role:admin, *, *, *, allow";
    private const string Tester = "p, role:tester, applications, *, */*, allow\np, role:tester, projects, *, *, allow\ng, my-org:team-qa, role:tester";

    // A policy, who asks, for what, and whether they may; what is in it that is no pattern counts as it is written.
    public static TheoryData<string, string, string, string, string, bool> Glob => new()
    {
        { BuiltIn, "role:readonly", "applications", "get", "default/guestbook", true },
        { BuiltIn, "role:readonly", "applications", "sync", "default/guestbook", false },
        { BuiltIn, "role:readonly", "clusters", "get", "https://kubernetes.default.svc", true },
        { BuiltIn, "role:readonly", "logs", "get", "a/b", true },
        { BuiltIn, "role:readonly", "exec", "create", "a/b", false },
        { BuiltIn, "role:admin", "applications", "get", "a/b", true },
        { BuiltIn, "role:admin", "applications", "create", "a/b", true },
        { BuiltIn, "role:admin", "applications", "update/apps/Deployment/x/y", "a/b", true },
        { BuiltIn, "role:admin", "applications", "action/apps/Deployment/restart", "a/b", true },
        { BuiltIn, "role:admin", "exec", "create", "a/b", true },
        { BuiltIn, "admin", "projects", "delete", "default", true },
        { BuiltIn, "admin", "certificates", "get", "x", true },
        { BuiltIn, "somebody", "applications", "get", "a/b", false },
        { "p, example-user, applications, get, *, allow", "example-user", "applications", "get", "any/app", true },
        { "p, example-user, applications, get, *, allow", "example-user", "logs", "get", "any/app", false },
        { "p, example-user, logs, get, example-project/my-app, allow", "example-user", "logs", "get", "example-project/my-app", true },
        { "p, example-user, logs, get, example-project/my-app, allow", "example-user", "logs", "get", "example-project/other", false },
        { "p, example-user, applications, get, */app-namespace/*, allow", "example-user", "applications", "get", "p/app-namespace/a", true },
        { "p, example-user, applications, get, */app-namespace/*, allow", "example-user", "applications", "get", "p/other/a", false },
        { Pods, "u", "applications", "delete//Pod/ns/name", "default/prod-app", true },
        { Pods, "u", "applications", "delete/group/Pod/ns/name", "default/prod-app", true },
        { Pods, "u", "applications", "delete/group/Service/ns/name", "default/prod-app", false },
        { Pods, "u", "applications", "delete", "default/prod-app", false },
        { Updates, "u", "applications", "update/apps/Deployment/ns/name", "default/prod-app", true },
        { Updates, "u", "applications", "update", "default/prod-app", false },
        { Denied, "u", "applications", "delete", "default/prod-app", false },
        { Denied, "u", "applications", "delete//Pod/ns/name", "default/prod-app", true },
        { Restarts, "u", "applications", "action//Pod/maintenance-off", "default/a", true },
        { Restarts, "u", "applications", "action//Pod/restart", "default/a", false },
        { Restarts, "u", "applications", "action/extensions/DaemonSet/restart", "default/a", true },
        { Restarts, "u", "applications", "action/apps/DaemonSet/restart", "default/a", false },
        { "p, u, applications, action/*, default/*, allow", "u", "applications", "action/apps/Deployment/pause", "default/a", true },
        { "p, dev-group, applicationsets, *, dev-project/*, allow", "dev-group", "applicationsets", "create", "dev-project/set", true },
        { "p, dev-group, applicationsets, *, dev-project/*, allow", "dev-group", "applicationsets", "create", "prod-project/set", false },
        { "p, u, applications, get, default/*, allow\np, u, extensions, invoke, httpbin, allow", "u", "extensions", "invoke", "httpbin", true },
        { "p, u, applications, get, default/*, allow\np, u, extensions, invoke, httpbin, allow", "u", "extensions", "invoke", "other", false },
        { "p, u, applications, *, */*, allow\np, u, applications, sync, prod/*, deny", "u", "applications", "sync", "prod/a", false },
        { "p, u, applications, sync, prod/*, deny\np, u, applications, *, */*, allow", "u", "applications", "sync", "prod/a", false },
        { "p, u, applications, *, */*, allow\np, u, applications, sync, prod/*, deny", "u", "applications", "sync", "dev/a", true },
        { "p, u, applications, action/extensions/*, default/*, allow", "u", "applications", "action/extensions/DaemonSet/test", "default/my-app", true },
        { Alpha, "my-org:team-alpha", "applications", "sync", "my-project/a", true },
        { Alpha, "my-org:team-alpha", "applications", "sync", "other/a", false },
        { Alpha, "my-org:team-beta", "clusters", "delete", "x", true },
        { Alpha, "user@example.org", "repositories", "create", "x", true },
        { Tester, "my-org:team-qa", "applications", "delete", "a/b", true },
        { Tester, "my-org:team-qa", "projects", "create", "a", true },
        { Tester, "my-org:team-qa", "clusters", "get", "a", false },
        { "p, proj:team-beta-project:admin, applications, *, *, allow", "proj:team-beta-project:admin", "applications", "sync", "team-beta-project/a", true },
        { "p, my-local-user, applications, sync, my-project/*, allow", "my-local-user", "applications", "sync", "my-project/a", true },
        { "g, my-local-user, role:admin\np, role:admin, *, *, *, allow", "my-local-user", "accounts", "update", "alice", true },
        { "p, my-local-user, *, *, *, allow", "my-local-user", "gpgkeys", "delete", "x", true },
        { "# p, u, *, *, *, allow", "u", "applications", "get", "a/b", false },
        { "p, u, applications, sync, a/b", "u", "applications", "sync", "a/b", false },
        { "p,u,applications,sync,a/b,allow", "u", "applications", "sync", "a/b", true },
        { "  p , u , applications , sync , a/b , allow  ", "u", "applications", "sync", "a/b", true },
        { "p, u, applications, {sync,get}, a/*, allow", "u", "applications", "sync", "a/b", false },
        { "p, u, applications, \"{sync,get}\", a/*, allow", "u", "applications", "get", "a/b", true },
        { "p, u, applications, ?ync, a/b, allow", "u", "applications", "sync", "a/b", true },
        { "p, u, applications, [rs]ync, a/b, allow", "u", "applications", "sync", "a/b", true },
        { "g, a, b\ng, b, c\ng, c, a\np, c, logs, get, x/*, allow", "a", "logs", "get", "x/y", true },
        { "p, u, logs, get, x/*, permit", "u", "logs", "get", "x/y", false },
    };

    public static TheoryData<string, string, string, string, string, bool> Regex => new()
    {
        { "p, u, applications, .*, prod-[a-z]+/.*, allow", "u", "applications", "sync", "prod-eu/a", true },
        { "p, u, applications, .*, ^prod-[0-9]+/.*$, allow", "u", "applications", "sync", "prod-eu/a", false },
        { "p, u, applications, sync|get, a/b, allow", "u", "applications", "get", "a/b", true },
        { "p, u, applications, (, a/b, allow", "u", "applications", "get", "a/b", false },
    };

    [Theory]
    [MemberData(nameof(Glob))]
    public void A_policy_allows_what_the_documentation_says(string policy, string subject, string resource, string action, string item, bool isAllowed) =>
        Assert.Equal(isAllowed, RbacPolicy.Read(policy, isRegex: false).Allows(subject, resource, action, item));

    [Theory]
    [MemberData(nameof(Regex))]
    public void A_policy_of_expressions_allows_what_they_match(string policy, string subject, string resource, string action, string item, bool isAllowed) =>
        Assert.Equal(isAllowed, RbacPolicy.Read(policy, isRegex: true).Allows(subject, resource, action, item));

    [Fact]
    public void The_table_has_sixty_lines() => Assert.True(Glob.Count >= 60, $"{Glob.Count} lines.");

    [Fact]
    public void Whatever_stands_in_a_policy_it_is_read_and_each_line_lies_in_it() =>
        Gen.Int[0, Pieces.Length - 1].Array[0, 60].Select(pieces => string.Concat(pieces.Select(piece => Pieces[piece]))).Sample(
            text =>
            {
                for (var mode = 0; mode < 2; mode++)
                {
                    var policy = RbacPolicy.Read(text, isRegex: mode == 1);
                    Assert.All(policy.Lines, line => Assert.True(line.Offset >= 0 && line.Offset + line.Length <= text.Length));
                    _ = policy.Allows("role:admin", "applications", "sync", "a/b");
                }
            },
            iter: 2000);

    [Fact]
    public void A_pattern_of_stars_and_braces_takes_a_bounded_time()
    {
        var stars = string.Concat(Enumerable.Repeat("*a", 200));
        var braces = string.Concat(Enumerable.Repeat("{a,b,c}", 60));

        Assert.False(GlobPattern.Matches(stars, new string('a', 100) + "b"));
        Assert.False(GlobPattern.Matches(braces, "z"));
    }
}
