using MyAgent.Engine.Simulation.Theory;
using MyAgent.Engine.Simulation.Workloads;

namespace MyAgent.Engine.Simulation;

/// <summary>Selects the formula of queueing theory for the parameters of a simulation.</summary>
public static class QueueingModels
{
    /// <summary>The theoretical figures for the parameters of a simulation.</summary>
    public static TheoryFigures For(SimulationParameters centre)
    {
        var traffic = new OfferedTraffic(centre.ArrivalsPerHour, centre.HandleSeconds, centre.Agents);
        var someGiveUp = centre.PatienceSeconds is not null && centre.CallbackShare < 1;
        var hasTwoClasses = centre.VipShare is > 0 and < 1;
        return centre switch
        {
            { Faults: true } => new TheoryFigures(Model: null),
            _ when someGiveUp && (hasTwoClasses || centre.WrapUpSeconds > 0) => new TheoryFigures(Model: null),
            _ when someGiveUp => traffic.Load * centre.CallbackShare < traffic.Agents ? SomeGiveUp(centre, traffic) : new TheoryFigures(Model: null),
            _ when !traffic.IsStable => new TheoryFigures(Model: null),
            { WrapUpSeconds: > 0 } => hasTwoClasses ? new TheoryFigures(Model: null) : WithWrapUp(centre, traffic),
            _ => NobodyGivesUp(centre, traffic),
        };
    }

    private static TheoryFigures NobodyGivesUp(SimulationParameters centre, OfferedTraffic traffic)
    {
        var erlang = new ErlangC(traffic);
        var figures = new TheoryFigures(
            "Erlang C", erlang.ProbabilityOfWaiting, erlang.MeanWaitSeconds, erlang.MeanWaitSeconds, erlang.ServiceLevel(centre.ServiceLevelSeconds),
            Abandonment: 0, traffic.LoadPerAgent, erlang.MeanQueueLength, ByKind(centre, erlang.ProbabilityOfWaiting, erlang.MeanWaitSeconds));
        if (centre.VipShare is not (> 0 and < 1))
            return figures;
        var priorities = new TwoPriorities(traffic, centre.VipShare);
        return figures with
        {
            Model = "two priorities (Cobham)",
            ServiceLevel = null,
            Classes = figures.Classes! with { Normal = priorities.LowMeanWaitSeconds, Vip = priorities.HighMeanWaitSeconds },
        };
    }

    private static TheoryFigures WithWrapUp(SimulationParameters centre, OfferedTraffic traffic)
    {
        var general = new FixedWrapUp(traffic, centre.WrapUpSeconds);
        var wait = general.MeanWaitSeconds;
        return new TheoryFigures(
            traffic.Agents == 1 ? "M/G/1 (Pollaczek-Khinchine)" : "M/G/n (Lee-Longton approximation)",
            general.ProbabilityOfWaiting, wait, wait, ServiceLevel: null, Abandonment: 0, traffic.LoadPerAgent,
            traffic.ArrivalsPerSecond * wait, ByKind(centre, general.ProbabilityOfWaiting, wait));
    }

    private static TheoryFigures SomeGiveUp(SimulationParameters centre, OfferedTraffic traffic)
    {
        var patience = centre.PatienceSeconds!.Value;
        var general = new ImpatientCallers(traffic, patience, centre.CallbackShare);
        var wait = Number(general.MeanWaitSeconds);
        var callback = centre.CallbackShare > 0 ? Number(general.PatientMeanWaitSeconds) : null;
        return new TheoryFigures(
            centre.CallbackShare > 0 ? "M/M/n+G (Baccelli-Hebuterne)" : "Erlang A",
            general.ProbabilityOfWaiting, wait, general.MeanWaitSecondsOfAll, general.ServiceLevel(centre.ServiceLevelSeconds),
            general.Abandonment, traffic.LoadPerAgent * (1 - general.Abandonment), traffic.ArrivalsPerSecond * general.MeanWaitSecondsOfAll,
            new TheoryClasses(
                Normal: centre.VipShare < 1 ? wait : null, Vip: centre.VipShare > 0 ? wait : null, Number(general.ImpatientMeanWaitSeconds), callback));
    }

    /// <summary>If no caller gives up, callbacks do not change the order: calls and callbacks that have to wait wait equally long.</summary>
    private static TheoryClasses ByKind(SimulationParameters centre, double probabilityOfWaiting, double meanWaitSeconds) => new(
        Normal: centre.VipShare < 1 ? meanWaitSeconds : null,
        Vip: centre.VipShare > 0 ? meanWaitSeconds : null,
        Call: Number((1 - centre.CallbackShare) * meanWaitSeconds / (1 - (centre.CallbackShare * probabilityOfWaiting))),
        Callback: centre.CallbackShare > 0 ? Number(meanWaitSeconds / probabilityOfWaiting) : null);

    /// <summary>Null where no caller waits, so that there is no mean.</summary>
    private static double? Number(double value) => double.IsFinite(value) ? value : null;
}
