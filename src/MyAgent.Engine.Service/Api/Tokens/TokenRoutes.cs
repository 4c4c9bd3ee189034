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
            .WithSummary("Creates a token")
            .WithDescription("Only this answer shows the token: the engine stores its hash. A repeated Idempotency-Key creates no second token, also after a restart: the "
                + "answer is 409, tokenAlreadyCreated, with the id of the first one. If that answer was lost, revoke the token and use another key. A "
                + "connector's token may be bound to queues, and then gives access only to them. With agents it also speaks for the telephones of the agents of those "
                + "queues: it accepts, rejects and ends contacts in their place, and logs them in and out.");
        tokens.MapGet("/", (AccessTokens access) => TypedResults.Ok<IReadOnlyList<TokenResponse>>([.. access.List().Select(TokenResponse.Of)]))
            .RequireAuthorization(AccessPolicy.Admins).WithName("listTokens")
            .WithSummary("Lists the tokens, without their secrets");
        tokens.MapDelete("/{tokenId}", RevokeAsync).RequireAuthorization(AccessPolicy.Admins).WithName("revokeToken")
            .WithSummary("Revokes a token")
            .WithDescription("With immediate effect. Where no admin token is left, the next start of the engine creates one.");
    }

    private static async Task<Created<NewTokenResponse>> CreateAsync(JsonBody<TokenBody> given, HttpContext http, AccessTokens access)
    {
        var key = IdempotencyKey.Of(http);
        var body = given.Value;
        if (body.Role == Role.Agent != body.Agent is not null)
            throw Problem.BadInput("badAgent", "agent", "A token of role agent must name its agent; other tokens must not.").AsException();
        var agent = body.Agent is { } named ? Input.Agent(named, "agent").Value : null;
        var queues = body.ToQueues();
        var agents = body.ToAgents();
        var (token, text) = key is null
            ? await access.CreateAsync(body.Role, agent, http.RequestAborted, queues, agents)
            : await access.CreateOnceAsync($"{Access.TokenOf(http.User)} {key}", body.Role, agent, queues, agents, http.RequestAborted);
        if (text is null)
            throw CreatedBefore(token, body.Role, agent, queues, agents);
        return TypedResults.Created((string?)null, new NewTokenResponse(token.Id, body.Role, token.Agent, token.Queues, token.Agents, text));
    }

    private static ProblemException CreatedBefore(AccessToken token, Role role, string? agent, IReadOnlyList<string>? queues, bool agents) =>
        TokenResponse.Of(token) is var known && known.Role == role && known.Agent == agent && known.Agents == agents && (known.Queues ?? []).SequenceEqual(queues ?? [])
            ? new Problem(
                StatusCodes.Status409Conflict, "tokenAlreadyCreated",
                $"This key created the token '{token.Id}', which cannot be shown again. If its answer was lost, revoke the token and use another key.")
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

/// <summary>Creates a token.</summary>
internal sealed record TokenBody
{
    private const int MaxQueues = 100;

    /// <summary>The role of the token.</summary>
    public required Role Role { get; init; }

    /// <summary>The agent of a token of role agent.</summary>
    public string? Agent { get; init; }

    /// <summary>The queues that a token of role connector is bound to; default: none, which gives access to all queues.</summary>
    public IReadOnlyList<string>? Queues { get; init; }

    /// <summary>Whether a token of role connector speaks for the telephones of the agents who work in its queues. Default: false.</summary>
    public bool Agents { get; init; }

    /// <summary>Whether the token is to speak for agents' telephones.</summary>
    /// <exception cref="ProblemException">400: the role is not connector.</exception>
    public bool ToAgents() => !Agents || Role == Role.Connector
        ? Agents
        : throw Problem.BadInput("badAgents", "agents", "Only a token of role connector may speak for agents' telephones.").AsException();

    /// <summary>The queues that the token is to be bound to; null for none.</summary>
    /// <exception cref="ProblemException">400: it names none, or names one twice, or the role is not connector.</exception>
    public IReadOnlyList<string>? ToQueues()
    {
        if (Queues is null)
            return null;
        if (Role != Role.Connector || Queues.Count is 0 or > MaxQueues)
            throw Problem.BadInput("badQueues", "queues", $"A token of role connector may name 1 to {MaxQueues} queues; other tokens must not.").AsException();
        List<string> queues = [.. Queues.Select((queue, index) => Input.Queue(queue, $"queues[{index}]").Value)];
        Input.Distinct(queues, "queues");
        return queues;
    }
}

/// <summary>A token that has just been created.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Role">The role of the token.</param>
/// <param name="Agent">The agent that the token is bound to; null for other roles.</param>
/// <param name="Queues">The queues it is bound to; null for none.</param>
/// <param name="Agents">Whether it speaks for agents' telephones.</param>
/// <param name="Token">The text of the token, shown only here.</param>
internal sealed record NewTokenResponse(string Id, Role Role, string? Agent, IReadOnlyList<string>? Queues, bool Agents, string Token);

/// <summary>A token, without its secret.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Role">The role of the token.</param>
/// <param name="Agent">The agent that the token is bound to; null for other roles.</param>
/// <param name="Queues">The queues it is bound to; null for none.</param>
/// <param name="Agents">Whether it speaks for agents' telephones.</param>
/// <param name="CreatedAt">When it was created.</param>
/// <param name="RevokedAt">When it was revoked; null while it is valid.</param>
internal sealed record TokenResponse(
    string Id, Role Role, string? Agent, IReadOnlyList<string>? Queues, bool Agents, DateTimeOffset CreatedAt, DateTimeOffset? RevokedAt)
{
    /// <summary>A token without its hash.</summary>
    public static TokenResponse Of(AccessToken token) => new(token.Id, RoleOf(token), token.Agent, token.Queues, token.Agents, token.CreatedAt, token.RevokedAt);

    private static Role RoleOf(AccessToken token) => Enum.Parse<Role>(token.Role, ignoreCase: true);
}
