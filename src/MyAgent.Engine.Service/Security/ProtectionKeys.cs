using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using MyAgent.Engine.Storage;

namespace MyAgent.Engine.Service.Security;

/// <summary>Keeps Data Protection's keys in the engine's database, so that every engine on it reads the same cookies and links. They are not encrypted there:
/// a cookie forged with them names no session, and a link to a voice message opens what is in the same database.</summary>
/// <param name="store">Where they are kept.</param>
internal sealed class ProtectionKeys(IWebSessionStore store) : IXmlRepository
{
    /// <inheritdoc/>
    public IReadOnlyCollection<XElement> GetAllElements() =>
        [.. store.ListKeysAsync().GetAwaiter().GetResult().Select(key => XElement.Parse(key.Xml))];

    /// <inheritdoc/>
    public void StoreElement(XElement element, string friendlyName) =>
        store.AddKeyAsync(new ProtectionKey(friendlyName, element.ToString(SaveOptions.DisableFormatting))).GetAwaiter().GetResult();
}
