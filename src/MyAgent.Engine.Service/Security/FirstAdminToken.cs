namespace MyAgent.Engine.Service.Security;

/// <summary>Provides the first admin token.</summary>
internal static class FirstAdminToken
{
    /// <summary>The environment variable by which an operator chooses the admin token.</summary>
    public const string Variable = "MYAGENT_ADMIN_TOKEN";

    /// <summary>The name of the file with the first admin token.</summary>
    public const string FileName = "admin.token";

    private const string Advice = "'openssl rand -base64 32' makes a good one.";

    /// <summary>Checks the token that an operator has chosen.</summary>
    /// <param name="chosen">The value of <see cref="Variable"/>; null or empty for none.</param>
    /// <exception cref="ArgumentException">It is too short, cannot stand in a header, or can be guessed.</exception>
    public static void Check(string? chosen)
    {
        if (string.IsNullOrEmpty(chosen))
            return;
        if (chosen.Length < TokenStrength.MinLength || chosen.Any(character => character is <= ' ' or > '~'))
            throw new ArgumentException($"{Variable} must have at least {TokenStrength.MinLength} visible ASCII characters. {Advice}");
        if (TokenStrength.Bits(chosen) < TokenStrength.MinBits)
            throw new ArgumentException($"{Variable} can be guessed: by the characters in it, without repetitions and sequences, it must be worth "
                + $"{TokenStrength.MinBits} bits, and is worth {TokenStrength.Bits(chosen):0}. {Advice}");
    }

    /// <summary>Takes the chosen token, or makes one where there is no admin token and writes it to a file.</summary>
    /// <param name="tokens">The tokens.</param>
    /// <param name="chosen">The value of <see cref="Variable"/>; null or empty for none.</param>
    /// <param name="directory">Where the file is written.</param>
    /// <param name="cancel">Ends it.</param>
    /// <returns>The file, where one was written.</returns>
    /// <exception cref="ArgumentException">The chosen token is too short, cannot stand in a header, or can be guessed.</exception>
    public static async Task<string?> EnsureAsync(AccessTokens tokens, string? chosen, string directory, CancellationToken cancel)
    {
        Check(chosen);
        if (!string.IsNullOrEmpty(chosen))
            tokens.Configure(chosen);
        if (tokens.HasAdmin)
            return null;
        var (id, text) = TokenText.Create();
        var path = Path.Combine(Path.GetFullPath(directory), FileName);
        // Written before the token is valid: if the process stops in between, the next start creates another and overwrites the file.
        await PrivateFile.WriteAsync(path, System.Text.Encoding.ASCII.GetBytes(text + "\n"), cancel);
        await tokens.AddAsync(id, text, Role.Admin, agent: null, cancel);
        return path;
    }
}
