namespace MyAgent.Engine.Asterisk.Calls;

/// <summary>How the caller's channel stands.</summary>
internal enum CallerState
{
    /// <summary>There is none: a callback, or a consultation.</summary>
    None,

    /// <summary>In line, with music; also while a telephone rings.</summary>
    Waiting,

    /// <summary>Hears how to leave a message.</summary>
    Instructed,

    /// <summary>Speaks.</summary>
    Recording,

    /// <summary>Has said nothing, and either pressed # or hung up: which of the two, the next event says.</summary>
    Silent,

    /// <summary>Types the number at which to be called back.</summary>
    TypingNumber,

    /// <summary>Has left a callback request, and hears goodbye.</summary>
    Leaving,

    /// <summary>Talks with an agent, or is on hold.</summary>
    Talking,

    /// <summary>Has hung up.</summary>
    Gone,
}
