namespace MyAgent.Engine.Queues;

/// <summary>When rejected contacts may next be offered to an agent who rejected them: the instants at which matching must look again.</summary>
internal sealed class CoolDowns
{
    private readonly SortedSet<DateTimeOffset> _ends = [];

    /// <summary>When the next cool-down ends; null for none.</summary>
    public DateTimeOffset? NextAt => _ends.Count > 0 ? _ends.Min : null;

    public void Add(QueuedContact contact, QueueSettings settings, DateTimeOffset now)
    {
        if (contact.Rejections is null)
            return;
        foreach (var rejection in contact.Rejections)
        {
            Add(Eligibility.CoolingDownUntil(rejection, settings, othersLoggedIn: false), now);
            Add(Eligibility.CoolingDownUntil(rejection, settings, othersLoggedIn: true), now);
        }
    }

    private void Add(DateTimeOffset end, DateTimeOffset now)
    {
        if (end > now)
            _ends.Add(end);
    }

    public void AdvanceTo(DateTimeOffset now)
    {
        while (_ends.Count > 0 && _ends.Min <= now)
            _ends.Remove(_ends.Min);
    }
}
