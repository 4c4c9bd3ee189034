namespace MyAgent.Engine.Asterisk.Tests.Stub;

/// <summary>When the event of a # comes that ends a recording: Asterisk sends the two by different ways.</summary>
internal enum HashEvent
{
    /// <summary>Before that of the recording's end.</summary>
    BeforeItsEnd,

    /// <summary>After it.</summary>
    AfterItsEnd,

    /// <summary>Not at all.</summary>
    Lost,
}
