namespace MyAgent.Engine.Service.Security;

/// <summary>Reads the access tokens before the server listens, and creates the first admin token where there is none.</summary>
/// <param name="tokens">The tokens.</param>
/// <param name="first">How the first admin token is made; null where none is made.</param>
internal sealed class AccessTokenLoader(AccessTokens tokens, FirstAdminSettings? first) : IHostedService
{
    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await tokens.LoadAsync(cancellationToken);
        if (first is not null && await FirstAdminToken.EnsureAsync(tokens, first.Chosen, first.Directory, cancellationToken) is { } path)
            first.Written(path);
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

/// <summary>How the first admin token is made.</summary>
/// <param name="Chosen">The token that an operator has chosen; null or empty for none.</param>
/// <param name="Directory">Where the file is written.</param>
/// <param name="Written">Receives the path of the file, where one was written.</param>
internal sealed record FirstAdminSettings(string? Chosen, string Directory, Action<string> Written);
