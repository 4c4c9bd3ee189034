using MyAgent.Engine.Agents;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Storage.Projections;

namespace MyAgent.Engine.Projections.Reports;

/// <summary>The counts of an agent in a minute, or in several; <see cref="AgentFigures"/> says what each count means.</summary>
internal sealed class AgentCounts
{
    public long OffersReceived, Accepted, Rejected, Missed, Withdrawn, Callbacks;
    public Mean Handled, WrapUp, Hold;

    /// <summary>Adds what another tally counts.</summary>
    public void Add(AgentCounts other)
    {
        OffersReceived += other.OffersReceived;
        Accepted += other.Accepted;
        Rejected += other.Rejected;
        Missed += other.Missed;
        Withdrawn += other.Withdrawn;
        Callbacks += other.Callbacks;
        Handled.Add(other.Handled);
        WrapUp.Add(other.WrapUp);
        Hold.Add(other.Hold);
    }

    /// <summary>The row of the counts.</summary>
    public MinuteRow ToRow(string agent, long minute) =>
        new(agent, minute,
        [
            OffersReceived, Accepted, Rejected, Missed, Withdrawn, Handled.Count, Handled.Ticks, WrapUp.Count, WrapUp.Ticks, Callbacks, Hold.Count, Hold.Ticks,
        ]);

    /// <summary>The counts of a row.</summary>
    public static AgentCounts Of(MinuteRow row) => new()
    {
        OffersReceived = row.Sums[0],
        Accepted = row.Sums[1],
        Rejected = row.Sums[2],
        Missed = row.Sums[3],
        Withdrawn = row.Sums[4],
        Handled = Mean.Of(row.Sums[5], row.Sums[6]),
        WrapUp = Mean.Of(row.Sums[7], row.Sums[8]),
        Callbacks = row.Sums[9],
        Hold = Mean.Of(row.Sums[10], row.Sums[11]),
    };

    /// <summary>The counts, and the time in each status, with what follows from them.</summary>
    public AgentFigures ToFigures(DateTimeOffset from, DateTimeOffset to, AgentId agent, Func<AgentStatus, TimeSpan> timeIn)
    {
        double Seconds(AgentStatus status) => timeIn(status).TotalSeconds;
        var loggedIn = Enum.GetValues<AgentStatus>().Where(status => status != AgentStatus.LoggedOut).Sum(Seconds);
        var busy = Seconds(AgentStatus.Engaged) + Seconds(AgentStatus.PostProcessing) + Seconds(AgentStatus.WrapUp);
        var atWork = loggedIn - Seconds(AgentStatus.Break);
        return new AgentFigures(
            from, to, agent, OffersReceived, Accepted, Rejected, Missed, Withdrawn, Handled.Count, loggedIn,
            Seconds(AgentStatus.Available), Seconds(AgentStatus.Offered), Seconds(AgentStatus.Engaged), Seconds(AgentStatus.PostProcessing),
            Seconds(AgentStatus.WrapUp), Seconds(AgentStatus.Break), Seconds(AgentStatus.NotResponding),
            atWork > 0 ? busy / atWork : null, Handled.Seconds, WrapUp.Seconds, Callbacks, Hold.Count, Hold.TotalSeconds);
    }
}
