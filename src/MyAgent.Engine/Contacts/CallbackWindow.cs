namespace MyAgent.Engine.Contacts;

/// <summary>A time in which a callback is promised (rule 39).</summary>
/// <param name="From">When it begins: the callback counts as of then.</param>
/// <param name="To">When it ends. The promise is kept where an agent has accepted the callback before.</param>
public sealed record CallbackWindow(DateTimeOffset From, DateTimeOffset To);
