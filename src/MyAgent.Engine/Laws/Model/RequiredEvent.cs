namespace MyAgent.Engine.Laws.Model;

/// <summary>What must be an agent's next event, because it belongs to the decision before it.</summary>
internal enum RequiredEvent
{
    /// <summary>Anything.</summary>
    Nothing,

    /// <summary>The remembered break or log-out.</summary>
    RememberedRequest,

    /// <summary>No longer responding.</summary>
    NotResponding,

    /// <summary>Wrap-up, or freed where the assignment has none.</summary>
    WrapUp,
}
