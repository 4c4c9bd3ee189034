using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;
using MyAgent.Engine.Agents;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Hosting;
using MyAgent.Engine.Storage;

namespace MyAgent.Engine.Service.Security;

/// <summary>Who may call a route.</summary>
/// <param name="Roles">The roles that may.</param>
/// <param name="OwnAgentOnly">Whether an agent may call only routes whose <c>{agentId}</c> is that agent.</param>
/// <param name="FiltersByQueue">Whether the route itself filters its answer for a token that is bound to queues. Otherwise such a token may call only routes
/// whose <c>{queueId}</c> is one of its queues.</param>
/// <param name="Telephones">Whether a connector that speaks for agents' telephones may call the route for an agent of its queues, or one of its queues (rule 31).</param>
internal sealed record Access(IReadOnlyList<Role> Roles, bool OwnAgentOnly = false, bool FiltersByQueue = false, bool Telephones = false) : IAuthorizationRequirement
{
    private const string RoleClaim = "role";
    private const string AgentClaim = "agent";
    private const string TokenClaim = "token";
    private const string QueueClaim = "queue";
    private const string TelephonesClaim = "telephones";

    /// <summary>The identity of a token: its name in the journal, the role, the agent and the queues.</summary>
    /// <param name="token">The token.</param>
    /// <param name="how">The authentication type: token or session.</param>
    public static ClaimsIdentity IdentityOf(AccessToken token, string how)
    {
        var by = $"{token.Role}:{token.Agent ?? token.Id}";
        var identity = new ClaimsIdentity([new Claim(ClaimTypes.Name, by), new Claim(RoleClaim, token.Role), new Claim(TokenClaim, token.Id)], how);
        if (token.Agent is { } agent)
            identity.AddClaim(new Claim(AgentClaim, agent));
        if (token.Agents)
            identity.AddClaim(new Claim(TelephonesClaim, "true"));
        identity.AddClaims((token.Queues ?? []).Select(queue => new Claim(QueueClaim, queue)));
        return identity;
    }

    /// <summary>The name in the journal: <c>admin:3f9k</c> by the token's id, <c>agent:ana</c>.</summary>
    public static string? By(ClaimsPrincipal user) => user.Identity?.Name;

    /// <summary>The agent that the token is bound to; null for any other role.</summary>
    public static string? AgentOf(ClaimsPrincipal user) => user.FindFirst(AgentClaim)?.Value;

    /// <summary>The queues that the token is bound to; empty where it is bound to none.</summary>
    public static IReadOnlySet<string> QueuesOf(ClaimsPrincipal user) => user.FindAll(QueueClaim).Select(claim => claim.Value).ToHashSet(StringComparer.Ordinal);

    /// <summary>Whether the token speaks for agents' telephones.</summary>
    public static bool SpeaksForTelephones(ClaimsPrincipal user) => user.HasClaim(claim => claim.Type == TelephonesClaim);

    /// <summary>By what a command of an agent comes, for the journal: <see cref="Cause.Telephone"/> where a connector gives it. Null where the person does.</summary>
    public static string? ViaOf(ClaimsPrincipal user) => RoleOf(user) == Role.Connector ? Cause.Telephone : null;

    /// <summary>The token's id.</summary>
    public static string? TokenOf(ClaimsPrincipal user) => user.FindFirst(TokenClaim)?.Value;

    /// <summary>The token's role.</summary>
    public static Role? RoleOf(ClaimsPrincipal user) =>
        Enum.TryParse<Role>(user.FindFirst(RoleClaim)?.Value, ignoreCase: true, out var role) ? role : null;
}

/// <summary>Decides whether a token gives <see cref="Access"/>.</summary>
/// <param name="engine">Knows in which queues an agent works.</param>
internal sealed class AccessHandler(IEngineHost engine) : AuthorizationHandler<Access>
{
    /// <inheritdoc/>
    protected override async Task HandleRequirementAsync(AuthorizationHandlerContext context, Access requirement)
    {
        if (Access.RoleOf(context.User) is not { } role)
            return;
        if ((requirement.Roles.Contains(role)
            && (role != Role.Agent || !requirement.OwnAgentOnly || IsOwn(context))
            && (requirement.FiltersByQueue || IsOfItsQueues(context)))
            || (requirement.Telephones && role == Role.Connector && await IsTelephoneAsync(context)))
            context.Succeed(requirement);
    }

    /// <summary>Whether the token speaks for the telephone of the agent in the route, who works in one of its queues, or for those of the queue in the route.</summary>
    private async Task<bool> IsTelephoneAsync(AuthorizationHandlerContext context)
    {
        if (!Access.SpeaksForTelephones(context.User) || context.Resource is not HttpContext http)
            return false;
        if (http.GetRouteValue("agentId") is not string agent)
            return IsOfItsQueues(context);
        var queues = Access.QueuesOf(context.User);
        return queues.Count == 0 || (await engine.SendAsync(
                new AgentId(agent).Address, new GetAgent(), new Cause(Access.By(context.User)), http.RequestAborted) is AgentAnswer known
            && known.Assignments.Any(assignment => queues.Contains(assignment.QueueId.Value)));
    }

    private static bool IsOfItsQueues(AuthorizationHandlerContext context)
    {
        var queues = Access.QueuesOf(context.User);
        return queues.Count == 0 || (context.Resource is HttpContext http && http.GetRouteValue("queueId") is string queue && queues.Contains(queue));
    }

    private static bool IsOwn(AuthorizationHandlerContext context) =>
        context.Resource is HttpContext http
        && Access.AgentOf(context.User) is { } agent
        && agent.Equals(http.GetRouteValue("agentId") as string, StringComparison.Ordinal);
}
