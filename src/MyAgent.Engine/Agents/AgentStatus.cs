using System.Text.Json.Serialization;
using MyAgent.Engine.Primitives;

namespace MyAgent.Engine.Agents;

/// <summary>What an agent is doing. Only <see cref="Available"/> takes contacts.</summary>
[JsonConverter(typeof(CamelCaseEnum<AgentStatus>))]
public enum AgentStatus
{
    /// <summary>Not logged in.</summary>
    LoggedOut,

    /// <summary>Free for the next contact.</summary>
    Available,

    /// <summary>A contact is proposed and the pop-up rings.</summary>
    Offered,

    /// <summary>Has a contact.</summary>
    Engaged,

    /// <summary>The contact is over, its pop-up is still open.</summary>
    PostProcessing,

    /// <summary>Timed after-contact work.</summary>
    WrapUp,

    /// <summary>On a break that the agent requested.</summary>
    Break,

    /// <summary>Has missed or rejected too many offers in a row (rules 6 and 33b).</summary>
    NotResponding,
}
