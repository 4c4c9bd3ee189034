#pragma warning disable CS1591
using MyAgent.Engine.Contacts;

namespace MyAgent.Engine.Embedded;

public interface IVoiceMessageStore
{
    Task<VoiceMessage> StoreAsync(string messageId, string mediaType, ReadOnlyMemory<byte> sound, CancellationToken ct);
    Task<StoredSound?> FindAsync(string messageId, CancellationToken ct);
    Task DeleteAsync(string messageId, CancellationToken ct);
    Task<int> DeleteAllExceptAsync(IReadOnlySet<string> ids, CancellationToken ct);
}

public sealed record StoredSound(string MediaType, byte[] Sound);

public sealed record AccessToken(string Id, string Role, string? Agent, byte[] Hash, DateTimeOffset CreatedAt, DateTimeOffset? RevokedAt);

public interface IAccessTokenStore
{
    Task<IReadOnlyList<AccessToken>> ListAsync(CancellationToken ct);
    Task AddAsync(AccessToken token, CancellationToken ct);
    Task<bool> RevokeAsync(string id, DateTimeOffset at, CancellationToken ct);
}
