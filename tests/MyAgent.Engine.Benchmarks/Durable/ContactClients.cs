using System.Diagnostics;
using MyAgent.Engine.Agents;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Hosting;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Benchmarks.Durable;

/// <summary>So many clients at once, each of whom brings a contact, takes it through to its end as connector and agent, and begins again.
/// Of ten contacts seven are ended by the agent, two by the caller, and one is given up before it is answered.</summary>
internal sealed class ContactClients
{
    private readonly IEngineHost _engine;
    private readonly OfferWatcher _offers;
    private readonly int _queues;
    private readonly List<double>[] _latencies;
    private readonly Task[] _running;
    private readonly CancellationTokenSource _stop = new();
    private volatile TaskCompletionSource _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _busy;
    private long _refused;
    private long _answered;
    private long _finished;

    /// <summary>Starts them; they wait for <see cref="Resume"/>.</summary>
    public ContactClients(IEngineHost engine, OfferWatcher offers, int count, int queues)
    {
        (_engine, _offers, _queues) = (engine, offers, queues);
        _latencies = [.. Enumerable.Range(0, count).Select(_ => new List<double>())];
        _running = [.. Enumerable.Range(0, count).Select(number => Task.Run(() => RunAsync(number)))];
    }

    /// <summary>How many commands were refused.</summary>
    public long Refused => Interlocked.Read(ref _refused);

    /// <summary>How many commands have been answered.</summary>
    public long Answered => Interlocked.Read(ref _answered);

    /// <summary>How many contacts have been taken through to their ends.</summary>
    public long Finished => Interlocked.Read(ref _finished);

    /// <summary>Lets them work.</summary>
    public void Resume() => _gate.TrySetResult();

    /// <summary>Stops them between two contacts, and waits until all have stopped.</summary>
    public async Task PauseAsync()
    {
        _gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        while (Volatile.Read(ref _busy) > 0)
            await Task.Delay(5);
    }

    /// <summary>How long each command took since this was last asked, in milliseconds. Only while they are paused.</summary>
    public IReadOnlyList<double> TakeLatencies()
    {
        var taken = _latencies.SelectMany(own => own).ToList();
        foreach (var own in _latencies)
            own.Clear();
        return taken;
    }

    /// <summary>Ends them. Only while they are paused.</summary>
    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        Resume();
        await Task.WhenAll(_running);
    }

    private async Task RunAsync(int number)
    {
        for (long contact = number; !_stop.IsCancellationRequested;)
        {
            await _gate.Task;
            Interlocked.Increment(ref _busy);

            // The client counts as busy before it checks the gate again: when the gate is closed and no client is busy, none begins a contact.
            if (_gate.Task.IsCompleted && !_stop.IsCancellationRequested)
            {
                await BringAsync(contact, _latencies[number]);
                Interlocked.Increment(ref _finished);
                contact += _latencies.Length;
            }
            Interlocked.Decrement(ref _busy);
        }
    }

    private async Task BringAsync(long number, List<double> latencies)
    {
        var queue = BenchmarkData.Queue((int)(number * 7919 % _queues));
        var contact = BenchmarkData.Contact(number);
        var rings = _offers.RingsAsync(contact);
        await SendAsync(BenchmarkData.Caller(number).Address, BenchmarkData.Arrival(queue, number), latencies);
        var (agent, offer) = await rings;
        if (number % 10 == 0)
        {
            await SendAsync(queue.Address, new HangUp(contact), latencies);
            return;
        }
        await SendAsync(agent.Address, new AcceptOffer(offer), latencies);
        if (number % 10 < 3)
            await SendAsync(queue.Address, new HangUp(contact), latencies);
        else
            await SendAsync(agent.Address, new EndContact(), latencies);
        await SendAsync(agent.Address, new ClosePopUp(), latencies);
    }

    private async Task SendAsync(EntityAddress to, IMessage command, List<double> latencies)
    {
        var sent = Stopwatch.GetTimestamp();
        if (await _engine.SendAsync(to, command, BenchmarkData.Connector) is Refusal)
            Interlocked.Increment(ref _refused);
        Interlocked.Increment(ref _answered);
        latencies.Add(Stopwatch.GetElapsedTime(sent).TotalMilliseconds);
    }
}
