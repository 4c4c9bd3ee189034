using MyAgent.Engine.Service.Security;

namespace MyAgent.Engine.Service.Client;

/// <summary>Where a client finds its token.</summary>
internal static class ClientToken
{
    /// <summary>The environment variable that holds the token.</summary>
    public const string Variable = "MYAGENT_TOKEN";

    /// <summary>The default data directory of an engine, relative to the working directory.</summary>
    public const string LocalDirectory = "data";

    /// <summary>The file with the admin token of an engine that was started in this directory.</summary>
    public const string LocalPath = $"./{LocalDirectory}/{FirstAdminToken.FileName}";

    /// <summary>Finds the token for a server: the given one, the one in <see cref="Variable"/>, or the one in <see cref="LocalPath"/> where the server is on this
    /// machine. The local token is never sent to another machine.</summary>
    /// <param name="given">The token on the command line; null for none.</param>
    /// <param name="server">The server.</param>
    /// <returns>The token and its source, for people; null for both where there is none.</returns>
    public static (string? Token, string? Source) Find(string? given, Uri server)
    {
        if (given is not null)
            return (given, "--token");
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } set)
            return (set, Variable);
        return ReadLocal(server) is { } local ? (local, LocalPath) : (null, null);
    }

    private static string? ReadLocal(Uri server)
    {
        if (!server.IsLoopback || !File.Exists(LocalPath))
            return null;
        try
        {
            return File.ReadAllText(LocalPath).Trim() is { Length: > 0 } token ? token : null;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
