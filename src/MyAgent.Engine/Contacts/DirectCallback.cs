namespace MyAgent.Engine.Contacts;

/// <summary>A callback that is requested without a call (rule 36), by a web page for example.</summary>
/// <param name="Number">The number to call, as it was given. The queue decides whether it is plausible and allowed (rule 20).</param>
/// <param name="NotBefore">From when on the callback waits in the queue; null (the default), or an instant that has passed, for now.</param>
/// <param name="Window">The start of the window that it books (rule 39), in place of <paramref name="NotBefore"/>; null (the default) for none.</param>
public sealed record DirectCallback(string Number, DateTimeOffset? NotBefore = null, DateTimeOffset? Window = null);
