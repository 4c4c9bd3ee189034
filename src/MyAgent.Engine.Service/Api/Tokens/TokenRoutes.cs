using Microsoft.AspNetCore.Http.HttpResults;
using MyAgent.Engine.Service.Problems;
using MyAgent.Engine.Service.Security;
using MyAgent.Engine.Storage;

namespace MyAgent.Engine.Service.Api.Tokens;

/// <summary><c>/v1/tokens</c>: who may call.</summary>
internal static class TokenRoutes
{
    /// <summary>Adds the routes.</summary>
    public static void MapTokens(this RouteGroupBuilder v1)
    {
        var tokens = v1.MapGroup("/tokens").WithTags("Tokens");
        tokens.MapPost("/", CreateAsync).RequireAuthorization(AccessPolicy.Admins).WithName("createToken")
            .WithSummary("Makes a token")
            .WithDescription("The only time the token is shown: it is stored hashed. A repeated Idempotency-Key makes no second token, also after a "
                + "restart; as the first one cannot be shown again, "
                + "it is answered with 409, tokenAlreadyCreated, which names its id. Where its answer was lost, revoke it and use "
                + "another key. A connector's token may be bound to queues: then it acts "
                + "and reads only there.");
        tokens.MapGet("/", (AccessTokens access) => TypedResults.Ok<IReadOnlyList<TokenResponse>>([.. access.List().Select(TokenResponse.Of)]))
            .RequireAuthorization(AccessPolicy.Admins).WithName("listTokens")
            .WithSummary("All tokens, without their secrets");
        tokens.MapDelete("/{tokenId}", RevokeAsync).RequireAuthorization(AccessPolicy.Admins).WithName("revokeToken")
            .WithSummary("Revokes a token")
            .WithDescription("It counts at once. Where no admin token is left, the next start makes one.");
    }

    private static async Task<Created<NewTokenResponse>> CreateAsync(JsonBody<TokenBody> given, HttpContext http, AccessTokens access)
    {
        var key = IdempotencyKey.Of(http);
        var body = given.Value;
        if (body.Role == Role.Agent != body.Agent is not null)
            throw Problem.BadInput("badAgent", "agent", "A token of role agent names its agent; others name none.").AsException();
        var agent = body.Agent is { } named ? Input.Agent(named, "agent").Value : null;
        var queues = body.ToQueues();
        var (token, text) = key is null
            ? await access.CreateAsync(body.Role, agent, http.RequestAborted, queues)
            : await access.CreateOnceAsync($"{Access.TokenOf(http.User)} {key}", body.Role, agent, queues, http.RequestAborted);
        if (text is null)
            throw CreatedBefore(token, body.Role, agent, queues);
        return TypedResults.Created((string?)null, new NewTokenResponse(token.Id, body.Role, token.Agent, token.Queues, text));
    }

    private static ProblemException CreatedBefore(AccessToken token, Role role, string? agent, IReadOnlyList<string>? queues) =>
        TokenResponse.Of(token) is var known && known.Role == role && known.Agent == agent && (known.Queues ?? []).SequenceEqual(queues ?? [])
            ? new Problem(
                StatusCodes.Status409Conflict, "tokenAlreadyCreated",
                $"This key has made the token '{token.Id}', which was shown then and cannot be shown again. Where that answer was lost, revoke the token and use another key.")
            {
                Field = IdempotencyKey.Header,
                State = token.RevokedAt is null ? "created" : "revoked",
            }.AsException()
            : IdempotencyKey.Reused();

    private static async Task<NoContent> RevokeAsync(string tokenId, HttpContext http, AccessTokens access) =>
        await access.RevokeAsync(tokenId, http.RequestAborted)
            ? TypedResults.NoContent()
            : throw Problem.NotFound("unknownToken", "There is no token of this id.").AsException();
}

/// <summary>A token to be made.</summary>
internal sealed record TokenBody
{
    private const int MaxQueues = 100;

    /// <summary>What its bearer may do.</summary>
    public required Role Role { get; init; }

    /// <summary>The agent it is for, where the role is agent.</summary>
    public string? Agent { get; init; }

    /// <summary>The queues in which it acts and reads, where the role is connector; left out: all.</summary>
    public IReadOnlyList<string>? Queues { get; init; }

    /// <summary>The queues that the token is to be bound to; null for none.</summary>
    /// <exception cref="ProblemException">400: it names none, or names one twice, or the role is not connector.</exception>
    public IReadOnlyList<string>? ToQueues()
    {
        if (Queues is null)
            return null;
        if (Role != Role.Connector || Queues.Count is 0 or > MaxQueues)
            throw Problem.BadInput("badQueues", "queues", $"A token of role connector may name 1 to {MaxQueues} queues; others name none.").AsException();
        List<string> queues = [.. Queues.Select((queue, index) => Input.Queue(queue, $"queues[{index}]").Value)];
        Input.Distinct(queues, "queues");
        return queues;
    }
}

/// <summary>A token that has just been made.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Role">What its bearer may do.</param>
/// <param name="Agent">The agent it is for.</param>
/// <param name="Queues">The queues it is bound to; null for none.</param>
/// <param name="Token">Its text, shown here and never again.</param>
internal sealed record NewTokenResponse(string Id, Role Role, string? Agent, IReadOnlyList<string>? Queues, string Token);

/// <summary>A token, without its secret.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Role">What its bearer may do.</param>
/// <param name="Agent">The agent it is for.</param>
/// <param name="Queues">The queues it is bound to; null for none.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="RevokedAt">Since when it is refused; null while it is let in.</param>
internal sealed record TokenResponse(
    string Id, Role Role, string? Agent, IReadOnlyList<string>? Queues, DateTimeOffset CreatedAt, DateTimeOffset? RevokedAt)
{
    /// <summary>A token without its hash.</summary>
    public static TokenResponse Of(AccessToken token) => new(token.Id, RoleOf(token), token.Agent, token.Queues, token.CreatedAt, token.RevokedAt);

    private static Role RoleOf(AccessToken token) => Enum.Parse<Role>(token.Role, ignoreCase: true);
}
