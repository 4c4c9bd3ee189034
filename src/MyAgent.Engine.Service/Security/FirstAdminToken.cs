namespace MyAgent.Engine.Service.Security;

/// <summary>Lets somebody in when nobody can get in yet.</summary>
internal static class FirstAdminToken
{
    /// <summary>The environment variable by which an operator chooses the admin token.</summary>
    public const string Variable = "MYAGENT_ADMIN_TOKEN";

    /// <summary>The shortest token an operator may choose, in characters.</summary>
    public const int Shortest = 24;

    private const string FileName = "admin.token";

    /// <summary>Takes the chosen token, or makes one where there is no admin token and writes it to a file.</summary>
    /// <param name="tokens">The tokens.</param>
    /// <param name="chosen">The value of <see cref="Variable"/>; null or empty for none.</param>
    /// <param name="directory">Where the file is written.</param>
    /// <param name="cancel">Ends it.</param>
    /// <returns>The file, where one was written.</returns>
    /// <exception cref="ArgumentException">The chosen token is too short or cannot stand in a header.</exception>
    public static async Task<string?> EnsureAsync(AccessTokens tokens, string? chosen, string directory, CancellationToken cancel)
    {
        if (!string.IsNullOrEmpty(chosen))
        {
            if (chosen.Length < Shortest || chosen.Any(character => character is <= ' ' or > '~'))
                throw new ArgumentException($"{Variable} must have at least {Shortest} visible ASCII characters.");
            tokens.Configure(chosen);
        }
        if (tokens.HasAdmin)
            return null;
        var (id, text) = TokenText.Create();
        var path = Path.Combine(Path.GetFullPath(directory), FileName);
        // Written before it is let in: stopped in between, the next start makes another and overwrites the file.
        await OwnersFile.WriteAsync(path, System.Text.Encoding.ASCII.GetBytes(text + "\n"), cancel);
        await tokens.AddAsync(id, text, Role.Admin, agent: null, cancel);
        return path;
    }
}
