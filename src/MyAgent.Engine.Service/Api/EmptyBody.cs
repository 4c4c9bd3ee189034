namespace MyAgent.Engine.Service.Api;

/// <summary>The body of a command that has no fields.</summary>
internal sealed record EmptyBody;
