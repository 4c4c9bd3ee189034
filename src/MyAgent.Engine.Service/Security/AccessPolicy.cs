using Microsoft.AspNetCore.Authorization;

namespace MyAgent.Engine.Service.Security;

/// <summary>The names of the authorization policies, one for each level of access, and what each requires.</summary>
internal static class AccessPolicy
{
    /// <summary>Configuration and tokens: admins.</summary>
    public const string Admins = "Admins";

    /// <summary>Forced actions, reports and explanations: supervisors and admins.</summary>
    public const string Supervisors = "Supervisors";

    /// <summary>Contacts: connectors, supervisors and admins. A token that is bound to queues is restricted to the queue in the route.</summary>
    public const string Connectors = "Connectors";

    /// <summary>As <see cref="Connectors"/>, for routes that filter their answers by the token's queues themselves.</summary>
    public const string ConnectorsFiltered = "ConnectorsFiltered";

    /// <summary>As <see cref="Connectors"/>, and agents, for routes that restrict an agent to the current contact themselves.</summary>
    public const string ConnectorsAndAgents = "ConnectorsAndAgents";

    /// <summary>The buttons of the agent in the route: that agent, supervisors and admins.</summary>
    public const string OwnAgent = "OwnAgent";

    /// <summary>As <see cref="OwnAgent"/>, and the connector that speaks for the agent's telephone (rule 31).</summary>
    public const string OwnAgentOrTelephone = "OwnAgentOrTelephone";

    /// <summary>Queues and voice messages: agents, supervisors and admins.</summary>
    public const string Agents = "Agents";

    /// <summary>As <see cref="Agents"/>, and the connector that speaks for the telephones of agents (rule 31) in the queue in the route.</summary>
    public const string AgentsOrTelephones = "AgentsOrTelephones";

    /// <summary>What all may read of a queue of theirs: agents, connectors, supervisors and admins. A token that is bound to queues is restricted to the queue in the route;
    /// the route itself restricts agents.</summary>
    public const string QueueReaders = "QueueReaders";

    /// <summary>Every valid token. The route filters its answers by the token's queues itself.</summary>
    public const string AnyToken = "AnyToken";

    private static readonly Access ConnectorAccess = new([Role.Connector, Role.Supervisor, Role.Admin]);

    private static readonly Access AgentAccess = new([Role.Agent, Role.Supervisor, Role.Admin]);

    private static readonly Access OwnAgentAccess = new([Role.Agent, Role.Supervisor, Role.Admin], OwnAgentOnly: true);

    private static readonly Dictionary<string, Access> Requirements = new(StringComparer.Ordinal)
    {
        [Admins] = new([Role.Admin]),
        [Supervisors] = new([Role.Supervisor, Role.Admin]),
        [Connectors] = ConnectorAccess,
        [ConnectorsFiltered] = ConnectorAccess with { FiltersByQueue = true },
        [ConnectorsAndAgents] = ConnectorAccess with { Roles = [.. ConnectorAccess.Roles, Role.Agent] },
        [OwnAgent] = OwnAgentAccess,
        [OwnAgentOrTelephone] = OwnAgentAccess with { Telephones = true },
        [Agents] = AgentAccess,
        [AgentsOrTelephones] = AgentAccess with { Telephones = true },
        [QueueReaders] = new([Role.Connector, Role.Agent, Role.Supervisor, Role.Admin]),
        [AnyToken] = new([Role.Connector, Role.Agent, Role.Supervisor, Role.Admin], FiltersByQueue: true),
    };

    /// <summary>The requirement of a policy; null where there is no policy of this name.</summary>
    public static Access? Find(string? policy) => policy is null ? null : Requirements.GetValueOrDefault(policy);

    /// <summary>Adds the policies.</summary>
    /// <param name="options">The authorization options.</param>
    /// <param name="scheme">The scheme that authenticates.</param>
    public static void AddTo(AuthorizationOptions options, string scheme)
    {
        foreach (var (name, access) in Requirements)
            options.AddPolicy(name, policy => policy.AddAuthenticationSchemes(scheme).AddRequirements(access));
    }
}
