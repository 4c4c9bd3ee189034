using System.Text.Json;
using MyAgent.Engine.Agents;
using MyAgent.Engine.Catalogue;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Queues;
using MyAgent.Engine.Service.Api;

namespace MyAgent.Engine.Service.Demo;

/// <summary>Plays the scenario on a running engine: callers arrive, and agents react to the engine's events. It ends when every contact
/// has ended.</summary>
/// <param name="engine">The clients of the engine.</param>
/// <param name="pace">How fast.</param>
/// <param name="log">Receives a sentence for each step.</param>
internal sealed class DemoRunner(DemoClients engine, Pace pace, DemoLog log)
{
    private readonly Dictionary<string, ScriptedContact> _contacts = DemoScript.Contacts(pace).ToDictionary(scripted => scripted.ContactId);
    private readonly Dictionary<string, DemoAgent> _agents = [];
    private readonly Dictionary<string, int> _offers = [];
    private readonly List<Task> _playing = [];

    /// <summary>How many contacts come.</summary>
    public int Contacts => _contacts.Count;

    /// <summary>Puts into words what happens.</summary>
    public Narrator Narrator { get; } = new(DemoScript.Contacts(pace));

    /// <summary>Plays it to the end.</summary>
    public async Task PlayAsync(CancellationToken cancel)
    {
        var ending = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        try
        {
            await PlayAsync(ending);
        }
        catch
        {
            await ending.CancelAsync();
            throw;
        }
    }

    private async Task PlayAsync(CancellationTokenSource ending)
    {
        var connector = await engine.CreateAsync("connector", agent: null, ending.Token);
        foreach (var (agent, _) in DemoContactCentre.Agents)
        {
            _agents[agent] = new DemoAgent(agent, await engine.CreateAsync("agent", agent, ending.Token), connector, pace);
            await _agents[agent].LogInAsync(ending.Token);
        }
        log.Add("six agents log in", DateTimeOffset.UtcNow);
        foreach (var scripted in _contacts.Values)
            Start(new DemoCaller(scripted, connector, pace, sentence => log.Add(sentence, DateTimeOffset.UtcNow)).PlayAsync, ending);
        await FollowAsync(ending);
        await Task.WhenAll(_playing);
    }

    /// <summary>Reads what happens until no contact is left.</summary>
    private async Task FollowAsync(CancellationTokenSource ending)
    {
        var unfinished = _contacts.Keys.ToHashSet();
        try
        {
            await foreach (var told in engine.Admin.EventsAsync(new StreamStart(0), follow: true, ending.Token))
            {
                var happened = (IEvent)told.Data.Deserialize(Manifests.Json(told.Type)!)!;
                React(EntityAddress.Parse(told.Entity), told.At, happened, ending);
                if (happened is ContactFinished or ContactRefused)
                    unfinished.Remove(((IContactEvent)happened).ContactId.Value);
                if (unfinished.Count == 0)
                    return;
            }
        }
        catch (OperationCanceledException) when (_playing.FirstOrDefault(task => task.IsFaulted) is { } failed)
        {
            await failed;
        }
        throw new IOException("The engine has ended the stream of events.");
    }

    private void React(EntityAddress entity, DateTimeOffset at, IEvent happened, CancellationTokenSource ending)
    {
        if (Narrator.Sentence(entity, at, happened) is { } sentence)
            log.Add(sentence, at);
        switch (happened)
        {
            case OfferReceived received when _contacts.TryGetValue(received.Offer.Contact.ContactId.Value, out var scripted):
                var number = _offers[scripted.ContactId] = _offers.GetValueOrDefault(scripted.ContactId) + 1;
                Start(cancel => _agents[entity.Id].AnswerAsync(received.Offer, scripted, number, cancel), ending);
                break;
            case AgentStoppedResponding:
                Start(_agents[entity.Id].ComeBackAsync, ending);
                break;
        }
    }

    /// <summary>Starts an actor's part concurrently; a failure ends the demonstration.</summary>
    private void Start(Func<CancellationToken, Task> act, CancellationTokenSource ending)
    {
        var playing = act(ending.Token);
        _playing.Add(playing);
        _ = playing.ContinueWith(
            _ => ending.Cancel(), CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }
}
