namespace MyAgent.Engine.Asterisk.Ari;

/// <summary>Asterisk does not answer, or the connection to it is over.</summary>
internal sealed class AriUnavailableException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>Asterisk does not do what it was asked for: a missing permission or module.</summary>
internal sealed class AriRefusedException(string message) : Exception(message);
