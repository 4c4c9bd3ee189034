namespace MyAgent.Engine.Embedded;

/// <summary>The clients whose answers are still to come, by their tokens. Those who have given up are forgotten from time to time.</summary>
internal sealed class WaitingClients
{
    private const int SmallNumber = 4096;

    private readonly Dictionary<string, PendingCommand> _clients = [];
    private int _sweepAt = SmallNumber;

    public void Add(PendingCommand client)
    {
        if (_clients.Count >= _sweepAt)
        {
            foreach (var (token, _) in _clients.Where(known => known.Value.Task.IsCompleted).ToList())
                _clients.Remove(token);
            _sweepAt = Math.Max(SmallNumber, 2 * _clients.Count);
        }
        _clients[client.Envelope.ReplyTo!] = client;
    }

    /// <summary>Takes out the client with a token; null where it has been answered already.</summary>
    public PendingCommand? Take(string token) => _clients.Remove(token, out var client) ? client : null;

    public IReadOnlyList<IWaiting> TakeAll()
    {
        var all = _clients.Values.ToList<IWaiting>();
        _clients.Clear();
        return all;
    }
}
