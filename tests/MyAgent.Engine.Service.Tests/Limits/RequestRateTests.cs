using System.Diagnostics;
using System.Net;
using MyAgent.Engine.Service.Security;
using MyAgent.Engine.Service.Tests.Http;

namespace MyAgent.Engine.Service.Tests.Limits;

[IntegrationTests]
public sealed class RequestRateTests : IAsyncLifetime
{
    private readonly RunningServer _server = new()
    {
        Limits = new() { RequestsPerSecondPerToken = 1, AnonymousRequestsPerSecondPerAddress = 100_000, FailedTokensPerMinutePerAddress = 5, SignInsPerMinutePerToken = 2 },
    };

    public Task InitializeAsync() => _server.InitializeAsync();

    public Task DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task A_token_that_asks_too_often_is_told_when_to_ask_again_and_no_other_token_is_held_up()
    {
        using var greedy = await _server.AsAsync(Role.Supervisor);
        var answers = new List<HttpResponseMessage>();
        for (var number = 0; number < 12; number++)
            answers.Add(await greedy.GetAsync("/v1/reports/queues"));

        var refused = answers.First(answer => answer.StatusCode == HttpStatusCode.TooManyRequests);
        (await refused.ProblemAsync()).ShouldBe((429, "tooManyRequests", null));
        refused.Headers.RetryAfter!.Delta!.Value.ShouldBeInRange(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2));
        answers.Count(answer => answer.IsSuccessStatusCode).ShouldBeGreaterThanOrEqualTo(2);
        using var modest = await _server.AsAsync(Role.Supervisor);
        (await modest.GetAsync("/v1/reports/queues")).StatusCode.ShouldBe(HttpStatusCode.OK);
        await Eventually.TrueAsync(async () => (await greedy.GetAsync("/v1/reports/queues")).StatusCode == HttpStatusCode.OK);
    }

    [Fact]
    public async Task Requests_without_a_token_are_limited_and_health_is_answered_all_the_same()
    {
        var server = new RunningServer { Limits = new() { AnonymousRequestsPerSecondPerAddress = 3 } };
        await using var started = new Started(server);
        await server.InitializeAsync();
        using var anonymous = server.Anonymous();
        var answers = new List<HttpStatusCode>();
        for (var number = 0; number < 30; number++)
            answers.Add((await anonymous.GetAsync("/web/style.css")).StatusCode);
        answers.ShouldContain(HttpStatusCode.TooManyRequests);
        for (var number = 0; number < 30; number++)
            (await anonymous.GetAsync("/health/live")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Guessing_is_stopped_and_other_clients_are_not_affected()
    {
        using var known = await _server.AsAsync(Role.Supervisor);
        var id = TokenText.IdOf(known.DefaultRequestHeaders.Authorization!.Parameter!)!;
        using var guesser = _server.Anonymous();
        (await GuessAsync(guesser, number => $"mat_aaaaaaaaaaaa_{number}")).ShouldBe((5, 15));
        // It stays at that, also while the limiter makes room again little by little.
        for (var guessing = Stopwatch.StartNew(); guessing.Elapsed < TimeSpan.FromSeconds(0.6);)
            (await GuessAsync(guesser, number => $"mat_aaaaaaaaaaaa_{number}")).LookedAt.ShouldBe(0);
        (await GuessAsync(guesser, number => $"a token that an operator has chosen {number}")).ShouldBe((0, 20));

        (await known.GetAsync("/v1/reports/queues")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await GuessAsync(guesser, number => $"mat_{id}_{number}")).ShouldBe((5, 15));
        (await (await known.GetAsync("/v1/reports/queues")).ProblemAsync()).ShouldBe((429, "tooManyAttempts", null));
        using var other = await _server.AsAsync(Role.Supervisor);
        (await other.GetAsync("/v1/reports/queues")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Signing_in_is_guessed_at_no_more_often_and_one_token_begins_no_thousand_sessions()
    {
        using var browser = _server.Anonymous();
        var codes = new List<string>();
        for (var number = 0; number < 7; number++)
            codes.Add((await (await SignInAsync(browser, $"mat_aaaaaaaaaaaa_{number}")).ProblemAsync()).Code);
        codes.ShouldBe([.. Enumerable.Repeat("unauthorized", 5), "tooManyAttempts", "tooManyAttempts"]);

        using var known = await _server.AsAsync(Role.Agent, "ana");
        var token = known.DefaultRequestHeaders.Authorization!.Parameter!;
        foreach (var expected in new[] { HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.TooManyRequests })
        {
            using var fresh = _server.Anonymous();
            (await SignInAsync(fresh, token)).StatusCode.ShouldBe(expected);
        }
    }

    private sealed record Started(RunningServer Server) : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => new(Server.DisposeAsync());
    }

    private static async Task<(int LookedAt, int Refused)> GuessAsync(HttpClient guesser, Func<int, string> guess)
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(number =>
        {
            var request = new HttpRequestMessage(HttpMethod.Get, "/v1/reports/queues");
            request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {guess(number)}");
            return guesser.SendAsync(request);
        }));
        return (answers.Count(answer => answer.StatusCode == HttpStatusCode.Unauthorized), answers.Count(answer => answer.StatusCode == HttpStatusCode.TooManyRequests));
    }

    private static Task<HttpResponseMessage> SignInAsync(HttpClient browser, string token)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/session") { Content = RunningServer.Json($$"""{"token": "{{token}}"}""") };
        request.Headers.Add(SessionCookie.Proof, "1");
        request.Headers.Add("Origin", browser.BaseAddress!.GetLeftPart(UriPartial.Authority));
        return browser.SendAsync(request);
    }
}
