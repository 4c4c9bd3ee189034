using System.Net;
using MyAgent.Engine.Service.Security;
using MyAgent.Engine.Service.Tests.Http;

namespace MyAgent.Engine.Service.Tests.Security;

public sealed class SessionTests(RunningServer server) : IClassFixture<RunningServer>
{
    [Fact]
    public async Task Signing_in_sets_a_cookie_that_no_script_and_no_other_site_can_use_and_that_hides_the_token()
    {
        var (answer, token) = await SignInAsync(Role.Supervisor);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await answer.JsonAsync()).GetProperty("role").GetString().ShouldBe("supervisor");
        var cookie = answer.Headers.GetValues("Set-Cookie").ShouldHaveSingleItem();
        cookie.ShouldContain("; httponly", Case.Insensitive);
        cookie.ShouldContain("; samesite=strict", Case.Insensitive);
        cookie.ShouldNotContain(token);
    }

    [Fact]
    public async Task A_session_may_what_its_token_may_and_no_more()
    {
        using var browser = await BrowserAsync(Role.Agent, "ana");
        (await browser.GetAsync("/session")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await browser.GetAsync("/v1/agents/ana")).StatusCode.ShouldNotBe(HttpStatusCode.Unauthorized);
        (await browser.GetAsync("/v1/agents/ben")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await browser.GetAsync("/v1/callbacks")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Theory]
    [InlineData(null, "own", false)]
    [InlineData("1", null, false)]
    [InlineData("1", "http://elsewhere.example", false)]
    [InlineData("1", "null", false)]
    [InlineData("1", "own", true)]
    public async Task What_comes_by_cookie_changes_something_only_from_a_page_of_this_server(string? proof, string? origin, bool allowed)
    {
        using var browser = await BrowserAsync(Role.Agent, "ana");
        foreach (var (method, path) in new[] { (HttpMethod.Post, "/v1/agents/ana/log-in"), (HttpMethod.Delete, "/session"), (HttpMethod.Post, "/session") })
        {
            var request = new HttpRequestMessage(method, path);
            if (method == HttpMethod.Post)
                request.Content = RunningServer.Json("""{"token": "mat_no_token"}""");
            if (proof is not null)
                request.Headers.Add(SessionCookie.Proof, proof);
            if (origin is not null)
                request.Headers.Add("Origin", origin == "own" ? Own(browser) : origin);
            var answer = await browser.SendAsync(request);
            if (allowed)
                answer.StatusCode.ShouldNotBe(HttpStatusCode.Forbidden);
            else
                (await answer.ProblemAsync()).Code.ShouldBe("otherSite");
        }
    }

    [Fact]
    public async Task A_call_with_its_own_token_needs_no_proof()
    {
        using var client = await server.AsAsync(Role.Agent, "ana");
        (await client.PostAsync("/v1/agents/ana/log-in", "{}")).StatusCode.ShouldNotBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task An_unknown_token_and_a_forged_cookie_let_nobody_in()
    {
        using var nobody = server.Nobody();
        var answer = await SignInAsync(nobody, "mat_aaaaaaaaaaaa_aaaa");
        answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        answer.Headers.Contains("Set-Cookie").ShouldBeFalse();

        using var known = await BrowserAsync(Role.Supervisor);
        var session = known.DefaultRequestHeaders.GetValues("Cookie").Single();
        var changed = session[..^5] + (session[^5] == 'A' ? 'B' : 'A') + session[^4..];
        foreach (var forged in new[] { changed, SessionCookie.Name + "=", SessionCookie.Name + "=AAAA", SessionCookie.Name + "=%00" })
        {
            using var forger = server.Nobody();
            forger.DefaultRequestHeaders.Add("Cookie", forged);
            (await forger.GetAsync("/v1/callbacks")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized, forged);
        }
    }

    [Fact]
    public async Task Revoking_the_token_ends_its_sessions()
    {
        using var admin = await server.AsAsync(Role.Admin);
        var made = await (await admin.PostAsync("/v1/tokens", """{"role": "supervisor"}""")).JsonAsync();
        using var browser = server.Nobody();
        Keep(browser, await SignInAsync(browser, made.GetProperty("token").GetString()!));
        (await browser.GetAsync("/v1/callbacks")).StatusCode.ShouldBe(HttpStatusCode.OK);
        await admin.DeleteAsync("/v1/tokens/" + made.GetProperty("id").GetString());
        (await browser.GetAsync("/v1/callbacks")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Pages_allow_nothing_from_elsewhere_and_nothing_written_into_them()
    {
        using var nobody = server.Nobody();
        foreach (var path in new[] { "/", "/desk", "/wall", "/web/style.css", "/web/desk.js", "/web/text/fr.js" })
        {
            var answer = await nobody.GetAsync(path);
            answer.StatusCode.ShouldBe(HttpStatusCode.OK, path);
            var policy = answer.Headers.GetValues("Content-Security-Policy").ShouldHaveSingleItem();
            policy.ShouldStartWith("default-src 'none'; script-src 'self'; style-src 'self'");
            policy.ShouldNotContain("unsafe");
        }
        (await nobody.GetAsync("/call")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await nobody.GetAsync("/web/../admin.token")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_key_that_seals_sessions_outlives_a_restart_and_is_the_owners_alone()
    {
        var data = Directory.CreateTempSubdirectory("myagent-key-").FullName;
        try
        {
            var key = await SessionKey.EnsureAsync(adminToken: null, data, CancellationToken.None);
            (await SessionKey.EnsureAsync(adminToken: null, data, CancellationToken.None)).ShouldBe(key);
            if (!OperatingSystem.IsWindows())
                File.GetUnixFileMode(Path.Combine(data, "session.key")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }

    [Fact]
    public async Task Engines_that_were_given_the_same_admin_token_know_each_others_sessions_and_no_others_do()
    {
        const string nowhere = "/nowhere/at/all";
        var one = await SessionKey.EnsureAsync("an admin token that was chosen", nowhere, CancellationToken.None);
        one.Length.ShouldBe(Sessions.KeyBytes);
        (await SessionKey.EnsureAsync("an admin token that was chosen", nowhere, CancellationToken.None)).ShouldBe(one);
        (await SessionKey.EnsureAsync("another admin token than that", nowhere, CancellationToken.None)).ShouldNotBe(one);
    }

    private async Task<(HttpResponseMessage Answer, string Token)> SignInAsync(Role role, string? agent = null)
    {
        using var bearer = await server.AsAsync(role, agent);
        using var browser = server.Nobody();
        var token = bearer.DefaultRequestHeaders.Authorization!.Parameter!;
        return (await SignInAsync(browser, token), token);
    }

    private static Task<HttpResponseMessage> SignInAsync(HttpClient browser, string token)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/session") { Content = RunningServer.Json($$"""{"token": "{{token}}"}""") };
        request.Headers.Add(SessionCookie.Proof, "1");
        request.Headers.Add("Origin", Own(browser));
        return browser.SendAsync(request);
    }

    private async Task<HttpClient> BrowserAsync(Role role, string? agent = null)
    {
        var browser = server.Nobody();
        Keep(browser, (await SignInAsync(role, agent)).Answer);
        return browser;
    }

    private static void Keep(HttpClient browser, HttpResponseMessage answer) =>
        browser.DefaultRequestHeaders.Add("Cookie", answer.Headers.GetValues("Set-Cookie").Single().Split(';')[0]);

    private static string Own(HttpClient browser) => browser.BaseAddress!.GetLeftPart(UriPartial.Authority);
}
