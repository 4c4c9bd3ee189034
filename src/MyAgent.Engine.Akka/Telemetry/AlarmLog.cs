using Microsoft.Extensions.Logging;
using MyAgent.Engine.Connectors;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Akka.Telemetry;

/// <summary>Logs the alarms of queues and lost connectors. In a cluster each is logged once, by the node on which the entity lives.</summary>
internal static partial class AlarmLog
{
    /// <summary>Logs the alarms among events that are on disk.</summary>
    /// <param name="log">The log for operators.</param>
    /// <param name="entity">The entity.</param>
    /// <param name="recorded">Its events.</param>
    public static void Log(ILogger log, EntityAddress entity, IReadOnlyList<RecordedEvent> recorded)
    {
        if (entity.Kind is not (EntityKind.Queue or EntityKind.Connector))
            return;
        for (var index = 0; index < recorded.Count; index++)
        {
            switch (recorded[index].Event)
            {
                case AlarmRaised raised:
                    Raised(log, entity.Id, raised.Kind, raised.Value);
                    break;
                case AlarmCleared cleared:
                    Cleared(log, entity.Id, cleared.Kind, cleared.Value);
                    break;
                case ConnectorLost:
                    Lost(log, entity.Id);
                    break;
                case ConnectorReturned:
                    Returned(log, entity.Id);
                    break;
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Alarm {Alarm} raised in queue {Queue}, at {Value:0.#}.")]
    private static partial void Raised(ILogger log, string queue, AlarmKind alarm, double value);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Connector {Connector} is lost: its calls are not offered.")]
    private static partial void Lost(ILogger log, string connector);

    [LoggerMessage(Level = LogLevel.Information, Message = "Connector {Connector} is back.")]
    private static partial void Returned(ILogger log, string connector);

    [LoggerMessage(Level = LogLevel.Information, Message = "Alarm {Alarm} cleared in queue {Queue}, at {Value:0.#}.")]
    private static partial void Cleared(ILogger log, string queue, AlarmKind alarm, double value);
}
