using MyAgent.Engine.Agents;
using MyAgent.Engine.Contacts;

namespace MyAgent.Engine.Projections;

/// <summary>What is counted of an agent in a minute, or in several; <see cref="AgentFigures"/> says what each count means.</summary>
internal sealed class AgentTally
{
    public long OffersReceived, Accepted, Rejected, Missed, Withdrawn;
    public Mean Handled, WrapUp;

    /// <summary>Adds what another tally counts.</summary>
    public void Add(AgentTally other)
    {
        OffersReceived += other.OffersReceived;
        Accepted += other.Accepted;
        Rejected += other.Rejected;
        Missed += other.Missed;
        Withdrawn += other.Withdrawn;
        Handled.Add(other.Handled);
        WrapUp.Add(other.WrapUp);
    }

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
            atWork > 0 ? busy / atWork : null, Handled.Seconds, WrapUp.Seconds);
    }
}
