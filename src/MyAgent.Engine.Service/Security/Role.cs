using System.Text.Json.Serialization;
using MyAgent.Engine.Primitives;

namespace MyAgent.Engine.Service.Security;

/// <summary>What the bearer of a token may do.</summary>
[JsonConverter(typeof(CamelCaseEnum<Role>))]
internal enum Role
{
    /// <summary>A telephony, mail or fax system: contacts arrive and end, messages are left.</summary>
    Connector,

    /// <summary>One agent: that agent's own buttons, and a look at the queues.</summary>
    Agent,

    /// <summary>All that an agent or connector may, for anyone, plus forcing and reports.</summary>
    Supervisor,

    /// <summary>All that a supervisor may, plus configuration and tokens.</summary>
    Admin,
}
