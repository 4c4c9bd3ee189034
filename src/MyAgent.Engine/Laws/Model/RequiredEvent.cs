namespace MyAgent.Engine.Laws.Model;

/// <summary>The event that an agent must have next, because it belongs to the same decision as the newest one.</summary>
internal enum RequiredEvent
{
    /// <summary>Anything.</summary>
    Nothing,

    /// <summary>The remembered break or log-out.</summary>
    RememberedRequest,

    /// <summary>The end of the open offer: withdrawn.</summary>
    Withdrawal,

    /// <summary>The offer of the contact for which the agent let a consultation go.</summary>
    HandedOverContact,

    /// <summary>The end of the open offer: missed.</summary>
    Miss,

    /// <summary>No longer responding.</summary>
    NotResponding,

    /// <summary>The closing of the pop-up, which closes by itself.</summary>
    PopUpClosed,

    /// <summary>Wrap-up, or freed where the assignment has none.</summary>
    WrapUp,
}
