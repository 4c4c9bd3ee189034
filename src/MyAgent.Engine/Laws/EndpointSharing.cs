using MyAgent.Engine.Agents;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Laws.Model;

namespace MyAgent.Engine.Laws;

/// <summary>Law 32: two logged-in agents never have the same endpoint.</summary>
internal sealed class EndpointSharing : ILawCheck
{
    private const int Law = 32;

    private readonly Dictionary<EndpointId, AgentId> _loggedIn = [];
    private readonly Dictionary<AgentId, EndpointId> _endpoints = [];

    public void Before(JournalRecord record, JournalModel model, ViolationCollector violations)
    {
        if (model.AgentOf(record) is not { } agent)
            return;
        switch (record.Recorded.Event)
        {
            case AgentLoggedIn { Endpoint: { } endpoint }:
                if (_loggedIn.TryGetValue(endpoint, out var other) && other != agent.Id)
                    violations.Add(Law, $"Agent {agent.Id} logged in at {endpoint}, where agent {other} was logged in.");
                (_loggedIn[endpoint], _endpoints[agent.Id]) = (agent.Id, endpoint);
                break;
            case AgentLoggedOut when _endpoints.Remove(agent.Id, out var left) && _loggedIn.GetValueOrDefault(left) == agent.Id:
                _loggedIn.Remove(left);
                break;
        }
    }
}
