using MyAgent.Engine.Akka.Operators;

namespace MyAgent.Engine.Service.Commands.Serve;

/// <summary>Lets operators look at a node with <c>pbm</c>, where this build has Petabridge.Cmd.</summary>
internal static class OperatorShell
{
    /// <summary>Opens it.</summary>
    /// <param name="services">The services of a server that has started.</param>
    public static void Open(IServiceProvider services)
    {
#if PETABRIDGECMD
        Pbm.Shell.OperatorPaletteShell.Start(services.GetRequiredService<global::Akka.Actor.ActorSystem>(), TextsOf(services));
#endif
    }

    /// <summary>What operators are shown.</summary>
    /// <param name="services">The services of a server that has started.</param>
    public static OperatorConsole TextsOf(IServiceProvider services) => new(
        services.GetRequiredService<Engine.Hosting.IEngineHost>(), services.GetRequiredService<Projections.Boards.Board>(),
        services.GetRequiredService<Projections.JournalFollower>(), services.GetRequiredService<Projections.Explanations.ContactExplainer>(),
        services.GetRequiredService<IEngineOperators>(), TimeProvider.System);
}
