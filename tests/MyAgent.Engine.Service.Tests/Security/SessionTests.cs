using System.Net;
using Microsoft.Extensions.DependencyInjection;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Queues;
using MyAgent.Engine.Service.Hosting;
using MyAgent.Engine.Service.Pages;
using MyAgent.Engine.Service.Security;
using MyAgent.Engine.Service.Tests.Http;

namespace MyAgent.Engine.Service.Tests.Security;

[IntegrationTests]
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
    public async Task An_unknown_token_and_a_forged_cookie_are_rejected()
    {
        using var anonymous = server.Anonymous();
        var answer = await SignInAsync(anonymous, "mat_aaaaaaaaaaaa_aaaa");
        answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        answer.Headers.Contains("Set-Cookie").ShouldBeFalse();

        using var known = await BrowserAsync(Role.Supervisor);
        var session = known.DefaultRequestHeaders.GetValues("Cookie").Single();
        var changed = session[..^5] + (session[^5] == 'A' ? 'B' : 'A') + session[^4..];
        foreach (var forged in new[] { changed, SessionCookie.Name + "=", SessionCookie.Name + "=AAAA", SessionCookie.Name + "=%00" })
        {
            using var forger = server.Anonymous();
            forger.DefaultRequestHeaders.Add("Cookie", forged);
            (await forger.GetAsync("/v1/callbacks")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized, forged);
        }
    }

    [Fact]
    public async Task Revoking_the_token_ends_its_sessions()
    {
        using var admin = await server.AsAsync(Role.Admin);
        var made = await (await admin.PostAsync("/v1/tokens", """{"role": "supervisor"}""")).JsonAsync();
        using var browser = server.Anonymous();
        Keep(browser, await SignInAsync(browser, made.GetProperty("token").GetString()!));
        (await browser.GetAsync("/v1/callbacks")).StatusCode.ShouldBe(HttpStatusCode.OK);
        await admin.DeleteAsync("/v1/tokens/" + made.GetProperty("id").GetString());
        (await browser.GetAsync("/v1/callbacks")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Pages_allow_nothing_from_elsewhere_and_nothing_written_into_them()
    {
        using var anonymous = server.Anonymous();
        foreach (var path in new[] { "/", "/desk", "/wall", "/web/style.css", "/web/desk.js", "/web/text/fr.js" })
        {
            var answer = await anonymous.GetAsync(path);
            answer.StatusCode.ShouldBe(HttpStatusCode.OK, path);
            var policy = answer.Headers.GetValues("Content-Security-Policy").ShouldHaveSingleItem();
            policy.ShouldStartWith("default-src 'none'; script-src 'self'; style-src 'self'");
            policy.ShouldNotContain("unsafe");
        }
        (await anonymous.GetAsync("/call")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await anonymous.GetAsync("/web/../admin.token")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Signing_out_ends_the_session_for_every_holder_of_its_cookie_and_the_streams_that_use_it()
    {
        using var browser = await BrowserAsync(Role.Supervisor);
        using var thief = server.Anonymous();
        thief.DefaultRequestHeaders.Add("Cookie", browser.DefaultRequestHeaders.GetValues("Cookie").Single());
        using var stream = new StreamReader(await thief.GetStreamAsync("/v1/events?after=0"));
        (await stream.ReadLineAsync()).ShouldBe("event: journal");

        (await SignOutAsync(browser)).StatusCode.ShouldBe(HttpStatusCode.NoContent);

        (await thief.GetAsync("/v1/callbacks")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        server.Journal.Queue("sales", new MessageAttached(new ContactId("c1"), new VoiceMessage("m1", "audio/wav", 12)));
        (await stream.ReadToEndAsync()).ShouldNotContain("message-attached");
    }

    [Fact]
    public async Task Signing_in_again_ends_the_session_of_before()
    {
        using var browser = await BrowserAsync(Role.Supervisor);
        var first = browser.DefaultRequestHeaders.GetValues("Cookie").Single();
        using var bearer = await server.AsAsync(Role.Agent, "ana");
        var again = await SignInAsync(browser, bearer.DefaultRequestHeaders.Authorization!.Parameter!);
        again.StatusCode.ShouldBe(HttpStatusCode.OK);
        again.Headers.GetValues("Set-Cookie").Single().Split(';')[0].ShouldNotBe(first);
        using var left = server.Anonymous();
        left.DefaultRequestHeaders.Add("Cookie", first);
        (await left.GetAsync("/v1/callbacks")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Every_engine_on_the_database_knows_a_session_also_after_a_restart_and_hears_of_its_end()
    {
        var (tokens, sessions) = (new MemoryTokens(), new MemorySessions());
        await using var one = await StartedAsync(tokens, sessions);
        using var browser = one.Server.Anonymous();
        using var bearer = await one.Server.AsAsync(Role.Supervisor);
        Keep(browser, await SignInAsync(browser, bearer.DefaultRequestHeaders.Authorization!.Parameter!));
        await using var other = await StartedAsync(tokens, sessions);
        using var there = other.Server.Anonymous();
        there.DefaultRequestHeaders.Add("Cookie", browser.DefaultRequestHeaders.GetValues("Cookie").Single());
        (await there.GetAsync("/v1/callbacks")).StatusCode.ShouldBe(HttpStatusCode.OK);
        using var stop = new CancellationTokenSource();
        var following = other.Server.App.Services.GetRequiredService<Sessions>().FollowAsync(_ => { }, stop.Token);

        await SignOutAsync(browser);

        await Eventually.TrueAsync(async () => (await there.GetAsync("/v1/callbacks")).StatusCode == HttpStatusCode.Unauthorized);
        await stop.CancelAsync();
        await following;
    }

    [Fact]
    public async Task Behind_a_known_proxy_that_ends_tls_the_cookie_is_sent_only_over_https_and_no_other_sender_is_believed()
    {
        await using var proxied = await StartedAsync(new MemoryTokens(), new MemorySessions(), KnownProxies.Read("127.0.0.0/8"));
        (await CookieOverAsync(proxied.Server, "https")).ShouldContain("; secure", Case.Insensitive);
        (await CookieOverAsync(proxied.Server, "http")).ShouldNotContain("; secure", Case.Insensitive);
        await using var other = await StartedAsync(new MemoryTokens(), new MemorySessions(), KnownProxies.Read("10.1.2.3, fd00::/8"));
        (await CookieOverAsync(other.Server, "https")).ShouldNotContain("; secure", Case.Insensitive);
    }

    [Theory]
    [InlineData("proxy")]
    [InlineData("10.0.0.0/33")]
    [InlineData("10.0.0.1,,300.0.0.1")]
    public void Proxies_that_are_none_are_refused(string proxies) => Should.Throw<FormatException>(() => KnownProxies.Read(proxies));

    [Fact]
    public async Task The_database_holds_neither_what_the_browser_presents_nor_anything_to_test_a_guess_of_the_token_against()
    {
        var (answer, token) = await SignInAsync(Role.Supervisor);
        var cookie = answer.Headers.GetValues("Set-Cookie").Single();
        var session = server.Sessions.Sessions.Values.Single(kept => kept.TokenId == TokenText.IdOf(token));
        cookie.ShouldNotContain(session.Id);
        session.Proof.ShouldNotBe(TokenText.Hash(token));
        server.Sessions.Keys.ShouldNotBeEmpty();
    }

    private static async Task<Started> StartedAsync(MemoryTokens tokens, MemorySessions sessions, IReadOnlyList<System.Net.IPNetwork>? proxies = null)
    {
        var started = new RunningServer(tokens) { Sessions = sessions, Web = new WebSettings(DemoCallers: false, proxies) };
        await started.InitializeAsync();
        return new Started(started);
    }

    private static async Task<string> CookieOverAsync(RunningServer proxied, string scheme)
    {
        using var bearer = await proxied.AsAsync(Role.Supervisor);
        using var browser = proxied.Anonymous();
        browser.DefaultRequestHeaders.Add("X-Forwarded-Proto", scheme);
        browser.DefaultRequestHeaders.Add("X-Forwarded-For", "192.0.2.7");
        return (await SignInAsync(browser, bearer.DefaultRequestHeaders.Authorization!.Parameter!)).Headers.GetValues("Set-Cookie").Single();
    }

    private static Task<HttpResponseMessage> SignOutAsync(HttpClient browser)
    {
        var request = new HttpRequestMessage(HttpMethod.Delete, "/session");
        request.Headers.Add(SessionCookie.Proof, "1");
        request.Headers.Add("Origin", Own(browser));
        return browser.SendAsync(request);
    }

    private sealed record Started(RunningServer Server) : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => new(Server.DisposeAsync());
    }

    private async Task<(HttpResponseMessage Answer, string Token)> SignInAsync(Role role, string? agent = null)
    {
        using var bearer = await server.AsAsync(role, agent);
        using var browser = server.Anonymous();
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
        var browser = server.Anonymous();
        Keep(browser, (await SignInAsync(role, agent)).Answer);
        return browser;
    }

    private static void Keep(HttpClient browser, HttpResponseMessage answer) =>
        browser.DefaultRequestHeaders.Add("Cookie", answer.Headers.GetValues("Set-Cookie").Single().Split(';')[0]);

    private static string Own(HttpClient browser) => browser.BaseAddress!.GetLeftPart(UriPartial.Authority);
}
