using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using MyAgent.Engine.Asterisk.Ari;
using MyAgent.Engine.Asterisk.Engine;

namespace MyAgent.Engine.Asterisk.Calls;

/// <summary>One contact: its caller, and the telephone that rings for it. What happens to it is taken one after the other, in the order in which it was heard of.</summary>
internal sealed partial class Call
{
    private readonly Connection _connection;
    private readonly SerialSteps _steps;
    private readonly SerialSteps _welcome;
    private int _keys;

    /// <param name="contact">The contact.</param>
    /// <param name="queue">The queue it is in.</param>
    /// <param name="caller">The caller's channel; null where there is none.</param>
    /// <param name="connection">The connection to both sides.</param>
    public Call(string contact, string queue, string? caller, Connection connection)
    {
        (Contact, Queue, Caller, _connection) = (contact, queue, caller, connection);
        _steps = connection.NewSteps($"Contact {contact}");
        _welcome = connection.NewSteps($"Contact {contact}");
        State = caller is null ? CallerState.None : CallerState.Waiting;
    }

    /// <summary>The contact.</summary>
    public string Contact { get; }

    /// <summary>The queue it is in.</summary>
    public string Queue { get; set; }

    /// <summary>The caller's channel; null where there is none.</summary>
    public string? Caller { get; private set; }

    /// <summary>The offers that it has had.</summary>
    public ConcurrentQueue<string> Offers { get; } = new();

    /// <summary>How it stands.</summary>
    public CallerState State { get; private set; }

    /// <summary>The telephone of the agent to whom it is offered, or who has it.</summary>
    public AgentLeg? Leg { get; private set; }

    private AsteriskCommands Asterisk => _connection.Asterisk;

    private EngineApi Engine => _connection.Engine;

    private CancellationToken Cancel => _connection.Cancel;

    /// <summary>Takes the next step after those before it.</summary>
    public Task Then(Func<Task> step) => _steps.Then(step);

    private void Later(TimeSpan time, Func<Task> step) => _steps.Later(time, step);

    /// <summary>Tells the engine something of the agent who has the contact.</summary>
    private Task<EngineAnswer> TellOfAgentAsync(AgentLeg leg, string command, JsonObject body, string? step = null) =>
        Engine.SendAsync($"agents/{leg.Offer.AgentId}/{command}", body, $"{leg.Offer.OfferId}/{step ?? command}", Cancel);

    private JsonObject AboutContact() => new() { ["contactId"] = Contact };
}
