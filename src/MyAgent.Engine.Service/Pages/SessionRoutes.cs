using MyAgent.Engine.Entities;
using MyAgent.Engine.Service.Api;
using MyAgent.Engine.Service.Limits;
using MyAgent.Engine.Service.Problems;
using MyAgent.Engine.Service.Security;

namespace MyAgent.Engine.Service.Pages;

/// <summary><c>/session</c>: signing in to the web pages and out again. The token is sent once, in a body.</summary>
internal static class SessionRoutes
{
    /// <summary>Adds the routes.</summary>
    public static void MapSession(this WebApplication app, WebSettings settings)
    {
        var pages = WebRoutes.Pages(settings);
        app.MapPost("/session", async (HttpContext http, TokenGuard guard, Sessions sessions, IJournalReader journal, TimeProvider clock) =>
        {
            SessionCookie.RequireOwnPage(http);
            var text = (await Body.ReadJsonAsync<SignInBody>(http)).Token.Trim();
            if (guard.Find(ClientAddress.PartitionOf(http), text, out var retryAfter) is not { } token)
                throw retryAfter is { } after
                    ? RateLimitProblem.Attempts(after).AsException()
                    : new Problem(StatusCodes.Status401Unauthorized, "unauthorized", "The token is unknown or revoked.").AsException();
            if (guard.SignIn(token) is { } later)
                throw RateLimitProblem.Attempts(later).AsException();
            await SessionCookie.SignInAsync(http, sessions, token);
            return await AnswerAsync(token.Role, token.Agent, http, journal, clock, pages);
        }).ExcludeFromDescription();
        app.MapGet("/session", (HttpContext http, IJournalReader journal, TimeProvider clock) =>
            AnswerAsync(NameOf(Access.RoleOf(http.User)!.Value), Access.AgentOf(http.User), http, journal, clock, pages))
            .RequireAuthorization(AccessPolicy.AnyToken).ExcludeFromDescription();
        app.MapDelete("/session", async (HttpContext http, Sessions sessions) =>
        {
            SessionCookie.RequireOwnPage(http);
            await SessionCookie.SignOutAsync(http, sessions);
            return Results.NoContent();
        }).ExcludeFromDescription();
    }

    private static async Task<IResult> AnswerAsync(
        string role, string? agent, HttpContext http, IJournalReader journal, TimeProvider clock, IReadOnlyList<string> pages)
    {
        var ordering = await journal.LastOrderingAsync(http.RequestAborted);
        return Results.Ok(new SessionResponse(role, agent, pages, ordering, clock.GetUtcNow()));
    }

    private static string NameOf(Role role) => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(role.ToString());
}

/// <summary>The body of a sign-in to the web pages.</summary>
internal sealed record SignInBody
{
    /// <summary>The token.</summary>
    public required string Token { get; init; }
}

/// <summary>Who is signed in, and from where a page goes on.</summary>
/// <param name="Role">What the token is for.</param>
/// <param name="Agent">The agent it is bound to; null for other roles.</param>
/// <param name="Pages">The pages that are served.</param>
/// <param name="Ordering">The newest event: what a page asks for afterwards is at least as new.</param>
/// <param name="Now">The engine's clock, against which count-downs run.</param>
internal sealed record SessionResponse(string Role, string? Agent, IReadOnlyList<string> Pages, long Ordering, DateTimeOffset Now);
