using MyAgent.Engine.Simulation.Theory;
using MyAgent.Engine.Simulation.Workloads;

namespace MyAgent.Engine.Simulation;

/// <summary>Selects the formula of queueing theory for the parameters of a simulation.</summary>
internal static class QueueingModels
{
    /// <summary>The theoretical figures for the parameters of a simulation.</summary>
    public static TheoryFigures For(SimulationParameters parameters)
    {
        var traffic = new OfferedTraffic(parameters.ArrivalsPerHour, parameters.HandleSeconds, parameters.Agents);
        var someGiveUp = parameters.PatienceSeconds is not null && parameters.CallbackShare < 1;
        var hasTwoClasses = parameters.VipShare is > 0 and < 1;
        return parameters switch
        {
            { Faults: true } or { Day: true } => new TheoryFigures(Model: null),
            _ when someGiveUp && (hasTwoClasses || parameters.WrapUpSeconds > 0) => new TheoryFigures(Model: null),
            _ when someGiveUp => traffic.Load * parameters.CallbackShare < traffic.Agents ? SomeGiveUp(parameters, traffic) : new TheoryFigures(Model: null),
            _ when !traffic.IsStable => new TheoryFigures(Model: null),
            { WrapUpSeconds: > 0 } => hasTwoClasses ? new TheoryFigures(Model: null) : WithWrapUp(parameters, traffic),
            _ => NobodyGivesUp(parameters, traffic),
        };
    }

    private static TheoryFigures NobodyGivesUp(SimulationParameters parameters, OfferedTraffic traffic)
    {
        var erlang = new ErlangC(traffic);
        var figures = new TheoryFigures(
            "Erlang C", erlang.ProbabilityOfWaiting, erlang.MeanWaitSeconds, erlang.MeanWaitSeconds, erlang.ServiceLevel(parameters.ServiceLevelSeconds),
            Abandonment: 0, traffic.LoadPerAgent, erlang.MeanQueueLength, ByKind(parameters, erlang.ProbabilityOfWaiting, erlang.MeanWaitSeconds));
        if (parameters.VipShare is not (> 0 and < 1))
            return figures;
        var priorities = new TwoPriorities(traffic, parameters.VipShare);
        return figures with
        {
            Model = "two priorities (Cobham)",
            ServiceLevel = null,
            Classes = figures.Classes! with { Normal = priorities.LowMeanWaitSeconds, Vip = priorities.HighMeanWaitSeconds },
        };
    }

    private static TheoryFigures WithWrapUp(SimulationParameters parameters, OfferedTraffic traffic)
    {
        var general = new FixedWrapUp(traffic, parameters.WrapUpSeconds);
        var wait = general.MeanWaitSeconds;
        return new TheoryFigures(
            traffic.Agents == 1 ? "M/G/1 (Pollaczek-Khinchine)" : "M/G/n (Lee-Longton approximation)",
            general.ProbabilityOfWaiting, wait, wait, ServiceLevel: null, Abandonment: 0, traffic.LoadPerAgent,
            traffic.ArrivalsPerSecond * wait, ByKind(parameters, general.ProbabilityOfWaiting, wait));
    }

    private static TheoryFigures SomeGiveUp(SimulationParameters parameters, OfferedTraffic traffic)
    {
        var patience = parameters.PatienceSeconds!.Value;
        var general = new ImpatientCallers(traffic, patience, parameters.CallbackShare);
        var wait = Number(general.MeanWaitSeconds);
        var callback = parameters.CallbackShare > 0 ? Number(general.PatientMeanWaitSeconds) : null;
        return new TheoryFigures(
            parameters.CallbackShare > 0 ? "M/M/n+G (Baccelli-Hebuterne)" : "Erlang A",
            general.ProbabilityOfWaiting, wait, general.MeanWaitSecondsOfAll, general.ServiceLevel(parameters.ServiceLevelSeconds),
            general.Abandonment, traffic.LoadPerAgent * (1 - general.Abandonment), traffic.ArrivalsPerSecond * general.MeanWaitSecondsOfAll,
            new TheoryClasses(
                Normal: parameters.VipShare < 1 ? wait : null, Vip: parameters.VipShare > 0 ? wait : null, Number(general.ImpatientMeanWaitSeconds), callback));
    }

    /// <summary>If no caller gives up, callbacks do not change the order: calls and callbacks that have to wait wait equally long.</summary>
    private static TheoryClasses ByKind(SimulationParameters parameters, double probabilityOfWaiting, double meanWaitSeconds) => new(
        Normal: parameters.VipShare < 1 ? meanWaitSeconds : null,
        Vip: parameters.VipShare > 0 ? meanWaitSeconds : null,
        Call: Number((1 - parameters.CallbackShare) * meanWaitSeconds / (1 - (parameters.CallbackShare * probabilityOfWaiting))),
        Callback: parameters.CallbackShare > 0 ? Number(meanWaitSeconds / probabilityOfWaiting) : null);

    /// <summary>Null where no caller waits, so that there is no mean.</summary>
    private static double? Number(double value) => double.IsFinite(value) ? value : null;
}
