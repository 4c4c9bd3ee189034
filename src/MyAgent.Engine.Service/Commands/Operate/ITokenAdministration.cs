using MyAgent.Engine.Service.Api.Tokens;
using MyAgent.Engine.Service.Security;

namespace MyAgent.Engine.Service.Commands.Operate;

/// <summary>Creates, lists and revokes tokens.</summary>
internal interface ITokenAdministration : IAsyncDisposable
{
    /// <summary>Makes a token.</summary>
    Task<NewTokenResponse> CreateAsync(Role role, string? agent, IReadOnlyList<string>? queues, bool agents, CancellationToken cancel);

    /// <summary>All tokens, the oldest first.</summary>
    Task<IReadOnlyList<TokenResponse>> ListAsync(CancellationToken cancel);

    /// <summary>Revokes a token.</summary>
    /// <exception cref="Exception">There is none of this id.</exception>
    Task RevokeAsync(string id, CancellationToken cancel);
}
