using MyAgent.Engine.Akka.Solo;
using MyAgent.Engine.Embedded;
using MyAgent.Engine.Embedded.Scheduling;
using MyAgent.Engine.Service.Http;
using MyAgent.Engine.Storage;
using MyAgent.Engine.Storage.Postgres;

namespace MyAgent.Engine.Service.Hosting;

/// <summary>An engine in this process, on a database that it has for itself.</summary>
/// <param name="Parts">What the HTTP API stands on.</param>
/// <param name="TakenOver">Completes when another engine has taken the database over.</param>
/// <param name="Close">Stops the engine.</param>
internal sealed record LocalEngine(EngineParts Parts, Task TakenOver, Func<ValueTask> Close) : IAsyncDisposable
{
    /// <summary>Opens an engine.</summary>
    /// <param name="host">What runs the entities: <see cref="HostChoice.Solo"/> or <see cref="HostChoice.Embedded"/>.</param>
    /// <param name="database">Where everything is kept.</param>
    /// <param name="logs">Where it logs to.</param>
    /// <param name="environment">Gives an environment variable's value; null for one that is not set.</param>
    /// <exception cref="JournalInUseException">Another process has the database.</exception>
    /// <exception cref="UnreadableJournalException">The journal cannot be read.</exception>
    public static Task<LocalEngine> OpenAsync(string host, IEngineDatabase database, ILoggerFactory logs, Func<string, string?> environment) =>
        host == HostChoice.Embedded ? OpenEmbeddedAsync(database, logs, environment) : OpenSoloAsync(database, logs, environment);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Close();

    private static async Task<LocalEngine> OpenSoloAsync(IEngineDatabase database, ILoggerFactory logs, Func<string, string?> environment)
    {
        var engine = await SoloEngine.OpenAsync(new SoloOptions
        {
            Database = database,
            Config = EngineConfiguration.Read(["engine.conf", "solo.conf"], environment),
            Logs = logs,
            Clock = newest =>
            {
                var clock = new EngineClock(TimeProvider.System, newest);
                return () => clock.Now;
            },
        });
        return new LocalEngine(
            new EngineParts(engine.Host, engine.Journal, engine.VoiceMessages, engine.Tokens, engine.Sessions, () => engine.Trouble), engine.TakenOver, engine.DisposeAsync);
    }

    private static async Task<LocalEngine> OpenEmbeddedAsync(IEngineDatabase database, ILoggerFactory logs, Func<string, string?> environment)
    {
        var log = logs.CreateLogger("MyAgent.Engine");
        var engine = await EmbeddedEngine.OpenAsync(new EmbeddedOptions
        {
            Database = database,
            RecoveryGrace = EngineConfiguration.RecoveryGraceOf(EngineConfiguration.Read(["engine.conf"], environment)),
            OnFault = fault => log.LogError(fault.Exception, "{What}", fault.What),
        });
        return new LocalEngine(
            new EngineParts(engine.Host, engine.Journal, engine.VoiceMessages, engine.Tokens, engine.Sessions, () => TroubleOf(engine.Health)), engine.TakenOver, engine.DisposeAsync);
    }

    private static string? TroubleOf(EngineHealth health) =>
        health.State == EngineState.Healthy ? null : health.Reason ?? $"The engine is {health.State}.";
}
