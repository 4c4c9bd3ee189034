using MyAgent.Engine.Agents;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Service.Problems;

namespace MyAgent.Engine.Service.Api.Contacts;

/// <summary>What an agent may do only with the contact that the agent has.</summary>
internal static class CurrentContact
{
    /// <summary>Requires that an agent has a contact.</summary>
    /// <exception cref="ProblemException">403: it is not the agent's current contact.</exception>
    public static async Task RequireAsync(HttpContext http, EngineCalls engine, AgentId agent, QueueId queue, ContactId contact)
    {
        var current = (await engine.SendAsync(http, agent, new GetAgent())).Contact;
        if (current is null || current.ContactId != contact || current.QueueId != queue)
            throw Problem.Forbidden("An agent may do this only with the current contact.").AsException();
    }
}
